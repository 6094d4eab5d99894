package kz.centerpro.hub.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/** An API credential without its secret. */
record Credential(UUID id, UUID participant, String name, String scopes, Instant createdAt,
        @Nullable Instant rotatedAt, @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {

    CredentialView view(@Nullable String secret) {
        return new CredentialView(id.toString(), name, List.of(scopes.split(" ", -1)), WireTime.format(createdAt),
                time(rotatedAt), time(revokedAt), time(lastUsedAt), secret);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.format(at);
    }
}

package kz.centerpro.hub.access;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.access.SessionView;
import kz.centerpro.contracts.party.WireTime;

/** One sign-in of one certificate, for as long as it can be refreshed. */
record Session(UUID id, UUID signatory, Instant createdAt, Instant lastUsedAt, Instant expiresAt, Visitor visitor) {

    SessionView view(UUID current) {
        return new SessionView(id.toString(), WireTime.format(createdAt), WireTime.format(lastUsedAt),
                WireTime.format(expiresAt), visitor.ip(), visitor.device(), id.equals(current));
    }
}

package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API credential (clause 7.1.10). The secret is shown once, in the answer that made it, and kept as a hash.
 *
 * @param clientSecret
 *            only in the answer to its creation or rotation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialView(String clientId, String name, List<String> scopes, String createdAt,
        @Nullable String rotatedAt, @Nullable String revokedAt, @Nullable String lastUsedAt,
        @Nullable String clientSecret) {

    /** {@code GET /v1/credentials}. */
    public record Page(List<CredentialView> items) {}

    @Override
    public String toString() {
        return "CredentialView[" + clientId + "]";
    }
}

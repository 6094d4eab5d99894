package kz.centerpro.contracts.authority;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application for a certificate.
 *
 * @param status
 *            PENDING, ISSUED or REJECTED; times are RFC 3339 in UTC
 * @param secret
 *            only in the answer that made it; whoever shows it in {@code Application-Secret} may look and revoke
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EsApplicationView(String id, String status, String createdAt, String name,
        @Nullable String organization, String country, String taxId, String email, String publicKeySha256,
        @Nullable String decidedAt, @Nullable String reason, @Nullable String secret,
        @Nullable EsCertificateView certificate) {

    /** {@code GET /v1/admin/es-applications}: those that wait, the oldest first. */
    public record Page(List<EsApplicationView> items) {}

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "EsApplicationView[" + id + ", " + status + "]";
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An OCSP response after its signature, its responder's right, its subject, nonce and freshness were checked.
 *
 * @param sha256
 *            hex, of the BasicOCSPResponse, as {@link Evidence#sha256} has it; empty when it is unusable
 * @param reason
 *            why the response is unusable, or the reason of the revocation
 */
public record OcspAnswer(Status status, String sha256, String reason, @Nullable Instant thisUpdate,
        @Nullable Instant nextUpdate, @Nullable Instant revokedAt) {

    /** UNKNOWN and UNUSABLE never read as good. */
    public enum Status {
        GOOD, REVOKED, UNKNOWN, UNUSABLE
    }

    static OcspAnswer unusable(String reason) {
        return new OcspAnswer(Status.UNUSABLE, "", reason, null, null, null);
    }
}

package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import org.jspecify.annotations.Nullable;

/**
 * One signer of a container.
 *
 * @param subIndication
 *            name of ETSI EN 319 102-1 (REVOKED, HASH_FAILURE, TRY_LATER, …), empty when passed
 * @param authenticity
 *            the hub's own verdict of clause 7.6.1: these bytes were signed with this key
 * @param keyValidity
 *            the other verdict of clause 7.6.1: the key was valid at {@code bestSignatureTime}
 * @param claimedSigningTime
 *            what the signer wrote; shown, never trusted
 * @param bestSignatureTime
 *            time of a proved time-stamp, else the moment of receipt
 * @param chain
 *            from the signer to the anchor, empty when no path was proved
 * @param regime
 *            of the anchor that the path ends at
 * @param evidenceDigest
 *            hex SHA-256 of the OCSP response or CRL that key validity rests on
 */
public record SignatureReport(Verdict.Status status, String subIndication, CheckResult authenticity,
        CheckResult keyValidity,
        String algorithm, SignerIdentity signer, @Nullable Instant claimedSigningTime, Instant bestSignatureTime,
        @Nullable TimestampReport timestamp, List<CertificateSummary> chain, @Nullable Revocation revocation,
        @Nullable SignatureRegime regime, @Nullable String evidenceDigest) {

    /** One of the two verdicts; the reason is empty when there is nothing to say. */
    public record CheckResult(Verdict.Status status, String subIndication, String reason) {

        static CheckResult passed() {
            return new CheckResult(Verdict.Status.PASSED, "", "");
        }

        static CheckResult failed(String subIndication, String reason) {
            return new CheckResult(Verdict.Status.FAILED, subIndication, reason);
        }

        static CheckResult indeterminate(String subIndication, String reason) {
            return new CheckResult(Verdict.Status.INDETERMINATE, subIndication, reason);
        }

        boolean isPassed() {
            return status == Verdict.Status.PASSED;
        }
    }

    /** Since when the key is revoked or suspended; the reason in the words of RFC 5280, 5.3.1. */
    public record Revocation(Instant date, String reason) {}
}

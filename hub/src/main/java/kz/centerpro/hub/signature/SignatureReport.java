package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.SignerIdentity;
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
 * @param evidence
 *            what the verdict rests on, for keeping beside it: proofs of the path's state, and the time-stamp
 * @param checks
 *            every question that was reached, in the order of {@link kz.centerpro.hub.certificate.Question}
 * @param remarks
 *            what part of the content this signature does not speak of; empty when it speaks of all
 * @param countersignatures
 *            signatures over this one; they change nothing about it
 */
public record SignatureReport(Indication status, String subIndication, CheckResult authenticity,
        CheckResult keyValidity,
        String algorithm, SignerIdentity signer, @Nullable Instant claimedSigningTime, Instant bestSignatureTime,
        @Nullable TimestampReport timestamp, List<CertificateSummary> chain, @Nullable Revocation revocation,
        @Nullable SignatureRegime regime, @Nullable String evidenceDigest, List<Evidence> evidence,
        List<Check> checks, List<String> remarks,
        List<SignatureReport> countersignatures) {}

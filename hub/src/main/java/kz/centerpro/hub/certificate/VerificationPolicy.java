package kz.centerpro.hub.certificate;

import java.time.Duration;
import kz.centerpro.contracts.party.SignatureRegime;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a signature must satisfy beyond being authentic.
 *
 * @param version
 *            goes into every verdict
 * @param revocation
 *            whether the signer's key needs positive evidence of not being revoked
 * @param signerKeys
 *            which key usages may sign
 * @param evidenceAge
 *            how old an OCSP response without nextUpdate may be at the signature time (НУЦ РК sends none)
 * @param staleLists
 *            whether a CRL past its nextUpdate still counts as proof of not being revoked (archives, offline use)
 * @param signingTime
 *            what stands in for a proof of the time
 */
public record VerificationPolicy(String version, RevocationEvidence revocation, SignerKeys signerKeys,
        Duration evidenceAge,
        boolean staleLists, SigningTime signingTime) {

    /** The moment that key validity is judged at when no time-stamp proves one. */
    public enum SigningTime {
        /** The moment of receipt, whatever the signer claims (reading A4). */
        RECEIPT,
        /**
         * As before while the certificate is valid; for one that ended, a moment of its validity: the claimed one, else
         * its last. Says what was signed in archives whose receipt nobody recorded; any revocation counts against it.
         */
        WITHIN_VALIDITY
    }

    /** Whether silence about revocation is tolerated. */
    public enum RevocationEvidence {
        REQUIRED, IF_AVAILABLE
    }

    /** SIGN keys carry nonRepudiation; AUTH keys of old carry digitalSignature alone. */
    public enum SignerKeys {
        NON_REPUDIATION, NON_REPUDIATION_OR_DIGITAL_SIGNATURE
    }

    /** For documents: revocation evidence required, keys made for signing. */
    public static VerificationPolicy documents() {
        return new VerificationPolicy("documents-1", RevocationEvidence.REQUIRED, SignerKeys.NON_REPUDIATION,
                Duration.ofMinutes(15), false, SigningTime.RECEIPT);
    }

    /** For logging in: as for documents, and authentication keys will do. */
    public static VerificationPolicy login() {
        return new VerificationPolicy("login-1", RevocationEvidence.REQUIRED,
                SignerKeys.NON_REPUDIATION_OR_DIGITAL_SIGNATURE,
                Duration.ofMinutes(15), false, SigningTime.RECEIPT);
    }

    /** For looking at archives without a network: what evidence is at hand is used, its absence is tolerated. */
    public static VerificationPolicy offline() {
        return new VerificationPolicy("offline-1", RevocationEvidence.IF_AVAILABLE, SignerKeys.NON_REPUDIATION,
                Duration.ofMinutes(15), true, SigningTime.RECEIPT);
    }

    /** As {@link #offline}, for signatures of which nobody knows when they were received. */
    public static VerificationPolicy archive() {
        return new VerificationPolicy("archive-1", RevocationEvidence.IF_AVAILABLE, SignerKeys.NON_REPUDIATION,
                Duration.ofMinutes(15), true, SigningTime.WITHIN_VALIDITY);
    }

    /**
     * Foreign authorities do not share the Kazakh split into SIGN and AUTH keys: there either usage signs, as does
     * none.
     */
    CheckResult usage(ParsedCertificate signer, SignatureRegime regime) {
        boolean signs = signer.mayUseKeyFor(KeyUsage.nonRepudiation);
        boolean strict = signerKeys == SignerKeys.NON_REPUDIATION && regime == SignatureRegime.EDS;
        if (strict ? signs && signer.keyUsage != null : signs || signer.mayUseKeyFor(KeyUsage.digitalSignature)) {
            return CheckResult.passed();
        }
        return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE",
                "the signer's key is not for signing documents (keyUsage)");
    }

    /** The same policy with another patience for responses without nextUpdate. */
    public VerificationPolicy withEvidenceAge(Duration age) {
        return new VerificationPolicy(version, revocation, signerKeys, age, staleLists, signingTime);
    }
}

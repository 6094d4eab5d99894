package kz.centerpro.hub.signature;

import java.time.Duration;

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
 * @param rsaBitsMin
 *            the shortest RSA modulus accepted
 */
public record VerificationPolicy(String version, RevocationEvidence revocation, SignerKeys signerKeys,
        Duration evidenceAge,
        boolean staleLists, int rsaBitsMin) {

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
                Duration.ofMinutes(15), false, 2048);
    }

    /** For logging in: as for documents, and authentication keys will do. */
    public static VerificationPolicy login() {
        return new VerificationPolicy("login-1", RevocationEvidence.REQUIRED,
                SignerKeys.NON_REPUDIATION_OR_DIGITAL_SIGNATURE,
                Duration.ofMinutes(15), false, 2048);
    }

    /** For looking at archives without a network: what evidence is at hand is used, its absence is tolerated. */
    public static VerificationPolicy offline() {
        return new VerificationPolicy("offline-1", RevocationEvidence.IF_AVAILABLE, SignerKeys.NON_REPUDIATION,
                Duration.ofMinutes(15), true, 2048);
    }
}

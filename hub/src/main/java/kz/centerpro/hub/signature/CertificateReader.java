package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.Optional;
import kz.centerpro.hub.signature.SignatureReport.CheckResult;

/** Reads and checks bare certificates, DER or PEM: for registration, for trust lists, for tests. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class CertificateReader {

    private CertificateReader() {}

    public static SignerIdentity identify(byte[] certificate) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    public static CertificateSummary summarise(byte[] certificate) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** True when a path to an anchor holds at that time and no evidence at hand says revoked. */
    public static boolean verifyCertificate(byte[] certificate, TrustSnapshot trust, Instant at)
            throws MalformedSignature {
        return check(certificate, trust, at, VerificationPolicy.offline()).isPassed();
    }

    /** Path and revocation of a certificate, whatever its key may be used for. */
    public static CheckResult check(byte[] certificate, TrustSnapshot trust, Instant at, VerificationPolicy policy)
            throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** What to ask about a certificate; empty when no path to an anchor is proved. */
    public static Optional<EvidenceNeed> evidenceNeed(byte[] certificate, TrustSnapshot trust, Instant at)
            throws MalformedSignature {
        throw new UnsupportedOperationException();
    }
}

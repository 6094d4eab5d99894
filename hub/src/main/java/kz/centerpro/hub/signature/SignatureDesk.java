package kz.centerpro.hub.signature;

import java.time.Instant;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;

/** Reads signed containers and judges them: facts, then policy, then a verdict. Pure and thread-safe. */
public final class SignatureDesk {

    /** More is not a signed document but an attack; larger content travels beside a detached signature. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    private final int bytesMax;
    private final VerificationPolicy policy;

    public SignatureDesk(int bytesMax, VerificationPolicy policy) {
        this.bytesMax = bytesMax;
        this.policy = policy;
    }

    /** Accepts DER, BER, PEM (CMS, PKCS7, SIGNED DATA, PKCS #7 SIGNED DATA) and bare base64. */
    public SignedContainer read(byte[] encoded) throws MalformedSignature {
        return ContainerReader.read(encoded, bytesMax);
    }

    /**
     * Judges every signature of the container.
     *
     * @param content
     *            digests of the content; {@link ContentDigests#none()} suffices for an attached signature
     * @param receivedAt
     *            the signing moment where no time-stamp proves an earlier one
     */
    public Verdict examine(SignedContainer container, ContentDigests content, TrustSnapshot trust, Instant receivedAt) {
        return new SignerJudge(container, content, trust, policy, receivedAt).verdict();
    }
}

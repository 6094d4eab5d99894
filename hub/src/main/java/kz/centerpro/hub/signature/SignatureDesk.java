package kz.centerpro.hub.signature;

import java.time.Instant;

/** Reads signed containers and judges them: facts, then policy, then a verdict. Pure and thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SignatureDesk {

    /** Bounds of one container; more is not a signed document but an attack. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    final int bytesMax;
    final VerificationPolicy policy;

    public SignatureDesk(int bytesMax, VerificationPolicy policy) {
        this.bytesMax = bytesMax;
        this.policy = policy;
    }

    /** Accepts DER, BER, PEM (CMS, PKCS7, SIGNED DATA, PKCS #7 SIGNED DATA) and bare base64. */
    public SignedContainer read(byte[] encoded) throws MalformedSignature {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }
}

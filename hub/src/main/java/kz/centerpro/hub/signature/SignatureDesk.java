package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;

/** Reads signed containers and judges them: facts, then policy, then a verdict. Pure and thread-safe. */
public final class SignatureDesk {

    /** More is not a signed document but an attack; larger content travels beside a detached signature. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    private final int bytesMax;
    private final VerificationPolicy policy;
    private final SignatureFormats formats;

    public SignatureDesk(int bytesMax, VerificationPolicy policy, SignatureFormats formats) {
        this.bytesMax = bytesMax;
        this.policy = policy;
        this.formats = formats;
    }

    /** A desk for these formats, asked in this order. */
    public SignatureDesk(int bytesMax, VerificationPolicy policy, List<SignatureFormat> formats) {
        this(bytesMax, policy, new SignatureFormats(formats));
    }

    /** A desk for CMS alone. */
    public SignatureDesk(int bytesMax, VerificationPolicy policy) {
        this(bytesMax, policy, SignatureFormats.cms());
    }

    public SignedContainer read(byte[] encoded) throws MalformedSignature {
        for (SignatureFormat format : formats.all()) {
            if (format.recognises(encoded)) {
                return format.read(encoded, bytesMax);
            }
        }
        throw new MalformedSignature("no known format of signed files");
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

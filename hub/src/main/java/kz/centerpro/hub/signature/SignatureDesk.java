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
    private final List<SignatureFormat> formats;

    /**
     * @param formats
     *            asked in this order; the first that recognises the bytes reads them
     */
    public SignatureDesk(int bytesMax, VerificationPolicy policy, List<SignatureFormat> formats) {
        this.bytesMax = bytesMax;
        this.policy = policy;
        this.formats = List.copyOf(formats);
    }

    /** A desk for CMS alone. */
    public SignatureDesk(int bytesMax, VerificationPolicy policy) {
        this(bytesMax, policy, List.of(new CmsFormat()));
    }

    public SignedContainer read(byte[] encoded) throws MalformedSignature {
        for (SignatureFormat format : formats) {
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

package kz.centerpro.hub.signature;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.jspecify.annotations.Nullable;

/** A signed file of any format: readable, bounded, not yet judged. */
public final class SignedContainer {

    private final String format;
    private final byte @Nullable [] content;
    private final List<ParsedCertificate> certificates;
    private final List<SignatureFacts> signatures;
    private final List<RevocationList> lists;

    /**
     * @param format
     *            its usual name: CMS, XMLDSIG, PDF, ASiC-E, …
     * @param content
     *            what was signed, when it travels inside: of a CMS its content, of other formats the file itself
     * @param certificates
     *            all that the file brings; none is trusted for that
     * @param lists
     *            revocation lists that belong to no single signature
     */
    public SignedContainer(String format, byte @Nullable [] content, List<ParsedCertificate> certificates,
            List<? extends SignatureFacts> signatures, List<RevocationList> lists) {
        this.format = format;
        this.content = content;
        this.certificates = List.copyOf(certificates);
        this.signatures = List.copyOf(signatures);
        this.lists = List.copyOf(lists);
    }

    public String format() {
        return format;
    }

    /** True when the content is elsewhere and its digests must be brought to the examination. */
    public boolean detached() {
        return content == null;
    }

    /** Digests of the content that the signers used, as far as they are known algorithms. */
    public Set<DigestAlgorithm> digestsNeeded() {
        Set<DigestAlgorithm> needed = EnumSet.noneOf(DigestAlgorithm.class);
        signatures.forEach(signature -> needed.addAll(signature.digestsNeeded()));
        return needed;
    }

    public int signatureCount() {
        return signatures.size();
    }

    public byte @Nullable [] attachedContent() {
        return content == null ? null : content.clone();
    }

    public List<ParsedCertificate> certificates() {
        return certificates;
    }

    public List<SignatureFacts> signatures() {
        return signatures;
    }

    public List<RevocationList> lists() {
        return lists;
    }
}

package kz.centerpro.hub.xml;

import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.signature.Authenticity;
import kz.centerpro.hub.signature.ContentDigests;
import org.w3c.dom.Element;

/**
 * A document that is signed whole, once, by a key that the reader pinned, as operators of trust schemes sign their
 * lists (ETSI TS 119 612, 5.7.1 and B.1). What it gives to read is the very tree that was digested, without the
 * signature: nothing in it was left out but comments. Belongs to one thread.
 */
public final class SealedDocument {

    private static final List<String> STEPS = List.of(Dereferencer.ENVELOPED, Canonicalization.EXCLUSIVE_NAMESPACE);

    private final Element root;
    private final ParsedCertificate signer;

    private SealedDocument(Element root, ParsedCertificate signer) {
        this.root = root;
        this.signer = signer;
    }

    /**
     * @param pinned
     *            certificates that may sign; one of them is in KeyInfo, the same to the byte
     * @throws MalformedSignature
     *             saying why the document does not count
     */
    public static SealedDocument read(byte[] bytes, int bytesMax, Set<ParsedCertificate> pinned)
            throws MalformedSignature {
        return Der.contained("signed document", () -> sealed(SignatureReader.only(bytes, bytesMax), pinned));
    }

    private static SealedDocument sealed(SignatureReader.Only only, Set<ParsedCertificate> pinned)
            throws MalformedSignature {
        Element signature = only.signature().element();
        Element root = only.document().root();
        if (!Dom.same(signature.getParentNode(), root)) {
            throw new MalformedSignature("the signature is not a child of the outermost element");
        }
        if (only.digested().stream().noneMatch(digested -> isWhole(digested, only.document(), signature))) {
            throw new MalformedSignature("the signature does not cover the whole document: it needs a reference with "
                    + "an empty URI and the transforms enveloped-signature and exclusive canonicalization");
        }
        Authenticity authenticity = only.facts().authenticity(List.of(), ContentDigests.none());
        ParsedCertificate signer = authenticity.certificate();
        if (signer == null || !pinned.contains(signer)) {
            throw new MalformedSignature(signer == null
                    ? "the signature does not hold its signer's certificate"
                    : "signed with a certificate that is not pinned: " + signer);
        }
        if (!authenticity.check().hasPassed()) {
            throw new MalformedSignature("the signature does not hold: " + authenticity.check().reason());
        }
        if (!authenticity.weak().isEmpty()) {
            throw new MalformedSignature("the signature uses weak algorithms: " + authenticity.weak());
        }
        root.removeChild(signature);
        return new SealedDocument(root, signer);
    }

    private static boolean isWhole(Digested digested, SignedDocument document, Element signature) {
        List<String> steps = digested.reference().steps().stream().map(Reference.Step::algorithm).toList();
        return "".equals(digested.reference().uri()) && digested.covers(document.document) && steps.equals(STEPS)
                && digested.leftOut().size() == 1
                && digested.leftOut().stream().allMatch(left -> Dom.same(left, signature));
    }

    /** The outermost element, with all of the document in it but the signature. */
    public Element root() {
        return root;
    }

    public ParsedCertificate signer() {
        return signer;
    }
}

package kz.centerpro.hub.xml;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.CheckResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Compares what a signature's references cover with the whole of the file, since a correct signature over a part that
 * somebody else wrapped, moved or hid proves nothing about what a reader sees. Whole is
 * <ul>
 * <li>the document or its root element, apart from signatures;</li>
 * <li>of a root that is itself the signature: every ds:Object in it (enveloping);</li>
 * <li>of a SOAP envelope with the signature in wsse:Security: the one Body, which a remark says;</li>
 * <li>of a root that is nothing but a bare tag around signed elements and the signatures beside them (detached): all
 * those elements, which a remark says.</li>
 * </ul>
 * Anything less fails. So does a ds:Object that is not signed, wherever it is, and a text that a comment divides when
 * comments are not signed.
 */
final class Coverage {

    /**
     * @param partial
     *            true when parts of the document alone are signed, rightly or not
     */
    record Finding(CheckResult check, boolean partial, List<String> remarks) {}

    private final SignedDocument document;
    private final Element signature;
    private final List<Element> objects;
    private final List<Digested> references;
    private final List<String> remarks = new ArrayList<>();

    Coverage(SignedDocument document, Element signature, List<Element> objects, List<Digested> references) {
        this.document = document;
        this.signature = signature;
        this.objects = objects;
        this.references = references;
    }

    Finding finding() {
        Finding ofObjects = ofObjects();
        if (!ofObjects.check().hasPassed()) {
            return ofObjects;
        }
        Element root = document.root();
        if (references.stream().anyMatch(reference -> reference.covers(root)
                || reference.covers(document.document))) {
            return whole(root);
        }
        if (Dom.same(root, signature)) {
            return objects.stream().anyMatch(this::isSigned)
                    ? commented()
                    : new Finding(failed("nothing but the signature's own properties is signed"), false, List.of());
        }
        if (isSecuredBody(root) || isDetached(root)) {
            return commented();
        }
        return new Finding(failed("not the whole document is signed, only " + targets()), true, List.of());
    }

    /** For signatures over files beside the document: that they hide nothing; which files, the container asks. */
    Finding ofObjects() {
        return new Finding(objects.stream().allMatch(this::isSignedOrQualifying)
                ? CheckResult.passed()
                : failed("the signature holds an object that is not signed"), false, List.of());
    }

    /** What stands beside the root element is signed with the document alone. */
    private Finding whole(Element root) {
        boolean document = references.stream().anyMatch(reference -> reference.covers(this.document.document));
        for (Node node = this.document.document.getFirstChild(); node != null && !document; node = node
                .getNextSibling()) {
            if (node.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE) {
                return new Finding(failed("processing instructions beside " + Dom.name(root) + " are not signed"),
                        false, List.of());
            }
        }
        return commented();
    }

    /** Comments that are not signed may come and go; they must not be able to change what a text reads as. */
    private Finding commented() {
        if (document.hasComments && references.stream().noneMatch(Digested::comments)) {
            if (!document.divided.isEmpty()) {
                return new Finding(failed("a comment, which is not signed, divides a text"), false, List.of());
            }
            remarks.add("comments in the document are not signed");
        }
        return new Finding(CheckResult.passed(), false, remarks);
    }

    private boolean covered(Element element) {
        return references.stream().anyMatch(reference -> reference.covers(element));
    }

    private boolean isSignedOrQualifying(Element object) {
        List<Element> inside = Dom.children(object);
        boolean qualifying = inside.size() == 1 && !Dom.hasText(object)
                && Dom.is(inside.getFirst(), Vocabulary.XADES, "QualifyingProperties");
        return qualifying || isSigned(object);
    }

    /** The object itself, its text alone where that is all it has, or everything in it. */
    private boolean isSigned(Element object) {
        List<Element> inside = Dom.children(object);
        boolean asText = inside.isEmpty()
                && references.stream()
                        .anyMatch(reference -> reference.textOnly() && Dom.same(reference.target(), object));
        boolean inParts = !inside.isEmpty() && !Dom.hasText(object) && inside.stream().allMatch(this::covered)
                && inside.stream().noneMatch(part -> Dom.is(part, Vocabulary.XADES, "QualifyingProperties"));
        return asText || inParts || covered(object);
    }

    /** WS-Security: the body is what the envelope carries; what the headers say is the transport's. */
    private boolean isSecuredBody(Element root) {
        String soap = root.getNamespaceURI();
        if (soap == null || !Vocabulary.SOAP.contains(soap) || !"Envelope".equals(root.getLocalName())) {
            return false;
        }
        Node security = signature.getParentNode();
        Node header = security == null ? null : security.getParentNode();
        List<Element> bodies = Dom.children(root, soap, "Body");
        if (header == null || !Dom.is(security, Vocabulary.WSSE, "Security") || !Dom.is(header, soap, "Header")
                || !Dom.same(header.getParentNode(), root) || bodies.size() != 1 || !covered(bodies.getFirst())
                || !onlyHeaderAndBody(root, soap)) {
            return false;
        }
        remarks.add("of the SOAP envelope only " + targets() + " is signed");
        return true;
    }

    private static boolean onlyHeaderAndBody(Element root, String soap) {
        return !Dom.hasText(root) && Dom.children(root).stream()
                .allMatch(part -> Dom.is(part, soap, "Header") || Dom.is(part, soap, "Body"))
                && Dom.children(root, soap, "Header").size() == 1;
    }

    /** A root with a bare tag, and in it nothing but elements signed here and signatures. */
    private boolean isDetached(Element root) {
        if (!Dom.same(signature.getParentNode(), root) || Dom.hasText(root) || !hasBareTag(root)) {
            return false;
        }
        boolean any = false;
        for (Element part : Dom.children(root)) {
            if (covered(part)) {
                any = true;
            } else if (!Dom.is(part, Vocabulary.DSIG, "Signature")) {
                return false;
            }
        }
        if (any) {
            remarks.add("the outermost element " + Dom.name(root) + " is not signed itself, only " + targets());
        }
        return any;
    }

    private static boolean hasBareTag(Element root) {
        for (int i = 0; i < root.getAttributes().getLength(); i++) {
            Node attribute = root.getAttributes().item(i);
            if (attribute instanceof Attr plain && !Vocabulary.XMLNS.equals(plain.getNamespaceURI())) {
                return false;
            }
        }
        return true;
    }

    private String targets() {
        List<String> names = new ArrayList<>();
        for (Digested reference : references) {
            Node target = reference.target();
            if (target != null && !reference.reference().type().equals(Vocabulary.TYPE_SIGNED_PROPERTIES)) {
                names.add(Dom.name(target));
            }
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    static @Nullable Element timestampOf(Element signature) {
        Node security = signature.getParentNode();
        if (!(security instanceof Element header) || !Dom.is(header, Vocabulary.WSSE, "Security")) {
            return null;
        }
        List<Element> stamps = Dom.children(header, Vocabulary.WSU, "Timestamp");
        return stamps.size() == 1 ? stamps.getFirst() : null;
    }

    private static CheckResult failed(String reason) {
        return CheckResult.failed("FORMAT_FAILURE", reason);
    }
}

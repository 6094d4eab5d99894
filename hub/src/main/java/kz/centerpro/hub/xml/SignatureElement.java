package kz.centerpro.hub.xml;

import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The parts of one ds:Signature, in the order and number that its schema has (XMLDSIG, 4). */
record SignatureElement(Element element, Element signedInfo, Element canonicalizationMethod, Element signatureMethod,
        List<Reference> references, Element signatureValue, @Nullable Element keyInfo, List<Element> objects) {

    static SignatureElement of(Element element) throws MalformedSignature {
        List<Element> parts = Dom.children(element);
        if (parts.size() < 2 || !Dom.is(parts.get(0), Vocabulary.DSIG, "SignedInfo")
                || !Dom.is(parts.get(1), Vocabulary.DSIG, "SignatureValue")) {
            throw new MalformedSignature("Signature does not begin with SignedInfo and SignatureValue");
        }
        boolean keyed = parts.size() > 2 && Dom.is(parts.get(2), Vocabulary.DSIG, "KeyInfo");
        List<Element> objects = parts.subList(keyed ? 3 : 2, parts.size());
        for (Element object : objects) {
            if (!Dom.is(object, Vocabulary.DSIG, "Object")) {
                throw new MalformedSignature("Signature holds " + Dom.name(object) + " where its schema has none");
            }
        }
        Element signedInfo = parts.getFirst();
        List<Element> inside = Dom.children(signedInfo);
        if (inside.size() < 3 || !Dom.is(inside.get(0), Vocabulary.DSIG, "CanonicalizationMethod")
                || !Dom.is(inside.get(1), Vocabulary.DSIG, "SignatureMethod")
                || !inside.stream().skip(2).allMatch(part -> Dom.is(part, Vocabulary.DSIG, "Reference"))) {
            throw new MalformedSignature("SignedInfo is not two methods and references");
        }
        return new SignatureElement(element, signedInfo, inside.get(0), inside.get(1), Reference.all(signedInfo),
                parts.get(1), keyed ? parts.get(2) : null, List.copyOf(objects));
    }

    /** Some clients of the state's bus leave the form of a signature behind, never filled in. It signs nothing. */
    static boolean isBlankForm(Element element) {
        List<Element> parts = Dom.children(element);
        return Dom.is(element.getParentNode(), Vocabulary.WSSE, "Security") && parts.size() == 2
                && Dom.is(parts.get(0), Vocabulary.DSIG, "SignedInfo")
                && Dom.is(parts.get(1), Vocabulary.DSIG, "SignatureValue") && parts.get(1).getFirstChild() == null;
    }
}

package kz.centerpro.hub.xml;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * One ds:Reference as written (XMLDSIG, 4.4.3).
 *
 * @param uri
 *            null when it is absent, which leaves the data to a convention nobody here has
 * @param type
 *            empty when absent
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record Reference(@Nullable String uri, String type, List<Step> steps, String digestMethod, byte[] digest) {

    static final int REFERENCES_MAX = 32;
    private static final int TRANSFORMS_MAX = 6;

    /** One ds:Transform. */
    record Step(String algorithm, Element element) {}

    static List<Reference> all(Element signedInfo) throws MalformedSignature {
        List<Element> elements = Dom.children(signedInfo, Vocabulary.DSIG, "Reference");
        if (elements.isEmpty() || elements.size() > REFERENCES_MAX) {
            throw new MalformedSignature(
                    elements.size() + " references of one signature; 1 to " + REFERENCES_MAX + " are read");
        }
        List<Reference> references = new ArrayList<>();
        for (Element element : elements) {
            references.add(of(element));
        }
        return List.copyOf(references);
    }

    private static Reference of(Element element) throws MalformedSignature {
        Element transforms = Dom.child(element, Vocabulary.DSIG, "Transforms");
        List<Step> steps = new ArrayList<>();
        for (Element step : transforms == null ? List.<Element>of() : Dom.children(transforms)) {
            if (!Dom.is(step, Vocabulary.DSIG, "Transform")) {
                throw new MalformedSignature("Transforms hold " + Dom.name(step));
            }
            steps.add(new Step(Dom.requiredAttribute(step, "Algorithm"), step));
        }
        if (steps.size() > TRANSFORMS_MAX) {
            throw new MalformedSignature(steps.size() + " transforms of one reference");
        }
        String type = Dom.attribute(element, "Type");
        return new Reference(Dom.attribute(element, "URI"), type == null ? "" : type, List.copyOf(steps),
                Dom.requiredAttribute(Dom.required(element, Vocabulary.DSIG, "DigestMethod"), "Algorithm"),
                Dom.base64(Dom.required(element, Vocabulary.DSIG, "DigestValue")));
    }
}

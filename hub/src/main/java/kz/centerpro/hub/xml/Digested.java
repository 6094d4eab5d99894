package kz.centerpro.hub.xml;

import java.util.Set;
import kz.centerpro.hub.certificate.CheckResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What came of one reference.
 *
 * @param target
 *            the document or the element that the reference names; null when it names none
 * @param leftOut
 *            elements below the target that the digest does not cover
 * @param comments
 *            whether comments are covered
 * @param textOnly
 *            whether only text is covered, as base64
 * @param file
 *            name of the file beside the document that is covered instead
 */
record Digested(CheckResult check, Reference reference, @Nullable Node target, Set<Element> leftOut,
        boolean comments, boolean textOnly, @Nullable String file) {

    /** The target and nothing left out of it but signatures. */
    boolean covers(Node node) {
        return Dom.same(target, node) && !textOnly;
    }
}

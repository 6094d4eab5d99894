package kz.centerpro.hub.xml;

import java.io.OutputStream;
import java.util.Arrays;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.apache.xml.security.c14n.CanonicalizerSpi;
import org.apache.xml.security.c14n.implementations.Canonicalizer11_OmitComments;
import org.apache.xml.security.c14n.implementations.Canonicalizer11_WithComments;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclOmitComments;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclWithComments;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315OmitComments;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315WithComments;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/** The canonical forms of XML that signatures may name (XMLDSIG, 6.5). */
enum Canonicalization {
    INCLUSIVE("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", false), INCLUSIVE_COMMENTS(
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
            true), INCLUSIVE_11("http://www.w3.org/2006/12/xml-c14n11", false), INCLUSIVE_11_COMMENTS(
                    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
                    true), EXCLUSIVE("http://www.w3.org/2001/10/xml-exc-c14n#",
                            false), EXCLUSIVE_COMMENTS("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", true);

    /** Namespace of the element that lists prefixes to treat inclusively. */
    static final String EXCLUSIVE_NAMESPACE = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private final String uri;
    final boolean comments;

    Canonicalization(String uri, boolean comments) {
        this.uri = uri;
        this.comments = comments;
    }

    static @Nullable Canonicalization of(String uri) {
        return Arrays.stream(values()).filter(known -> known.uri.equals(uri)).findFirst().orElse(null);
    }

    boolean exclusive() {
        return this == EXCLUSIVE || this == EXCLUSIVE_COMMENTS;
    }

    Canonicalization withoutComments() {
        return switch (this) {
            case INCLUSIVE, INCLUSIVE_COMMENTS -> INCLUSIVE;
            case INCLUSIVE_11, INCLUSIVE_11_COMMENTS -> INCLUSIVE_11;
            case EXCLUSIVE, EXCLUSIVE_COMMENTS -> EXCLUSIVE;
        };
    }

    /** Holds the state of one use. */
    private CanonicalizerSpi canonicalizer() {
        return switch (this) {
            case INCLUSIVE -> new Canonicalizer20010315OmitComments();
            case INCLUSIVE_COMMENTS -> new Canonicalizer20010315WithComments();
            case INCLUSIVE_11 -> new Canonicalizer11_OmitComments();
            case INCLUSIVE_11_COMMENTS -> new Canonicalizer11_WithComments();
            case EXCLUSIVE -> new Canonicalizer20010315ExclOmitComments();
            case EXCLUSIVE_COMMENTS -> new Canonicalizer20010315ExclWithComments();
        };
    }

    /**
     * @param prefixes
     *            of the exclusive form: what to treat inclusively, blank-separated; null for none
     */
    void write(Node top, @Nullable String prefixes, OutputStream out) throws CanonicalizationException {
        CanonicalizerSpi form = canonicalizer();
        if (exclusive() && prefixes != null) {
            form.engineCanonicalizeSubTree(top, prefixes, out);
        } else {
            form.engineCanonicalizeSubTree(top, out);
        }
    }
}

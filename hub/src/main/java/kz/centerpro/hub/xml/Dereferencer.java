package kz.centerpro.hub.xml;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Finds what references name, transforms and digests it (XMLDSIG, 4.4.3.2 and 6.6). Only the document itself and, in a
 * container, its files can be named; only transforms that take signatures out, canonicalise or decode base64 are done.
 */
final class Dereferencer {

    static final String ENVELOPED = Vocabulary.DSIG + "enveloped-signature";
    private static final String BASE64 = Vocabulary.DSIG + "base64";
    private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    private static final String FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2";
    private static final Pattern BY_ID = Pattern.compile("#xpointer\\(id\\((?:'([^']*)'|\"([^\"]*)\")\\)\\)");

    /** Says why a reference cannot be followed. */
    private static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    private final SignedDocument document;
    private final Map<String, byte[]> files;
    private final Work work;

    /**
     * @param files
     *            what else than the document itself may be named, by name; of a document that stands alone nothing
     */
    Dereferencer(SignedDocument document, Map<String, byte[]> files, Work work) {
        this.document = document;
        this.files = files;
        this.work = work;
    }

    /**
     * @param absent
     *            signatures to take out besides what the transforms take out, as if they had not yet been made
     */
    Digested digested(Reference reference, Element signature, Set<Element> absent) throws MalformedSignature {
        Passage passage = new Passage(signature);
        try {
            passage.open(reference.uri());
            passage.without(absent);
            for (Reference.Step step : reference.steps()) {
                passage.apply(step);
            }
            return passage.compared(reference);
        } catch (Refused refused) {
            return new Digested(CheckResult.failed("FORMAT_FAILURE", String.valueOf(refused.getMessage())), reference,
                    passage.target, Set.of(), false, false, null);
        }
    }

    /** The way of one reference from its URI to octets. */
    private final class Passage {

        private final Element signature;
        private @Nullable Node target;
        private @Nullable String file;
        private boolean comments;
        private final Set<Element> leftOut = new LinkedHashSet<>();
        private byte @Nullable [] octets;
        private @Nullable Canonicalization form;
        private @Nullable String prefixes;

        Passage(Element signature) {
            this.signature = signature;
        }

        /** Same-document references alone; a bare name and the empty URI leave comments out (XMLDSIG, 4.4.3.3). */
        void open(@Nullable String uri) throws Refused {
            if (uri == null) {
                throw new Refused("a reference without URI");
            }
            if (uri.isEmpty() || uri.equals("#xpointer(/)")) {
                target = document.document;
                comments = !uri.isEmpty();
                return;
            }
            Matcher pointer = BY_ID.matcher(uri);
            if (pointer.matches()) {
                comments = true;
                target = named(pointer.group(1) == null ? pointer.group(2) : pointer.group(1));
            } else if (uri.startsWith("#") && !uri.startsWith("#xpointer(")) {
                target = named(uri.substring(1));
            } else if (!files.isEmpty() && !uri.contains("#")) {
                openFile(decoded(uri));
            } else {
                throw new Refused("a reference to something outside the document: " + shortened(uri));
            }
        }

        private void openFile(String name) throws Refused {
            octets = files.get(name);
            if (octets == null) {
                throw new Refused("a reference to a file that is not in the container: " + shortened(name));
            }
            file = name;
        }

        private Element named(String id) throws Refused {
            if (document.namesakes(id) > 1) {
                throw new Refused("more than one element has the identifier " + shortened(id));
            }
            Element found = document.byId(id);
            if (found == null) {
                throw new Refused("no element has the identifier " + shortened(id));
            }
            return found;
        }

        void without(Set<Element> absent) throws Refused {
            if (file != null) {
                return;
            }
            for (Element element : absent) {
                leaveOut(element);
            }
        }

        void apply(Reference.Step step) throws Refused, MalformedSignature {
            String algorithm = step.algorithm();
            if (file != null) {
                throw new Refused("a transform of a file");
            }
            Canonicalization canonical = Canonicalization.of(algorithm);
            if (algorithm.equals(BASE64)) {
                decode();
            } else if (octets != null || form != null) {
                throw new Refused("a transform after canonicalisation: " + shortened(algorithm));
            } else if (canonical != null) {
                form = comments ? canonical : canonical.withoutComments();
                comments = form.comments;
                prefixes = prefixes(step.element(), canonical);
            } else if (algorithm.equals(ENVELOPED)) {
                if (!Dom.within(signature, nodes())) {
                    throw new Refused("an enveloped-signature transform, but the signature is not within");
                }
                leaveOut(signature);
            } else if (leavesAllSignaturesOut(step)) {
                for (Element other : document.signatures) {
                    if (Dom.within(other, nodes())) {
                        leaveOut(other);
                    }
                }
            } else {
                throw new Refused("transform " + shortened(algorithm) + " is not done");
            }
        }

        private void leaveOut(Element element) throws Refused {
            if (Dom.within(nodes(), element) || (nodes() instanceof Document && Dom.same(element, document.root()))) {
                throw new Refused("the transforms leave nothing of what is named");
            }
            if (Dom.within(element, nodes())) {
                leftOut.add(element);
            }
        }

        private Node nodes() throws Refused {
            if (target == null || octets != null) {
                throw new Refused("a transform of nodes over octets");
            }
            return target;
        }

        private void decode() throws Refused, MalformedSignature {
            if (form != null || !leftOut.isEmpty()) {
                throw new Refused("base64 after another transform");
            }
            byte[] before = octets;
            octets = Dom.base64(
                    before == null
                            ? Dom.allText(nodes())
                            : new String(before, StandardCharsets.ISO_8859_1),
                    "what a reference names");
        }

        Digested compared(Reference reference) throws MalformedSignature, Refused {
            DigestAlgorithm algorithm = Algorithms.digest(reference.digestMethod());
            CheckResult check;
            if (algorithm == null) {
                check = CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE",
                        "digest method " + shortened(reference.digestMethod()) + " is unsupported");
            } else if (MessageDigest.isEqual(digest(algorithm), reference.digest())) {
                check = CheckResult.passed();
            } else {
                check = CheckResult.failed("HASH_FAILURE", "the content is not the one that was signed");
            }
            return new Digested(check, reference, target, Set.copyOf(leftOut), comments && octets == null,
                    octets != null, check.hasPassed() ? file : null);
        }

        private byte[] digest(DigestAlgorithm algorithm) throws MalformedSignature, Refused {
            byte[] decoded = octets;
            if (decoded != null) {
                return work.digest(decoded, algorithm);
            }
            Canonicalization chosen = form;
            if (chosen == null) {
                chosen = Canonicalization.INCLUSIVE;
                comments = false;
            }
            List<Runnable> restorations = new ArrayList<>();
            try {
                leftOut.forEach(element -> restorations.addFirst(taken(element)));
                return work.digest(nodes(), chosen, prefixes, algorithm);
            } finally {
                restorations.forEach(Runnable::run);
            }
        }
    }

    /** Takes an element out of the tree; what is returned puts it back. */
    private static Runnable taken(Element element) {
        Node parent = element.getParentNode();
        if (parent == null) {
            return () -> {
            }; // an element around it has been taken out already, or will be
        }
        Node next = element.getNextSibling();
        parent.removeChild(element);
        return () -> parent.insertBefore(element, next);
    }

    private static String decoded(String uri) throws Refused {
        try {
            return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refused("a reference that is no URI: " + shortened(uri));
        }
    }

    static @Nullable String prefixes(Element method, Canonicalization form) throws MalformedSignature {
        Element inclusive = form.exclusive()
                ? Dom.child(method, Canonicalization.EXCLUSIVE_NAMESPACE, "InclusiveNamespaces")
                : null;
        return inclusive == null ? null : Dom.attribute(inclusive, "PrefixList");
    }

    /**
     * The two usual ways of signing a document apart from all its signatures, to the letter; no other XPath is done.
     */
    private static boolean leavesAllSignaturesOut(Reference.Step step) throws MalformedSignature {
        boolean filter2 = step.algorithm().equals(FILTER2);
        if (!filter2 && !step.algorithm().equals(XPATH)) {
            return false;
        }
        List<Element> expressions = Dom.children(step.element());
        Element expression = expressions.size() == 1 ? expressions.getFirst() : null;
        if (expression == null || !Dom.is(expression, filter2 ? FILTER2 : Vocabulary.DSIG, "XPath")) {
            return false;
        }
        String text = Dom.text(expression).strip();
        String before = filter2 ? "/descendant::" : "not(ancestor-or-self::";
        String after = filter2 ? ":Signature" : ":Signature)";
        if (!text.startsWith(before) || !text.endsWith(after) || text.length() <= before.length() + after.length()
                || (filter2 && !"subtract".equals(Dom.attribute(expression, "Filter")))) {
            return false;
        }
        String prefix = text.substring(before.length(), text.length() - after.length());
        return prefix.matches("[A-Za-z_][A-Za-z0-9_-]*")
                && Vocabulary.DSIG.equals(expression.lookupNamespaceURI(prefix));
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}

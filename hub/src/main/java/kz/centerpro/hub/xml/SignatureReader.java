package kz.centerpro.hub.xml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.WeakAlgorithm;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Turns a document into the facts of its signatures. One instance reads one document. */
final class SignatureReader {

    private static final int CERTIFICATES_MAX = 64;

    private final SignedDocument document;
    private final Work work;
    private final Dereferencer dereferencer;
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private final Set<Element> countersignatures = new HashSet<>();
    private final boolean alone;
    private boolean advanced;

    private SignatureReader(SignedDocument document, Map<String, byte[]> files) {
        this.document = document;
        this.alone = files.isEmpty();
        this.work = new Work(document.bytes.length + files.values().stream().mapToLong(file -> file.length).sum());
        this.dereferencer = new Dereferencer(document, files, work);
    }

    static SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        SignatureReader reader = new SignatureReader(DocumentReader.read(bytes, bytesMax), Map.of());
        List<XmlSignature> signatures = reader.signatures();
        return new SignedContainer(reader.format(), bytes, List.copyOf(reader.certificates), signatures, List.of());
    }

    /** The signatures alone. */
    static List<XmlSignature> signatures(byte[] bytes, int bytesMax) throws MalformedSignature {
        return new SignatureReader(DocumentReader.read(bytes, bytesMax), Map.of()).signatures();
    }

    /**
     * The one signature of a document, for those who read the document itself.
     *
     * @param signature
     *            its parts
     * @param digested
     *            what became of each of its references
     */
    record Only(SignedDocument document, SignatureElement signature, List<Digested> digested, XmlSignature facts) {}

    /** Refuses a document with another number of signatures, wherever they are. */
    static Only only(byte[] bytes, int bytesMax) throws MalformedSignature {
        SignatureReader reader = new SignatureReader(DocumentReader.read(bytes, bytesMax), Map.of());
        Draft draft = reader.drafts().getFirst();
        if (reader.document.signatures.size() != 1) {
            throw new MalformedSignature(reader.document.signatures.size() + " signatures where one is expected");
        }
        return new Only(reader.document, draft.parts, List.copyOf(draft.digested), draft.finished());
    }

    /** The signatures of a container, over files beside the document. */
    static XmlFormat.Beside beside(byte[] bytes, int bytesMax, Map<String, byte[]> files) throws MalformedSignature {
        if (files.isEmpty()) {
            throw new MalformedSignature("the container holds no files to sign");
        }
        SignatureReader reader = new SignatureReader(DocumentReader.read(bytes, bytesMax), files);
        List<XmlFormat.Covering> found = new ArrayList<>();
        for (Draft draft : reader.drafts()) {
            Set<String> covered = new TreeSet<>();
            draft.digested.stream().map(Digested::file).filter(Objects::nonNull).forEach(covered::add);
            found.add(new XmlFormat.Covering(draft.finished(), Set.copyOf(covered)));
        }
        return new XmlFormat.Beside(List.copyOf(found), List.copyOf(reader.certificates));
    }

    private List<XmlSignature> signatures() throws MalformedSignature {
        List<XmlSignature> signatures = new ArrayList<>();
        for (Draft draft : drafts()) {
            signatures.add(draft.finished());
        }
        return signatures;
    }

    private String format() {
        String soap = document.root().getNamespaceURI();
        if (soap != null && Vocabulary.SOAP.contains(soap)) {
            return "WSSE";
        }
        return advanced ? "XAdES" : "XMLDSIG";
    }

    private List<Draft> drafts() throws MalformedSignature {
        List<Element> own = document.signatures.stream()
                .filter(element -> !isInside(element) && !SignatureElement.isBlankForm(element)).toList();
        List<Draft> drafts = new ArrayList<>();
        for (Element element : own) {
            drafts.add(new Draft(SignatureElement.of(element), own, null));
        }
        if (drafts.isEmpty()) {
            throw new MalformedSignature("the document is not signed");
        }
        List<Draft> judged = drafts.stream().filter(draft -> !isContent(draft, drafts)).toList();
        for (Draft draft : judged) {
            if (holdsOthers(draft, drafts.size() == judged.size())) {
                draft.remarks.add("signatures within the signed content are not judged");
            }
        }
        return judged;
    }

    /** Whether a signature lies within another one: over its value, or within its object as content. */
    private static boolean isInside(Element signature) {
        for (Node at = signature.getParentNode(); at != null; at = at.getParentNode()) {
            if (Dom.is(at, Vocabulary.DSIG, "Signature")) {
                return true;
            }
        }
        return false;
    }

    /** A signature over a part only, which another one over the whole document covers together with that part. */
    private static boolean isContent(Draft draft, List<Draft> all) {
        return draft.partial && all.stream().anyMatch(other -> other != draft && other.content.hasPassed()
                && other.coversNode(draft.parts.element()));
    }

    private boolean holdsOthers(Draft draft, boolean noneDropped) {
        boolean within = document.signatures.stream().anyMatch(other -> !Dom.same(other, draft.parts.element())
                && Dom.within(other, draft.parts.element()) && !countersignatures.contains(other));
        return within || (!noneDropped && draft.content.hasPassed() && document.signatures.stream()
                .anyMatch(other -> !Dom.same(other, draft.parts.element()) && draft.coversNode(other)));
    }

    /** One signature on the way to its facts. */
    private final class Draft {

        private final SignatureElement parts;
        private final KeyHints key;
        private final @Nullable Qualifying qualifying;
        private final List<String> remarks = new ArrayList<>();
        private List<Digested> digested;
        private final boolean partial;
        private final CheckResult content;

        /**
         * @param countersigned
         *            of a counter-signature the value that it must sign
         */
        Draft(SignatureElement parts, List<Element> own, @Nullable Element countersigned) throws MalformedSignature {
            this.parts = parts;
            this.key = KeyInfoReader.read(parts.keyInfo(), document);
            this.qualifying = Qualifying.read(parts.element(), parts.signatureValue(), parts.objects(), work);
            bring(key.certificates());
            if (qualifying != null) {
                advanced = true;
                bring(qualifying.certificates);
                countersignatures.addAll(qualifying.countersignatures);
            }
            digested = digested(Set.of());
            Coverage.Finding finding;
            if (countersigned != null) {
                finding = covering(countersigned);
            } else if (alone) {
                retryBefore(later(own));
                finding = new Coverage(document, parts.element(), parts.objects(), digested).finding();
            } else {
                finding = new Coverage(document, parts.element(), parts.objects(), digested).ofObjects();
            }
            partial = finding.partial();
            remarks.addAll(finding.remarks());
            content = content(finding);
        }

        private void bring(List<ParsedCertificate> brought) throws MalformedSignature {
            certificates.addAll(brought);
            if (certificates.size() > CERTIFICATES_MAX) {
                throw new MalformedSignature("more than " + CERTIFICATES_MAX + " certificates");
            }
        }

        private List<Digested> digested(Set<Element> absent) throws MalformedSignature {
            List<Digested> results = new ArrayList<>();
            for (Reference reference : parts.references()) {
                results.add(dereferencer.digested(reference, parts.element(), absent));
            }
            return results;
        }

        /**
         * Clients of the national authority sign one after another, each over the document with the signatures before
         * it; an earlier signature then holds over the document as it was before the later ones.
         */
        private void retryBefore(Set<Element> later) throws MalformedSignature {
            boolean enveloped = digested.stream().anyMatch(
                    result -> result.check().subIndication().equals("HASH_FAILURE") && !result.leftOut().isEmpty());
            if (later.isEmpty() || !enveloped) {
                return;
            }
            List<Digested> before = digested(later);
            if (before.stream().allMatch(result -> result.check().hasPassed())) {
                digested = before;
                remarks.add("signed before " + later.size() + " later signature(s) were added");
            }
        }

        private Set<Element> later(List<Element> own) {
            return new LinkedHashSet<>(own.subList(own.indexOf(parts.element()) + 1, own.size()));
        }

        private Coverage.Finding covering(Element countersigned) {
            boolean covers = digested.stream().anyMatch(result -> result.covers(countersigned));
            return new Coverage.Finding(covers
                    ? CheckResult.passed()
                    : CheckResult.failed("FORMAT_FAILURE", "the counter-signature does not sign the signature's value"),
                    false, List.of());
        }

        boolean coversNode(Element element) {
            return digested.stream().anyMatch(result -> {
                Node target = result.target();
                return target != null && !result.textOnly() && Dom.within(element, target)
                        && result.leftOut().stream().noneMatch(left -> Dom.within(element, left));
            });
        }

        private CheckResult content(Coverage.Finding finding) {
            for (Digested result : digested) {
                if (!result.check().hasPassed()) {
                    return result.check();
                }
            }
            if (!finding.check().hasPassed()) {
                return finding.check();
            }
            if (Canonicalization.of(form()) == null) {
                return CheckResult.failed("FORMAT_FAILURE", "canonicalization method is not supported");
            }
            if (!propertiesAreSigned()) {
                return CheckResult.failed("FORMAT_FAILURE", "the signed properties are not what was signed");
            }
            return parts.references().stream()
                    .anyMatch(reference -> reference.type().equals(Vocabulary.TYPE_MANIFEST))
                            ? CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND",
                                    "what a manifest lists is not looked up")
                            : CheckResult.passed();
        }

        /** EN 319 132-1, 4.4.2: exactly the reference of that type is to exactly these properties. */
        private boolean propertiesAreSigned() {
            Element properties = qualifying == null ? null : qualifying.signedProperties;
            List<Digested> typed = digested.stream()
                    .filter(result -> result.reference().type().equals(Vocabulary.TYPE_SIGNED_PROPERTIES)).toList();
            return properties == null
                    ? typed.isEmpty()
                    : typed.size() == 1 && typed.getFirst().covers(properties);
        }

        private String form() {
            return String.valueOf(Dom.attribute(parts.canonicalizationMethod(), "Algorithm"));
        }

        XmlSignature finished() throws MalformedSignature {
            String method = Dom.requiredAttribute(parts.signatureMethod(), "Algorithm");
            Canonicalization form = Canonicalization.of(form());
            byte[] signedInfo = form == null
                    ? new byte[0]
                    : work.octets(parts.signedInfo(), form,
                            Dereferencer.prefixes(parts.canonicalizationMethod(), form));
            List<RevocationList> lists = new ArrayList<>(key.lists());
            List<XmlSignature> over = new ArrayList<>();
            if (qualifying != null) {
                lists.addAll(qualifying.lists);
                for (Element other : qualifying.countersignatures) {
                    over.add(new Draft(SignatureElement.of(other), List.of(), parts.signatureValue()).finished());
                }
            }
            return new XmlSignature(alone ? document.bytes : null, method,
                    Algorithms.signature(parts.signatureMethod()), signedInfo,
                    Algorithms.asInCms(method, Dom.base64(parts.signatureValue())), content, weak(), key,
                    qualifying == null ? List.of() : List.copyOf(qualifying.references), claimedTime(),
                    qualifying == null ? List.of() : List.copyOf(qualifying.stamps),
                    qualifying == null ? List.of() : List.copyOf(qualifying.responses), List.copyOf(lists),
                    List.copyOf(over), remarks.stream().distinct().toList());
        }

        private Set<WeakAlgorithm> weak() {
            Set<WeakAlgorithm> weak = EnumSet.noneOf(WeakAlgorithm.class);
            for (Reference reference : parts.references()) {
                DigestAlgorithm digest = Algorithms.digest(reference.digestMethod());
                weak.addAll(digest == null ? Set.of() : digest.weaknesses());
            }
            return Set.copyOf(weak);
        }

        /** The signing time of the properties, else that of a WS-Security time-stamp which is signed. */
        private @Nullable Instant claimedTime() throws MalformedSignature {
            if (qualifying != null && qualifying.signingTime != null) {
                return qualifying.signingTime;
            }
            Element timestamp = Coverage.timestampOf(parts.element());
            Element created = timestamp == null || !coversNode(timestamp)
                    ? null
                    : Dom.child(timestamp, Vocabulary.WSU, "Created");
            return created == null ? null : Qualifying.instant(Dom.text(created));
        }
    }
}

package kz.centerpro.hub.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Signs XML as Kazakh and foreign clients do; anything about the signature can be made wrong. */
final class TestXml {

    static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    static final String C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    static final String EXC = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String DOCUMENT = "<договор номер=\"1\"><сумма>1000</сумма><стороны>А и Б</стороны></договор>";
    static final String SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";

    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String KZ = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:";
    private static final String RU = "urn:ietf:params:xml:ns:cpxmlsec:algorithms:";

    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.11", MORE + "rsa-sha256"),
            Map.entry("1.2.840.113549.1.1.10", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
            Map.entry("1.2.840.10045.4.3.2", MORE + "ecdsa-sha256"),
            Map.entry("1.2.840.10045.4.3.3", MORE + "ecdsa-sha384"),
            Map.entry("1.2.840.10045.4.3.4", MORE + "ecdsa-sha512"),
            Map.entry("1.2.398.3.10.1.1.1.2", MORE + "gost34310-gost34311"),
            Map.entry("1.2.398.3.10.1.1.2.3.1", KZ + "gostr34102015-gostr34112015-256"),
            Map.entry("1.2.398.3.10.1.1.2.3.2", KZ + "gostr34102015-gostr34112015-512"),
            Map.entry("1.2.643.7.1.1.3.3", RU + "gostr34102012-gostr34112012-512"));

    private static final Map<DigestAlgorithm, String> DIGESTS = Map.of(
            DigestAlgorithm.SHA_1, "http://www.w3.org/2000/09/xmldsig#sha1",
            DigestAlgorithm.SHA_256, "http://www.w3.org/2001/04/xmlenc#sha256",
            DigestAlgorithm.SHA_384, MORE + "sha384", DigestAlgorithm.SHA_512,
            "http://www.w3.org/2001/04/xmlenc#sha512", DigestAlgorithm.GOST_34311_95, MORE + "gost34311",
            DigestAlgorithm.STREEBOG_256, KZ + "gostr34112015-256", DigestAlgorithm.STREEBOG_512,
            KZ + "gostr34112015-512");

    /** A reference to make: what it names and how it comes to octets; the last transform canonicalises. */
    record Ref(String uri, String type, List<String> transforms) {}

    private final Holder signer;
    private final List<Ref> references = new ArrayList<>();
    private String form = C14N;
    private String objects = "";
    private String unsigned = "";
    private @Nullable UnaryOperator<byte[]> stamper;
    private @Nullable String keyInfo;
    private String id = "sig";
    private DigestAlgorithm digest;
    private @Nullable String method;
    private boolean properties;
    private String reference = "";

    private TestXml(Holder signer) {
        this.signer = signer;
        this.digest = signer.key().digest();
    }

    static TestXml by(Holder signer) {
        return new TestXml(signer);
    }

    TestXml covering(String uri, String... transforms) {
        references.add(new Ref(uri, "", List.of(transforms)));
        return this;
    }

    TestXml typed(String uri, String type, String... transforms) {
        references.add(new Ref(uri, type, List.of(transforms)));
        return this;
    }

    TestXml enveloped() {
        return covering("", ENVELOPED, C14N);
    }

    TestXml canonicalised(String uri) {
        form = uri;
        return this;
    }

    TestXml holding(String object) {
        objects += object;
        return this;
    }

    TestXml named(String name) {
        id = name;
        return this;
    }

    TestXml keyed(String info) {
        keyInfo = info;
        return this;
    }

    TestXml digestedWith(DigestAlgorithm algorithm) {
        digest = algorithm;
        return this;
    }

    TestXml calling(String methodUri) {
        method = methodUri;
        return this;
    }

    /** Raw XML in place of the references that would be made. */
    TestXml rawReference(String xml) {
        reference = xml;
        return this;
    }

    /** XAdES-B: signing time and the certificate by its digest. */
    TestXml advanced() {
        return advanced(signer.certificate(), "2026-06-01T15:00:00+05:00");
    }

    TestXml advanced(byte[] certificate, String time) {
        properties = true;
        objects += """
                <ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" \
                Target="#%s"><xades:SignedProperties Id="%s-props"><xades:SignedSignatureProperties>\
                <xades:SigningTime>%s</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>\
                <xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
                <ds:DigestValue>%s</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>\
                </xades:SignedSignatureProperties></xades:SignedProperties>UNSIGNED\
                </xades:QualifyingProperties></ds:Object>"""
                .formatted(id, id, time, base64(DigestAlgorithm.SHA_256.digest(certificate)));
        return typed("#" + id + "-props", SIGNED_PROPERTIES, C14N);
    }

    /** XAdES-T: what gives the token for octets. */
    TestXml stamped(UnaryOperator<byte[]> stamps) {
        stamper = stamps;
        return this;
    }

    /** Unsigned signature properties besides the stamp. */
    TestXml bringing(String xml) {
        unsigned += xml;
        return this;
    }

    /** The document with the signature as the last child of its root. */
    byte[] build(String document) {
        return build(document.getBytes(StandardCharsets.UTF_8));
    }

    byte[] build(byte[] document) {
        Document parsed = parsed(document);
        return signed(parsed, parsed.getDocumentElement());
    }

    /** The signature as the document. */
    byte[] enveloping() {
        return signed(parsed("<x/>".getBytes(StandardCharsets.UTF_8)), null);
    }

    /** The signature within the element of that name. */
    byte[] within(String document, String element) {
        Document parsed = parsed(document.getBytes(StandardCharsets.UTF_8));
        return signed(parsed, (Element) parsed.getElementsByTagName(element).item(0));
    }

    private byte[] signed(Document document, @Nullable Element place) {
        Element signature = (Element) document.importNode(
                parsed(skeleton().getBytes(StandardCharsets.UTF_8)).getDocumentElement(), true);
        if (place == null) {
            document.replaceChild(signature, document.getDocumentElement());
        } else {
            place.appendChild(signature);
        }
        Element info = (Element) signature.getFirstChild();
        NodeList made = info.getElementsByTagNameNS(Vocabulary.DSIG, "Reference");
        for (int i = 0; i < references.size(); i++) {
            Node value = made.item(i).getLastChild();
            value.setTextContent(base64(digest.digest(octets(document, signature, references.get(i)))));
        }
        byte[] value = signer.key().sign(canonical(info, form));
        Element valueElement = (Element) info.getNextSibling();
        valueElement.setTextContent(base64(raw(value)));
        unsigned(document, signature, valueElement);
        return canonical(document, C14N + "#WithComments");
    }

    private void unsigned(Document document, Element signature, Element value) {
        UnaryOperator<byte[]> stamps = stamper;
        String stamp = stamps == null
                ? ""
                : "<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\"" + EXC
                        + "\"/><xades:EncapsulatedTimeStamp>" + base64(stamps.apply(canonical(value, EXC)))
                        + "</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>";
        Node marker = text(signature, "UNSIGNED");
        if (marker == null) {
            return;
        }
        if (!(stamp + unsigned).isEmpty()) {
            String xml = "<xades:UnsignedProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" xmlns:ds=\""
                    + Vocabulary.DSIG + "\"><xades:UnsignedSignatureProperties>" + stamp + unsigned
                    + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>";
            marker.getParentNode().insertBefore(document.importNode(
                    parsed(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement(), true), marker);
        }
        marker.getParentNode().removeChild(marker);
    }

    private static @Nullable Node text(Node top, String value) {
        for (Node child = top.getFirstChild(); child != null; child = child.getNextSibling()) {
            Node found = child.getNodeType() == Node.TEXT_NODE && value.equals(child.getNodeValue())
                    ? child
                    : text(child, value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String skeleton() {
        StringBuilder made = new StringBuilder();
        for (Ref ref : references) {
            made.append("<ds:Reference URI=\"").append(ref.uri()).append('"');
            made.append(ref.type().isEmpty() ? ">" : " Type=\"" + ref.type() + "\">").append("<ds:Transforms>");
            ref.transforms().forEach(transform -> made.append(transform.startsWith("<")
                    ? transform
                    : "<ds:Transform Algorithm=\"" + transform + "\"/>"));
            made.append("</ds:Transforms><ds:DigestMethod Algorithm=\"").append(DIGESTS.get(digest))
                    .append("\"/><ds:DigestValue/></ds:Reference>");
        }
        String info = keyInfo == null
                ? "<ds:X509Data><ds:X509Certificate>" + base64(signer.certificate())
                        + "</ds:X509Certificate></ds:X509Data>"
                : keyInfo;
        return "<ds:Signature xmlns:ds=\"" + Vocabulary.DSIG + "\" Id=\"" + id
                + "\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" + form
                + "\"/><ds:SignatureMethod Algorithm=\""
                + (method == null ? METHODS.get(signer.key().signatureId()) : method) + "\"/>" + made + reference
                + "</ds:SignedInfo><ds:SignatureValue Id=\"" + id + "-value\"/>"
                + (info.isEmpty() ? "" : "<ds:KeyInfo>" + info + "</ds:KeyInfo>")
                + (properties ? objects : objects.replace("UNSIGNED", "")) + "</ds:Signature>";
    }

    /** The octets that a reference stands for, by a way of its own. */
    private static byte[] octets(Document document, Element signature, Ref ref) {
        Node target = ref.uri().isEmpty() ? document : byId(document.getDocumentElement(), ref.uri().substring(1));
        if (target == null) {
            return new byte[0];
        }
        boolean base64 = ref.transforms().contains("http://www.w3.org/2000/09/xmldsig#base64");
        if (base64) {
            return Base64.getMimeDecoder().decode(target.getTextContent());
        }
        boolean all = ref.transforms().stream().anyMatch(transform -> transform.contains("XPath"));
        List<Node> out = new ArrayList<>();
        if (ref.transforms().contains(ENVELOPED)) {
            out.add(signature);
        }
        NodeList signatures = document.getElementsByTagNameNS(Vocabulary.DSIG, "Signature");
        for (int i = 0; all && i < signatures.getLength(); i++) {
            out.add(signatures.item(i));
        }
        String last = ref.transforms().isEmpty() ? "" : ref.transforms().getLast();
        String chosen = Canonicalization.of(last) == null ? C14N : last;
        List<Runnable> back = new ArrayList<>();
        for (Node node : out) {
            Node parent = node.getParentNode();
            Node next = node.getNextSibling();
            parent.removeChild(node);
            back.addFirst(() -> parent.insertBefore(node, next));
        }
        byte[] octets = canonical(target, form(chosen).withoutComments());
        back.forEach(Runnable::run);
        return octets;
    }

    private static @Nullable Element byId(Element top, String id) {
        for (int i = 0; i < top.getAttributes().getLength(); i++) {
            Node attribute = top.getAttributes().item(i);
            if ("id".equalsIgnoreCase(attribute.getLocalName()) && id.equals(attribute.getNodeValue())) {
                return top;
            }
        }
        for (Node child = top.getFirstChild(); child != null; child = child.getNextSibling()) {
            Element found = child instanceof Element element ? byId(element, id) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static byte[] canonical(Node node, String uri) {
        return canonical(node, form(uri));
    }

    private static Canonicalization form(String uri) {
        return java.util.Objects.requireNonNull(Canonicalization.of(uri));
    }

    private static byte[] canonical(Node node, Canonicalization form) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            form.write(node, null, out);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return out.toByteArray();
    }

    static Document parsed(byte[] xml) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String base64(byte[] octets) {
        return Base64.getMimeEncoder(76, new byte[]{'\n'}).encodeToString(octets);
    }

    /** XML writes r and s of ECDSA side by side. */
    private byte[] raw(byte[] value) {
        TestKey key = signer.key();
        if (!key.signatureId().startsWith("1.2.840.10045")) {
            return value;
        }
        int half = switch (key.digest()) {
            case SHA_256 -> 32;
            case SHA_384 -> 48;
            default -> 66;
        };
        try {
            ASN1Sequence pair = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(value));
            return Arrays.concatenate(
                    BigIntegers.asUnsignedByteArray(half,
                            ASN1Integer.getInstance(pair.getObjectAt(0)).getPositiveValue()),
                    BigIntegers.asUnsignedByteArray(half,
                            ASN1Integer.getInstance(pair.getObjectAt(1)).getPositiveValue()));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package kz.centerpro.hub.pkitest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Trusted lists of ETSI TS 119 612 as scheme operators publish them, signed by the JDK's own XML signer with XAdES-B;
 * anything about them can be made wrong.
 */
public final class TestTrustedList {

    public static final String CA_QC = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
    public static final Instant ISSUED = Instant.parse("2026-05-01T00:00:00Z");
    public static final Instant NEXT = Instant.parse("2026-10-01T00:00:00Z");

    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    private static final String INFO = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";
    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

    /**
     * Who signs lists, and how.
     *
     * @param method
     *            URI of the signature algorithm
     * @param digest
     *            URI of the digest of what is referred to
     */
    public record Operator(KeyPair pair, TestAuthority.Holder holder, String method, String digest) {

        private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

        public static Operator named(String name) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new Operator(pair, holder(name, pair, "1.2.840.10045.4.3.2", "SHA256withECDSA"),
                    MORE + "ecdsa-sha256", DigestMethod.SHA256);
        }

        public static Operator rsa(int bits) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new Operator(pair, holder("RSA", pair, "1.2.840.113549.1.1.11", "SHA256withRSA"),
                    MORE + "rsa-sha256", DigestMethod.SHA256);
        }

        public Operator signingWith(String otherMethod, String otherDigest) {
            return new Operator(pair, holder, otherMethod, otherDigest);
        }

        private static TestAuthority.Holder holder(String name, KeyPair pair, String id, String algorithm)
                throws Exception {
            return TestAuthority.root(name, new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                    id, DigestAlgorithm.SHA_256, SignatureScheme.identifier(DigestAlgorithm.SHA_256), message -> {
                        Signature signature = Signature.getInstance(algorithm);
                        signature.initSign(pair.getPrivate());
                        signature.update(message);
                        return signature.sign();
                    })).self();
        }
    }

    /**
     * What a list says of a service from a moment on.
     *
     * @param status
     *            the last part of its URI
     * @param extensions
     *            raw XML
     */
    public record Status(String type, String status, Instant from, String extensions) {

        public static Status of(String status, String from, String... extensions) {
            return new Status(CA_QC, status, Instant.parse(from), String.join("", extensions));
        }
    }

    private String version = "5";
    private String sequence = "7";
    private String territory = "BY";
    private String nextUpdate = "<dateTime>" + NEXT + "</dateTime>";
    private Instant issued = ISSUED;
    private String schemeExtensions = "";
    private String providerExtensions = "";
    private String tag = "http://uri.etsi.org/19612/TSLTag";
    private final List<String> services = new ArrayList<>();

    public TestTrustedList version(String other) {
        version = other;
        return this;
    }

    public TestTrustedList sequence(long number) {
        sequence = String.valueOf(number);
        return this;
    }

    public TestTrustedList territory(String other) {
        territory = other;
        return this;
    }

    public TestTrustedList tag(String other) {
        tag = other;
        return this;
    }

    /** Null for a list that is closed. */
    public TestTrustedList between(Instant issue, @Nullable Instant next) {
        issued = issue;
        nextUpdate = next == null ? "" : "<dateTime>" + next + "</dateTime>";
        return this;
    }

    public TestTrustedList schemeExtension(String extension) {
        schemeExtensions = "<SchemeExtensions>" + extension + "</SchemeExtensions>";
        return this;
    }

    public TestTrustedList providerExtension(String extension) {
        providerExtensions = "<TSPInformationExtensions>" + extension + "</TSPInformationExtensions>";
        return this;
    }

    public TestTrustedList service(TestAuthority authority, Status present, Status... history) {
        return service(List.of(authority.certificate()), present, history);
    }

    public TestTrustedList service(List<byte[]> certificates, Status present, Status... history) {
        StringBuilder ids = new StringBuilder();
        for (byte[] certificate : certificates) {
            ids.append("<DigitalId><X509Certificate>").append(Base64.getMimeEncoder().encodeToString(certificate))
                    .append("</X509Certificate></DigitalId>");
        }
        StringBuilder past = new StringBuilder();
        for (Status status : history) {
            past.append("<ServiceHistoryInstance>").append(information(status, "<DigitalId><X509SKI>AAAA</X509SKI>"
                    + "</DigitalId>")).append("</ServiceHistoryInstance>");
        }
        services.add("<TSPService><ServiceInformation>" + information(present, ids.toString())
                + "</ServiceInformation>"
                + (history.length == 0 ? "" : "<ServiceHistory>" + past + "</ServiceHistory>") + "</TSPService>");
        return this;
    }

    public TestTrustedList rawServices(String raw) {
        services.add(raw);
        return this;
    }

    private static String information(Status status, String ids) {
        return "<ServiceTypeIdentifier>" + status.type() + "</ServiceTypeIdentifier><ServiceName><Name xml:lang=\"en\">"
                + "Certificates for everybody</Name></ServiceName><ServiceDigitalIdentity>" + ids
                + "</ServiceDigitalIdentity><ServiceStatus>" + STATUS + status.status() + "</ServiceStatus>"
                + "<StatusStartingTime>" + status.from() + "</StatusStartingTime>"
                + (status.extensions().isEmpty()
                        ? ""
                        : "<ServiceInformationExtensions>" + status.extensions() + "</ServiceInformationExtensions>");
    }

    /** AdditionalServiceInformation, by the last part of its URI. */
    public static String additional(String info) {
        return "<Extension Critical=\"true\"><AdditionalServiceInformation><URI xml:lang=\"en\">" + INFO + info
                + "</URI></AdditionalServiceInformation></Extension>";
    }

    /** A qualifier for some of the certificates, by the last part of its URI. */
    public static String qualifier(String name) {
        return "<Extension Critical=\"true\"><q:Qualifications xmlns:q=\"http://uri.etsi.org/TrstSvc/SvcInfoExt/"
                + "eSigDir-1999-93-EC-TrustedList/#\"><q:QualificationElement><q:Qualifiers><q:Qualifier uri=\"" + INFO
                + name + "\"/></q:Qualifiers><q:CriteriaList assert=\"all\"/></q:QualificationElement>"
                + "</q:Qualifications></Extension>";
    }

    public static String unknown(boolean critical) {
        return "<Extension Critical=\"" + critical + "\"><x:Secret xmlns:x=\"urn:x\"/></Extension>";
    }

    public String unsigned() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\" Id=\"list\" TSLTag=\"" + tag
                + "\"><SchemeInformation><TSLVersionIdentifier>" + version + "</TSLVersionIdentifier>"
                + "<TSLSequenceNumber>" + sequence + "</TSLSequenceNumber><SchemeTerritory>" + territory
                + "</SchemeTerritory><PointersToOtherTSL/><ListIssueDateTime>" + issued + "</ListIssueDateTime>"
                + "<NextUpdate>" + nextUpdate + "</NextUpdate>" + schemeExtensions + "</SchemeInformation>"
                + "<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName>"
                + "<Name xml:lang=\"en\">Provider</Name></TSPName>" + providerExtensions
                + "</TSPInformation><TSPServices>"
                + String.join("", services)
                + "</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>";
    }

    public byte[] signed(Operator operator) throws Exception {
        return signed(operator, "", Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
    }

    /** With a reference to something else or by another way. */
    public byte[] signed(Operator operator, String uri, String... transforms) throws Exception {
        return sign(operator, unsigned(), uri, transforms);
    }

    /** Adds a signature at the end of the outermost element. */
    public static byte[] sign(Operator operator, String xml, String uri, String... transforms) throws Exception {
        Document document = parsed(xml);
        Element root = document.getDocumentElement();
        if (root.hasAttribute("Id")) {
            root.setIdAttribute("Id", true);
        }
        String certificate = Base64.getEncoder()
                .encodeToString(DigestAlgorithm.SHA_256.digest(operator.holder().certificate()));
        Element properties = (Element) document.importNode(parsed("""
                <xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#sig">\
                <xades:SignedProperties Id="props"><xades:SignedSignatureProperties>\
                <xades:SigningTime>2026-05-01T00:00:00Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>\
                <xades:CertDigest><ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" \
                Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue \
                xmlns:ds="http://www.w3.org/2000/09/xmldsig#">%s</ds:DigestValue></xades:CertDigest></xades:Cert>\
                </xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>\
                </xades:QualifyingProperties>""".formatted(certificate)).getDocumentElement(), true);
        XMLObject object = FACTORY.newXMLObject(List.of(new DOMStructure(properties)), null, null, null);
        DOMSignContext context = new DOMSignContext(operator.pair().getPrivate(), root);
        context.setDefaultNamespacePrefix("ds");
        context.setIdAttributeNS((Element) properties.getFirstChild(), null, "Id");
        List<Reference> references = List.of(reference(operator, uri, null, transforms),
                reference(operator, "#props", "http://uri.etsi.org/01903#SignedProperties",
                        CanonicalizationMethod.EXCLUSIVE));
        KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
        FACTORY.newXMLSignature(FACTORY.newSignedInfo(
                FACTORY.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                FACTORY.newSignatureMethod(operator.method(), null), references),
                keys.newKeyInfo(List.of(keys.newX509Data(List.of(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(operator.holder().certificate())))))),
                List.of(object), "sig", null).sign(context);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static Reference reference(Operator operator, String uri, @Nullable String type, String... transforms)
            throws Exception {
        List<Transform> steps = new ArrayList<>();
        for (String transform : transforms) {
            steps.add(FACTORY.newTransform(transform, (TransformParameterSpec) null));
        }
        return FACTORY.newReference(uri, FACTORY.newDigestMethod(operator.digest(), null), steps, type, null);
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}

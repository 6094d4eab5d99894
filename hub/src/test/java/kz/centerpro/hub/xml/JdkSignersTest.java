package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.SignatureReport;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signatures made by the JDK's own javax.xml.crypto, which shares no code with this room's reading of references. */
class JdkSignersTest {

    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private final Verdicts verdicts = new Verdicts();

    /** A key of the JDK with a certificate under the authority of the run. */
    record Signer(KeyPair pair, X509Certificate certificate, String method) {}

    static Stream<String> methods() {
        return Stream.of(MORE + "rsa-sha256", MORE + "rsa-sha384", MORE + "rsa-sha512", MORE + "ecdsa-sha256",
                MORE + "ecdsa-sha384", MORE + "ecdsa-sha512",
                "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
                "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
                "http://www.w3.org/2007/05/xmldsig-more#rsa-pss");
    }

    private Signer signer(String method) throws Exception {
        boolean elliptic = method.contains("ecdsa");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA");
        if (elliptic) {
            generator.initialize(new ECGenParameterSpec(
                    method.endsWith("512") ? "secp521r1" : method.endsWith("384") ? "secp384r1" : "secp256r1"));
        } else {
            generator.initialize(2048);
        }
        KeyPair pair = generator.generateKeyPair();
        TestKey key = new TestKey(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), "1.2.3",
                DigestAlgorithm.SHA_256, SignatureScheme.identifier(DigestAlgorithm.SHA_256), message -> message);
        byte[] certificate = verdicts.root.signer("CN=Alice", key).certificate();
        return new Signer(pair, (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate)), method);
    }

    private static Reference reference(String uri, List<Transform> transforms) throws Exception {
        return FACTORY.newReference(uri, FACTORY.newDigestMethod(DigestMethod.SHA256, null), transforms, null, null);
    }

    private static Transform transform(String uri) throws Exception {
        return FACTORY.newTransform(uri, (TransformParameterSpec) null);
    }

    private static SignedInfo info(Signer signer, String form, List<Reference> references) throws Exception {
        return FACTORY.newSignedInfo(FACTORY.newCanonicalizationMethod(form, (C14NMethodParameterSpec) null),
                FACTORY.newSignatureMethod(signer.method(), null), references);
    }

    private static KeyInfo keyInfo(Signer signer) throws Exception {
        KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
        return keys.newKeyInfo(List.of(keys.newKeyValue(signer.pair().getPublic()),
                keys.newX509Data(List.of(signer.certificate()))));
    }

    private static void sign(Signer signer, DOMSignContext context, SignedInfo info, List<XMLObject> objects)
            throws Exception {
        FACTORY.newXMLSignature(info, keyInfo(signer), objects, "sig", "value").sign(context);
    }

    private static byte[] octets(Document document) {
        return TestXml.canonical(document, TestXml.C14N + "#WithComments");
    }

    private void passesAndFailsWhenChanged(byte[] xml) throws Exception {
        SignatureReport report = verdicts.only(xml);
        assertThat(report.status()).as("%s %s", report, new String(xml, StandardCharsets.UTF_8))
                .isEqualTo(Indication.PASSED);
        String text = new String(xml, StandardCharsets.UTF_8);
        assertThat(text).contains("1000");
        assertThat(verdicts.only(text.replace("1000", "1001")).authenticity().subIndication())
                .isEqualTo("HASH_FAILURE");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesEnveloped(String method) throws Exception {
        Signer signer = signer(method);
        Document document = TestXml.parsed(TestXml.DOCUMENT.getBytes(StandardCharsets.UTF_8));
        sign(signer, new DOMSignContext(signer.pair().getPrivate(), document.getDocumentElement()),
                info(signer, CanonicalizationMethod.INCLUSIVE,
                        List.of(reference("", List.of(transform(Transform.ENVELOPED))))),
                List.of());
        passesAndFailsWhenChanged(octets(document));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesEnveloping(String method) throws Exception {
        Signer signer = signer(method);
        Document document = TestXml.parsed("<x/>".getBytes(StandardCharsets.UTF_8));
        Element content = TestXml.parsed(TestXml.DOCUMENT.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
        List<XMLStructure> inside = new ArrayList<>(List.of(new DOMStructure(document.importNode(content, true))));
        XMLObject object = FACTORY.newXMLObject(inside, "object", "text/xml", null);
        document.removeChild(document.getDocumentElement());
        sign(signer, new DOMSignContext(signer.pair().getPrivate(), document),
                info(signer, CanonicalizationMethod.EXCLUSIVE, List.of(reference("#object", Collections.emptyList()))),
                List.of(object));
        passesAndFailsWhenChanged(octets(document));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesDetachedWithinTheDocument(String method) throws Exception {
        Signer signer = signer(method);
        Document document = TestXml.parsed("<пакет xmlns:z='urn:z'><z:акт Id='a' b='c'>1000</z:акт></пакет>"
                .getBytes(StandardCharsets.UTF_8));
        DOMSignContext context = new DOMSignContext(signer.pair().getPrivate(), document.getDocumentElement());
        context.setIdAttributeNS((Element) document.getDocumentElement().getFirstChild(), null, "Id");
        sign(signer, context, info(signer, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS,
                List.of(reference("#a", List.of(transform(CanonicalizationMethod.INCLUSIVE))))), List.of());
        passesAndFailsWhenChanged(octets(document));
    }

    @ParameterizedTest
    @CsvSource({CanonicalizationMethod.INCLUSIVE, CanonicalizationMethod.INCLUSIVE_WITH_COMMENTS,
            "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2006/12/xml-c14n11#WithComments",
            CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS})
    void agreesOnEveryFormForAwkwardDocuments(String form) throws Exception {
        Signer signer = signer(MORE + "ecdsa-sha256");
        Document document = TestXml
                .parsed("""
                        <?xml-stylesheet href='x'?><!-- before --><r xmlns='urn:d' xmlns:a='urn:a' xml:lang='ru' xml:space='preserve'>
                         <a:e z='1' a:b='2'  b='&#9;&#10;3&quot;'><n xmlns='' xmlns:a='urn:b'>1000</n></a:e><!-- in --><?pi  data?>
                         <t xmlns:q='urn:q'>&#13;&amp;&lt;]]&gt;<![CDATA[<&]]></t><empty/></r><!-- after -->"""
                        .getBytes(StandardCharsets.UTF_8));
        sign(signer, new DOMSignContext(signer.pair().getPrivate(), document.getDocumentElement()),
                info(signer, form, List.of(reference("", List.of(transform(Transform.ENVELOPED), transform(form))))),
                List.of());
        passesAndFailsWhenChanged(octets(document));
    }

    @ParameterizedTest
    @CsvSource({"#xpointer(/)", "#xpointer(id('r'))", "#r"})
    void agreesOnPointersAndOnWhetherTheyCoverComments(String uri) throws Exception {
        Signer signer = signer(MORE + "ecdsa-sha256");
        Document document = TestXml.parsed("<r Id='r'><n>1000</n><!-- note --></r>".getBytes(StandardCharsets.UTF_8));
        DOMSignContext context = new DOMSignContext(signer.pair().getPrivate(), document.getDocumentElement());
        context.setIdAttributeNS(document.getDocumentElement(), null, "Id");
        sign(signer, context, info(signer, CanonicalizationMethod.INCLUSIVE,
                List.of(reference(uri, List.of(transform(Transform.ENVELOPED),
                        transform(CanonicalizationMethod.INCLUSIVE_WITH_COMMENTS))))),
                List.of());
        byte[] xml = octets(document);
        passesAndFailsWhenChanged(xml);
        String annotated = new String(xml, StandardCharsets.UTF_8).replace(" note ", " other ");
        boolean covered = !uri.equals("#r");
        assertThat(verdicts.only(annotated).status()).isEqualTo(covered ? Indication.FAILED : Indication.PASSED);
        assertThat(Verdicts.facts(xml).getFirst().remarks())
                .isEqualTo(covered ? List.of() : List.of("comments in the document are not signed"));
    }

    @ParameterizedTest
    @CsvSource({"a", "#default a"})
    void agreesOnInclusivePrefixesOfTheExclusiveForm(String prefixes) throws Exception {
        Signer signer = signer(MORE + "ecdsa-sha256");
        Document document = TestXml.parsed(
                "<r xmlns='urn:d' xmlns:a='urn:a' xmlns:b='urn:b'><b:d Id='d' t='a:q'>1000</b:d></r>"
                        .getBytes(StandardCharsets.UTF_8));
        DOMSignContext context = new DOMSignContext(signer.pair().getPrivate(), document.getDocumentElement());
        context.setIdAttributeNS((Element) document.getDocumentElement().getFirstChild(), null, "Id");
        ExcC14NParameterSpec inclusive = new ExcC14NParameterSpec(List.of(prefixes.split(" ", -1)));
        sign(signer, context, FACTORY.newSignedInfo(
                FACTORY.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, inclusive),
                FACTORY.newSignatureMethod(signer.method(), null),
                List.of(reference("#d",
                        List.of(FACTORY.newTransform(CanonicalizationMethod.EXCLUSIVE, inclusive))))),
                List.of());
        passesAndFailsWhenChanged(octets(document));
    }
}

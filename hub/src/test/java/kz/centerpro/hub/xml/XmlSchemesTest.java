package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scheme and every shape, signed for the run. */
class XmlSchemesTest {

    private static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    private final Verdicts verdicts = new Verdicts();

    static Stream<TestKey> schemes() throws Exception {
        return Stream.of(TestKey.rsa(), TestKey.rsaPss(), TestKey.ec(),
                TestKey.ec("secp384r1", "SHA384withECDSA", "1.2.840.10045.4.3.3", DigestAlgorithm.SHA_384),
                TestKey.ec("secp521r1", "SHA512withECDSA", "1.2.840.10045.4.3.4", DigestAlgorithm.SHA_512),
                TestKey.gost(), TestKey.gost256(), TestKey.gost2004(), TestKey.tc26());
    }

    private Holder alice() throws Exception {
        return verdicts.root.signer("CN=Alice", TestKey.ec());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void passesEveryScheme(TestKey key) throws Exception {
        byte[] xml = TestXml.by(verdicts.root.signer("CN=Alice", key)).enveloped().advanced().build(TestXml.DOCUMENT);
        SignatureReport report = verdicts.only(xml);
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void failsWhenContentOrSignatureOrKeyDiffers(TestKey key) throws Exception {
        Holder alice = verdicts.root.signer("CN=Alice", key);
        String xml = new String(TestXml.by(alice).enveloped().build(TestXml.DOCUMENT), StandardCharsets.UTF_8);
        assertThat(verdicts.only(xml.replace("1000", "9000")).subIndication()).isEqualTo("HASH_FAILURE");
        assertThat(verdicts.only(xml.replace("#\" Id=\"sig\"", "#\" Id=\"gis\"")).status())
                .isEqualTo(Indication.PASSED);
        TestKey broken = new TestKey(key.info(), key.signatureId(), key.digest(), key.digestId(), message -> {
            byte[] value = key.sign(message);
            value[value.length / 2] ^= 1;
            return value;
        });
        assertThat(verdicts.only(TestXml.by(new Holder(broken, alice.certificate())).enveloped()
                .build(TestXml.DOCUMENT)).subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
        Holder other = verdicts.root.signer("CN=Bob", key.info().equals(TestKey.ec().info()) ? key : TestKey.ec());
        assertThat(verdicts.only(TestXml.by(new Holder(key, other.certificate())).enveloped()
                .build(TestXml.DOCUMENT)).authenticity().status()).isEqualTo(Indication.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestXml.C14N, TestXml.C14N + "#WithComments", TestXml.EXC, TestXml.EXC + "WithComments",
            "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2006/12/xml-c14n11#WithComments"})
    void passesEveryCanonicalForm(String form) throws Exception {
        byte[] xml = TestXml.by(alice()).canonicalised(form).covering("", TestXml.ENVELOPED, form)
                .build("<a xmlns='u:1' xmlns:x='u:2' xml:lang='kk'><x:b c='1'  x:c=\"2\">т &lt; <![CDATA[<]]></x:b></a>");
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void passesEnvelopingWithXmlAndWithBase64() throws Exception {
        byte[] plain = TestXml.by(alice()).covering("#o", TestXml.C14N)
                .holding("<ds:Object Id=\"o\"><договор>1</договор></ds:Object>").enveloping();
        assertThat(verdicts.only(plain).status()).isEqualTo(Indication.PASSED);
        byte[] inside = TestXml.by(alice()).covering("#d", TestXml.C14N)
                .holding("<ds:Object><договор Id=\"d\">1</договор></ds:Object>").enveloping();
        assertThat(verdicts.only(inside).status()).isEqualTo(Indication.PASSED);
        byte[] packed = TestXml.by(alice()).covering("#o", DSIG + "base64")
                .holding("<ds:Object Id=\"o\">0L/RgNC40LLQtdGC</ds:Object>").enveloping();
        assertThat(verdicts.only(packed).status()).isEqualTo(Indication.PASSED);
        String forged = new String(packed, StandardCharsets.UTF_8).replace("0L/R", "0L/Q");
        assertThat(verdicts.only(forged).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void passesWhatIsSignedBesideTheSignatureAndSaysSo() throws Exception {
        byte[] xml = TestXml.by(alice()).covering("#d", TestXml.EXC)
                .build("<пакет><договор Id=\"d\">1</договор></пакет>");
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        assertThat(Verdicts.facts(xml).getFirst().remarks()).containsExactly(
                "the outermost element пакет is not signed itself, only договор");
    }

    @Test
    void passesTheRootByItsIdentifier() throws Exception {
        for (String id : List.of("Id", "ID", "id", "xml:id")) {
            byte[] xml = TestXml.by(alice()).covering("#d", TestXml.ENVELOPED, TestXml.EXC)
                    .build("<договор " + id + "=\"d\"><a id=\"1\"/><b id=\"1\"/></договор>");
            assertThat(verdicts.only(xml).status()).as(id).isEqualTo(Indication.PASSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"><f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">/descendant::ds:Signature</f:XPath></ds:Transform>"})
    void passesParallelSignaturesThatLeaveOneAnotherOut(String transform) throws Exception {
        byte[] first = TestXml.by(alice()).covering("", transform, TestXml.EXC).build(TestXml.DOCUMENT);
        byte[] both = TestXml.by(alice()).named("two").covering("", transform, TestXml.EXC).build(first);
        Verdict verdict = verdicts.of(both);
        assertThat(verdict.signatures()).hasSize(2);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
    }

    @Test
    void passesSignaturesOneAfterAnotherAndSaysWhatTheEarlierOnesSaw() throws Exception {
        byte[] xml = TestXml.DOCUMENT.getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("one", "two", "three")) {
            xml = TestXml.by(alice()).named(name).enveloped().advanced().build(xml);
        }
        Verdict verdict = verdicts.of(xml);
        assertThat(verdict.signatures()).hasSize(3);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
        assertThat(Verdicts.facts(xml)).extracting(XmlSignature::remarks).containsExactly(
                List.of("signed before 2 later signature(s) were added"),
                List.of("signed before 1 later signature(s) were added"), List.of());
        String forged = new String(xml, StandardCharsets.UTF_8).replace("1000", "9000");
        assertThat(verdicts.of(forged).signatures()).extracting(SignatureReport::subIndication)
                .containsOnly("HASH_FAILURE");
    }

    @Test
    void aLaterSignatureThatIsWrongFailsTheFile() throws Exception {
        byte[] first = TestXml.by(alice()).enveloped().build(TestXml.DOCUMENT);
        byte[] both = TestXml.by(alice()).named("two").rawReference("""
                <ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="%s"/></ds:Transforms>\
                <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
                <ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>""".formatted(TestXml.ENVELOPED)).build(first);
        Verdict verdict = verdicts.of(both);
        assertThat(verdict.signatures().getFirst().status()).isEqualTo(Indication.PASSED);
        assertThat(verdict.status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void refusesWeakAndMixedAlgorithms() throws Exception {
        Holder alice = verdicts.root.signer("CN=Alice", TestKey.rsa());
        List<byte[]> wrong = List.of(
                TestXml.by(alice).digestedWith(DigestAlgorithm.SHA_1).enveloped().build(TestXml.DOCUMENT),
                TestXml.by(alice).calling(DSIG + "rsa-sha1").enveloped().build(TestXml.DOCUMENT),
                TestXml.by(alice).calling(DSIG + "hmac-sha1").enveloped().build(TestXml.DOCUMENT),
                TestXml.by(alice).calling(DSIG + "dsa-sha1").enveloped().build(TestXml.DOCUMENT),
                TestXml.by(alice).calling("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256").enveloped()
                        .build(TestXml.DOCUMENT),
                TestXml.by(alice).calling("http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311").enveloped()
                        .build(TestXml.DOCUMENT),
                TestXml.by(verdicts.root.signer("CN=Alice", TestKey.gost()))
                        .calling("urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34102012-gostr34112012-512")
                        .enveloped().build(TestXml.DOCUMENT));
        for (byte[] xml : wrong) {
            assertThat(verdicts.only(xml).subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        }
    }

    @Test
    void takesPssParametersAtTheirWord() throws Exception {
        Holder alice = verdicts.root.signer("CN=Alice", TestKey.rsaPss());
        String pss = "http://www.w3.org/2007/05/xmldsig-more#rsa-pss";
        String plain = new String(TestXml.by(alice).calling(pss).enveloped().build(TestXml.DOCUMENT),
                StandardCharsets.UTF_8);
        assertThat(verdicts.only(plain).status()).isEqualTo(Indication.PASSED);
        String salted = plain.replace(pss + "\"></ds:SignatureMethod>", pss
                + "\"><p:RSAPSSParams xmlns:p=\"http://www.w3.org/2007/05/xmldsig-more#\"><p:SaltLength>20</p:SaltLength>"
                + "</p:RSAPSSParams></ds:SignatureMethod>");
        assertThat(salted).isNotEqualTo(plain);
        assertThat(verdicts.only(salted).subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
    }

    @Test
    void aBareKeyIsNobodys() throws Exception {
        byte[] xml = TestXml.by(alice()).keyed("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus>"
                + "<ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>").enveloped()
                .build(TestXml.DOCUMENT);
        SignatureReport report = verdicts.only(xml);
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
        String forged = new String(xml, StandardCharsets.UTF_8).replace("1000", "9000");
        assertThat(verdicts.only(forged).subIndication()).isEqualTo("HASH_FAILURE");
        byte[] keyless = TestXml.by(alice()).keyed("").enveloped().build(TestXml.DOCUMENT);
        assertThat(verdicts.only(keyless).subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
    }

    @Test
    void findsTheSignerAmongAChainInAnyOrder() throws Exception {
        Holder alice = alice();
        byte[] xml = TestXml.by(alice).keyed("<ds:X509Data><ds:X509Certificate>"
                + TestXml.base64(verdicts.root.certificate()) + "</ds:X509Certificate><ds:X509Certificate>"
                + TestXml.base64(alice.certificate()) + "</ds:X509Certificate></ds:X509Data>").enveloped()
                .build(TestXml.DOCUMENT);
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void contentBesideMustBeTheFileItself() throws Exception {
        byte[] xml = TestXml.by(alice()).enveloped().build(TestXml.DOCUMENT);
        SignedContainer container = Verdicts.DESK.read(xml);
        assertThat(container.detached()).isFalse();
        assertThat(container.digestsNeeded()).isEmpty();
        ContentDigests same = ContentDigests.of(xml, java.util.Set.of(DigestAlgorithm.SHA_256));
        ContentDigests other = ContentDigests.of(new byte[]{1}, java.util.Set.of(DigestAlgorithm.SHA_256));
        assertThat(Verdicts.DESK.examine(container, same, verdicts.trust(), Verdicts.NOW).status())
                .isEqualTo(Indication.PASSED);
        assertThat(Verdicts.DESK.examine(container, other, verdicts.trust(), Verdicts.NOW).signatures())
                .extracting(SignatureReport::subIndication).containsExactly("HASH_FAILURE");
    }

    @Test
    void readsEncodingsOfTheRegion() throws Exception {
        Holder alice = alice();
        String signed = new String(TestXml.by(alice).enveloped().build(TestXml.DOCUMENT), StandardCharsets.UTF_8);
        for (String charset : List.of("windows-1251", "UTF-16", "KOI8-R", "UTF-8")) {
            byte[] xml = ("<?xml version=\"1.0\" encoding=\"" + charset + "\"?>" + signed)
                    .getBytes(java.nio.charset.Charset.forName(charset));
            assertThat(verdicts.only(xml).status()).as(charset).isEqualTo(Indication.PASSED);
        }
        byte[] marked = ("\ufeff" + signed).getBytes(StandardCharsets.UTF_8);
        assertThat(verdicts.only(marked).status()).isEqualTo(Indication.PASSED);
    }
}

package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A correct signature over something else than what a reader sees: every way of it known to the literature. */
class WrappingTest {

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private final Verdicts verdicts = new Verdicts();
    private final Holder alice = verdicts.root.signer("CN=Alice", TestKey.ec());

    WrappingTest() throws Exception {}

    private static String text(byte[] xml) {
        return new String(xml, StandardCharsets.UTF_8);
    }

    private void failsInForm(String xml, String reason) throws Exception {
        Verdict verdict = verdicts.of(xml);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.FAILED);
        assertThat(verdict.signatures()).extracting(SignatureReport::authenticity)
                .anySatisfy(check -> assertThat(check.reason()).contains(reason))
                .anySatisfy(check -> assertThat(check.subIndication()).isEqualTo("FORMAT_FAILURE"));
    }

    /** The document to attack, signed by its identifier. */
    private String order() throws Exception {
        String xml = text(TestXml.by(alice).covering("#o", TestXml.ENVELOPED, TestXml.EXC)
                .build("<order Id=\"o\"><sum>1000</sum></order>"));
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        return xml;
    }

    private static String signatureOf(String xml) {
        return xml.substring(xml.indexOf("<ds:Signature "),
                xml.indexOf("</ds:Signature>") + "</ds:Signature>".length());
    }

    @Test
    void aWrapperAroundWhatWasSigned() throws Exception {
        failsInForm("<cancel>" + order() + "</cancel>", "only order");
        failsInForm("<order><sum>9000</sum>" + order() + "</order>", "only order");
    }

    @Test
    void theSignedElementMovedIntoTheSignature() throws Exception {
        String signed = text(TestXml.by(alice).covering("#o", TestXml.EXC)
                .build("<pack><order Id=\"o\"><sum>1000</sum></order></pack>"));
        assertThat(verdicts.only(signed).status()).isEqualTo(Indication.PASSED);
        String order = "<order Id=\"o\"><sum>1000</sum></order>";
        String moved = signed.replace(order, "<order><sum>9000</sum></order>").replace("</ds:Signature>",
                "<ds:Object>" + order + "</ds:Object></ds:Signature>");
        failsInForm(moved, "only order");
        String inHeader = signed.replace(order, "<h>" + order + "</h><order><sum>9000</sum></order>");
        failsInForm(inHeader, "only order");
    }

    @Test
    void somethingUnsignedBesideWhatWasSigned() throws Exception {
        String signed = text(TestXml.by(alice).covering("#o", TestXml.EXC)
                .build("<pack><order Id=\"o\"><sum>1000</sum></order></pack>"));
        failsInForm(signed.replace("<pack>", "<pack><order><sum>9000</sum></order>"), "only order");
        failsInForm(signed.replace("<pack>", "<pack>pay 9000"), "only order");
        failsInForm(signed.replace("<pack>", "<pack urgent=\"yes\">"), "only order");
        failsInForm("<outer>" + signed + "</outer>", "only order");
    }

    @Test
    void anIdentifierTwice() throws Exception {
        String xml = order();
        failsInForm(xml.replace("<sum>", "<sum Id=\"o\">"), "more than one element");
        failsInForm(xml.replace("<sum>", "<sum xmlns:q=\"urn:q\" q:id=\"o\">"), "more than one element");
        failsInForm(xml.replace("<sum>", "<sum xmlns:wsu=\"" + Vocabulary.WSU + "\" wsu:Id=\"o\">"),
                "more than one element");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmlns:q='urn:q' q:Id", "iD", "name", "xml:base"})
    void anAttributeThatIsNoIdentifier(String attribute) throws Exception {
        failsInForm(order().replace("<order Id=", "<order " + attribute + "="), "no element has the identifier");
    }

    @Test
    void anObjectSmuggledIntoTheSignature() throws Exception {
        String xml = text(TestXml.by(alice).enveloped().advanced().build("<order><sum>1000</sum></order>"));
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        failsInForm(xml.replace("</ds:Signature>",
                "<ds:Object><order><sum>9000</sum></order></ds:Object></ds:Signature>"), "not signed");
        failsInForm(xml.replace("<ds:Object>", "<ds:Object><order><sum>9000</sum></order>"), "not signed");
        failsInForm(xml.replace("<ds:Object>", "<ds:Object>9000"), "not signed");
        String enveloping = text(TestXml.by(alice).covering("#o", TestXml.C14N)
                .holding("<ds:Object Id=\"o\">1000</ds:Object>").enveloping());
        assertThat(verdicts.only(enveloping).status()).isEqualTo(Indication.PASSED);
        failsInForm(enveloping.replace("</ds:Signature>", "<ds:Object>9000</ds:Object></ds:Signature>"),
                "not signed");
        String packed = text(TestXml.by(alice).covering("#o", Vocabulary.DSIG + "base64")
                .holding("<ds:Object Id=\"o\">MTAwMA==</ds:Object>").enveloping());
        failsInForm(packed.replace("MTAwMA==", "<evil>MTAwMA==</evil>"), "not signed");
    }

    @Test
    void aFurtherElementInTheSignature() throws Exception {
        String xml = text(TestXml.by(alice).enveloped().build("<order/>"));
        for (String forged : List.of(xml.replace("</ds:Signature>", "<evil/></ds:Signature>"),
                xml.replace("<ds:KeyInfo>", "<evil/><ds:KeyInfo>"),
                xml.replace("</ds:KeyInfo>", "</ds:KeyInfo><ds:KeyInfo/>"),
                xml.replace("<ds:SignedInfo>", "<ds:SignedInfo><evil/>"),
                xml.replace("<ds:Transforms>", "<ds:Transforms><evil/>"),
                xml.replaceFirst("(<ds:SignedInfo>.*</ds:SignedInfo>)", "$1$1"))) {
            assertThat(forged).isNotEqualTo(xml);
            assertThatThrownBy(() -> verdicts.of(forged)).isInstanceOf(MalformedSignature.class);
        }
    }

    @Test
    void aSoapBodyMovedAway() throws Exception {
        String xml = text(TestXml.by(alice).covering("#b", TestXml.EXC).within(
                WsSecurityTest.envelope(SOAP, "", WsSecurityTest.body("b")), "wsse:Security"));
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        String body = xml.substring(xml.indexOf("<s:Body"), xml.indexOf("</s:Body>") + "</s:Body>".length());
        String forged = body.replace("wsu:Id=\"b\"", "wsu:Id=\"c\"").replace("1000", "9000");
        String inHeader = xml.replace(body, forged).replace("</s:Header>", "<w>" + body + "</w></s:Header>");
        failsInForm(inHeader, "only s:Body");
        String inSecurity = xml.replace(body, forged).replace("</wsse:Security>", body + "</wsse:Security>");
        failsInForm(inSecurity, "only s:Body");
        failsInForm(xml.replace(body, forged + body), "only s:Body");
        failsInForm(xml.replace(body, body + forged), "only s:Body");
        failsInForm(xml.replace(body, body + "<order>9000</order>"), "only s:Body");
        failsInForm(xml.replace(body, "<s:Wrap>" + body + "</s:Wrap>" + forged), "only s:Body");
        failsInForm(xml.replace(body, body.replace("1000", "9000") + body), "more than one element");
        failsInForm("<x>" + xml + "</x>", "only s:Body");
    }

    @Test
    void aCommentThatDividesAText() throws Exception {
        String xml = text(TestXml.by(alice).enveloped().build("<order><sum>1000</sum><a/></order>"));
        failsInForm(xml.replace("1000", "1<!---->000"), "divides a text");
        failsInForm(xml.replace("1000", "1<!----><!----><!---->000"), "divides a text");
        assertThat(verdicts.only(xml.replace("<a>", "<!-- note --><a>")).status()).isEqualTo(Indication.PASSED);
        assertThat(verdicts.only(xml.replace("1000", "1<?pi?>000")).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void aCommentWithinTheSignatureItself() throws Exception {
        String xml = text(TestXml.by(alice).enveloped().build("<order/>"));
        for (String name : List.of("DigestValue", "SignatureValue", "X509Certificate")) {
            String forged = xml.replaceFirst("(<ds:" + name + "[^>]*>...)", "$1<!-- -->");
            assertThat(forged).isNotEqualTo(xml);
            assertThatThrownBy(() -> verdicts.of(forged)).isInstanceOf(MalformedSignature.class)
                    .hasMessageContaining("holds more than text");
        }
    }

    @Test
    void instructionsBesideARootThatIsSignedByItsIdentifier() throws Exception {
        failsInForm("<?xml-stylesheet href='evil.xsl'?>" + order(), "processing instructions");
        String whole = text(TestXml.by(alice).enveloped().build("<order/>"));
        assertThat(verdicts.only("<?xml-stylesheet href='evil.xsl'?>" + whole).subIndication())
                .isEqualTo("HASH_FAILURE");
    }

    private static String reference(String uri, String transforms) {
        return "<ds:Reference" + uri + "><ds:Transforms>" + transforms + "</ds:Transforms><ds:DigestMethod Algorithm=\""
                + "http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/x", "https://evil.test/", "file:///etc/passwd", "order.xml",
            "order.xml#o", "#xpointer(//sum)", "#xpointer(id('o')/sum)", "#element(/1)x", "//evil.test/x",
            "jar:file:/x",
            "?q", " ", "#", "data:text/plain,1000"})
    void aReferenceToSomethingElse(String uri) throws Exception {
        String xml = text(TestXml.by(alice).enveloped().rawReference(reference(" URI=\"" + uri + "\"", ""))
                .build("<order/>"));
        Verdict verdict = verdicts.of(xml);
        assertThat(verdict.signatures().getFirst().subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    @Test
    void aReferenceWithoutUri() throws Exception {
        failsInForm(text(TestXml.by(alice).enveloped().rawReference(reference("", "")).build("<order/>")),
                "without URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::sum)</ds:XPath></ds:Transform>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::ds:Signature) and not(self::sum)</ds:XPath></ds:Transform>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath xmlns:e=\"urn:e\">not(ancestor-or-self::e:Signature)</ds:XPath></ds:Transform>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"><f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"intersect\">/descendant::ds:Signature</f:XPath></ds:Transform>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2002/07/decrypt#XML\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/>",
            "<ds:Transform Algorithm=\"http://santuario.apache.org/c14n/physical\"/>"})
    void aTransformThatIsNotDone(String transform) throws Exception {
        String xml = text(TestXml.by(alice).enveloped().rawReference(reference(" URI=\"\"", transform))
                .build("<order><sum>1</sum></order>"));
        assertThat(verdicts.only(xml).subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    @Test
    void aSignatureOverNothingButItself() throws Exception {
        failsInForm(text(TestXml.by(alice).covering("#k", TestXml.C14N).keyed(
                "<ds:KeyName Id=\"k\">alice</ds:KeyName><ds:X509Data><ds:X509Certificate>"
                        + TestXml.base64(alice.certificate()) + "</ds:X509Certificate></ds:X509Data>")
                .build("<order/>")), "only ds:KeyName");
        failsInForm(text(TestXml.by(alice).advanced().build("<order/>")), "only nothing");
        failsInForm(text(TestXml.by(alice).covering("#k", TestXml.C14N).keyed(
                "<ds:KeyName Id=\"k\">alice</ds:KeyName><ds:X509Data><ds:X509Certificate>"
                        + TestXml.base64(alice.certificate()) + "</ds:X509Certificate></ds:X509Data>")
                .enveloping()), "nothing but the signature's own");
        failsInForm(text(TestXml.by(alice).rawReference(reference(" URI=\"\"",
                "<ds:Transform Algorithm=\"" + TestXml.ENVELOPED + "\"/>")).enveloping()),
                "leave nothing");
    }

    @Test
    void contentHiddenInAFurtherSignature() throws Exception {
        String first = text(TestXml.by(alice).enveloped().build("<order><sum>1000</sum></order>"));
        String second = signatureOf(first).replace("Id=\"sig\"", "Id=\"two\"").replace("sig-value", "two-value")
                .replace("</ds:Signature>",
                        "<ds:Object><sum>9000</sum></ds:Object></ds:Signature>");
        Verdict verdict = verdicts.of(first.replace("</order>", second + "</order>"));
        assertThat(verdict.signatures()).extracting(SignatureReport::status).containsExactly(Indication.PASSED,
                Indication.FAILED);
        assertThat(verdict.status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void aForgeryBroughtInBetweenSignatures() throws Exception {
        byte[] first = TestXml.by(alice).enveloped().build("<order><sum>1000</sum></order>");
        String both = text(TestXml.by(alice).named("two").enveloped().build(first));
        assertThat(verdicts.of(both).status()).isEqualTo(Indication.PASSED);
        Verdict verdict = verdicts.of(both.replace("<ds:Signature xmlns:ds=\"" + Vocabulary.DSIG + "\" Id=\"two\">",
                "<sum>9000</sum><ds:Signature xmlns:ds=\"" + Vocabulary.DSIG + "\" Id=\"two\">"));
        assertThat(verdict.signatures()).hasSize(2).allSatisfy(
                report -> assertThat(report.subIndication()).isEqualTo("HASH_FAILURE"));
    }

    @Test
    void aManifestIsNotTakenForWhatItLists() throws Exception {
        String manifest = "<ds:Object><ds:Manifest Id=\"m\">" + reference(" URI=\"http://evil.test/\"", "")
                + "</ds:Manifest></ds:Object>";
        SignatureReport report = verdicts.only(TestXml.by(alice)
                .typed("#m", Vocabulary.TYPE_MANIFEST, TestXml.C14N).holding(manifest).enveloping());
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).isEqualTo("SIGNED_DATA_NOT_FOUND");
    }
}

package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SOAP messages as the state's bus exchanges them. */
class WsSecurityTest {

    private static final String PROFILE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0";
    private final Verdicts verdicts = new Verdicts();
    private final Holder alice = verdicts.root.signer("CN=Alice", TestKey.gost());

    WsSecurityTest() throws Exception {}

    static String envelope(String soap, String security, String body) {
        return "<s:Envelope xmlns:s=\"" + soap + "\" xmlns:wsu=\"" + Vocabulary.WSU + "\" xmlns:wsse=\""
                + Vocabulary.WSSE + "\"><s:Header><wsse:Security s:mustUnderstand=\"1\">" + security
                + "</wsse:Security></s:Header>" + body + "</s:Envelope>";
    }

    static String body(String id) {
        return "<s:Body wsu:Id=\"" + id + "\"><m:Send xmlns:m=\"urn:m\"><сумма>1000</сумма></m:Send></s:Body>";
    }

    private static String message() {
        return envelope("http://schemas.xmlsoap.org/soap/envelope/", "", body("b"));
    }

    private TestXml signed() {
        return TestXml.by(alice).canonicalised(TestXml.EXC).covering("#b", TestXml.EXC);
    }

    private static String reference(String inside) {
        return "<wsse:SecurityTokenReference xmlns:wsse=\"" + Vocabulary.WSSE + "\">" + inside
                + "</wsse:SecurityTokenReference>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"})
    void passesASignedBodyAndSaysThatItIsOnlyThat(String soap) throws Exception {
        byte[] xml = signed().within(envelope(soap, "", body("b")), "wsse:Security");
        SignedContainer container = Verdicts.DESK.read(xml);
        assertThat(container.format()).isEqualTo("WSSE");
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        assertThat(Verdicts.facts(xml).getFirst().remarks())
                .containsExactly("of the SOAP envelope only s:Body is signed");
        String forged = new String(xml, StandardCharsets.UTF_8).replace("1000", "9000");
        assertThat(verdicts.only(forged).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void findsTheCertificateInTheSecurityHeader() throws Exception {
        String token = "<wsse:BinarySecurityToken wsu:Id=\"t\" ValueType=\"" + PROFILE + "#X509v3\">"
                + TestXml.base64(alice.certificate()) + "</wsse:BinarySecurityToken>";
        String soap = "http://schemas.xmlsoap.org/soap/envelope/";
        byte[] xml = signed().keyed(reference("<wsse:Reference URI=\"#t\" ValueType=\"" + PROFILE + "#X509v3\"/>"))
                .within(envelope(soap, token, body("b")), "wsse:Security");
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
        String outside = new String(xml, StandardCharsets.UTF_8).replace("URI=\"#t\"", "URI=\"http://evil.test/t\"");
        assertThat(verdicts.only(outside).subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
    }

    @Test
    void findsTheCertificateInTheKeyIdentifier() throws Exception {
        byte[] xml = signed().keyed(reference("<wsse:KeyIdentifier ValueType=\"" + PROFILE + "#X509v3\">"
                + TestXml.base64(alice.certificate()) + "</wsse:KeyIdentifier>")).within(message(), "wsse:Security");
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void findsTheCertificateThatIsOnlyNamed() throws Exception {
        ParsedCertificate known = ParsedCertificate.fromDer(alice.certificate());
        ParsedCertificate other = ParsedCertificate.fromDer(verdicts.root.signer("CN=Bob", TestKey.gost())
                .certificate());
        String skid = TestXml.base64(java.util.Objects.requireNonNull(known.subjectKeyId));
        String thumb = TestXml.base64(DigestAlgorithm.SHA_1.digest(alice.certificate()));
        for (String naming : List.of("<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=root"
                + "</ds:X509IssuerName><ds:X509SerialNumber>" + known.serial
                + "</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>",
                "<ds:X509Data><ds:X509SKI>" + skid + "</ds:X509SKI></ds:X509Data>",
                "<wsse:KeyIdentifier ValueType=\"" + PROFILE + "#X509SubjectKeyIdentifier\">" + skid
                        + "</wsse:KeyIdentifier>",
                "<wsse:KeyIdentifier ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1"
                        + "#ThumbprintSHA1\">" + thumb + "</wsse:KeyIdentifier>")) {
            XmlSignature facts = Verdicts.facts(signed().keyed(reference(naming)).within(message(), "wsse:Security"))
                    .getFirst();
            assertThat(facts.authenticity(List.of(other, known), ContentDigests.none()).certificate()).as(naming)
                    .isEqualTo(known);
            assertThat(facts.authenticity(List.of(other), ContentDigests.none()).check().subIndication())
                    .isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
        }
    }

    @Test
    void tellsASignedTimestampAsTheClaimedTime() throws Exception {
        String timestamp = "<wsu:Timestamp wsu:Id=\"t\"><wsu:Created>2026-05-30T08:00:00Z</wsu:Created>"
                + "</wsu:Timestamp>";
        String soap = "http://schemas.xmlsoap.org/soap/envelope/";
        byte[] both = signed().covering("#t", TestXml.EXC).within(envelope(soap, timestamp, body("b")),
                "wsse:Security");
        assertThat(verdicts.only(both).claimedSigningTime()).isEqualTo(Instant.parse("2026-05-30T08:00:00Z"));
        assertThat(verdicts.only(both).status()).isEqualTo(Indication.PASSED);
        byte[] bodyAlone = signed().within(envelope(soap, timestamp, body("b")), "wsse:Security");
        assertThat(verdicts.only(bodyAlone).claimedSigningTime()).isNull();
    }

    @Test
    void aBlankFormOfASignatureIsNone() throws Exception {
        String form = "<ds:Signature xmlns:ds=\"" + Vocabulary.DSIG + "\"><ds:SignedInfo><ds:CanonicalizationMethod "
                + "Algorithm=\"" + TestXml.EXC + "\"/></ds:SignedInfo><ds:SignatureValue/></ds:Signature>";
        String soap = "http://schemas.xmlsoap.org/soap/envelope/";
        byte[] xml = signed().within(envelope(soap, form, body("b")), "wsse:Security");
        SignatureReport report = verdicts.only(xml);
        assertThat(report.status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void asBodyIsWhatTheMessageCarriesNothingLessIsEnough() throws Exception {
        TestAuthority root = verdicts.root;
        String soap = "http://schemas.xmlsoap.org/soap/envelope/";
        Holder bob = root.signer("CN=Bob", TestKey.ec());
        String part = "<s:Body><m:Send xmlns:m=\"urn:m\" wsu:Id=\"b\">1000</m:Send></s:Body>";
        byte[] inside = TestXml.by(bob).covering("#b", TestXml.EXC).within(envelope(soap, "", part), "wsse:Security");
        assertThat(verdicts.only(inside).subIndication()).isEqualTo("FORMAT_FAILURE");
        byte[] misplaced = TestXml.by(bob).covering("#b", TestXml.EXC).within(message(), "s:Header");
        assertThat(verdicts.only(misplaced).subIndication()).isEqualTo("FORMAT_FAILURE");
        byte[] elsewhere = TestXml.by(bob).covering("#b", TestXml.EXC)
                .within(message().replace("wsse:Security", "wsse:Insecurity"), "wsse:Insecurity");
        assertThat(verdicts.only(elsewhere).subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    /** The bus signs the message; what it carries may have been signed by somebody else before. */
    @Test
    void aSignatureOverAPartOfTheSignedBodyIsContent() throws Exception {
        Holder bob = verdicts.root.signer("CN=Bob", TestKey.ec());
        String soap = "http://schemas.xmlsoap.org/soap/envelope/";
        String body = "<s:Body wsu:Id=\"b\"><акт Id=\"a\">1000</акт></s:Body>";
        byte[] inner = TestXml.by(bob).named("inner").covering("#a", TestXml.ENVELOPED, TestXml.EXC)
                .within(envelope(soap, "", body), "акт");
        byte[] outer = signed().within(new String(inner, StandardCharsets.UTF_8), "wsse:Security");
        assertThat(verdicts.only(outer).status()).isEqualTo(Indication.PASSED);
        assertThat(Verdicts.facts(outer).getFirst().remarks())
                .contains("signatures within the signed content are not judged");
    }
}

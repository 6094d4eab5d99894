package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.Authenticity;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.TimestampReport;
import kz.centerpro.hub.signature.Verdict;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;

/** Qualifying properties: what they claim, what they bind, what they bring along. */
class XadesTest {

    private static final Instant CLAIMED = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant STAMPED = Verdicts.NOW.minus(Duration.ofHours(5));

    private final Verdicts verdicts = new Verdicts();
    private final Holder alice = verdicts.root.signer("CN=Alice", TestKey.gost());
    private final Holder stamps = verdicts.root.timestamper(TestKey.rsa());

    XadesTest() throws Exception {}

    private TrustSnapshot trust() throws Exception {
        return TrustSnapshot.builder(1).anchor(verdicts.root.certificate(), SignatureRegime.ES).build();
    }

    private byte[] stamp(byte[] octets) {
        return TestCms.token(stamps, octets, STAMPED);
    }

    private static SignatureReport only(byte[] xml, TrustSnapshot trust) throws Exception {
        SignedContainer container = Verdicts.DESK.read(xml);
        assertThat(container.format()).isEqualTo("XAdES");
        Verdict verdict = Verdicts.DESK.examine(container, ContentDigests.none(), trust, Verdicts.NOW);
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    @Test
    void tellsTheClaimedTimeAndWhoIsNamed() throws Exception {
        byte[] xml = TestXml.by(alice).enveloped().advanced().build(TestXml.DOCUMENT);
        SignatureReport report = only(xml, verdicts.trust());
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.claimedSigningTime()).isEqualTo(CLAIMED);
    }

    @Test
    void failsWhenAnotherCertificateIsNamed() throws Exception {
        Holder twin = verdicts.root.signer("CN=Alice", alice.key());
        byte[] xml = TestXml.by(alice).enveloped().advanced(twin.certificate(), "2026-06-01T15:00:00+05:00")
                .build(TestXml.DOCUMENT);
        SignatureReport report = verdicts.only(xml);
        assertThat(report.authenticity().status()).isEqualTo(Indication.FAILED);
        assertThat(report.authenticity().reason()).contains("names another certificate");
        String swapped = new String(TestXml.by(alice).enveloped().advanced().build(TestXml.DOCUMENT),
                StandardCharsets.UTF_8).replace(TestXml.base64(alice.certificate()),
                        TestXml.base64(twin.certificate()));
        assertThat(verdicts.only(swapped).authenticity().reason()).contains("names another certificate");
    }

    @Test
    void findsTheNamedCertificateAmongTheKnownWithoutKeyInfo() throws Exception {
        byte[] xml = TestXml.by(alice).keyed("").enveloped().advanced().build(TestXml.DOCUMENT);
        XmlSignature facts = Verdicts.facts(xml).getFirst();
        ParsedCertificate certificate = ParsedCertificate.fromDer(alice.certificate());
        Authenticity found = facts.authenticity(List.of(
                ParsedCertificate.fromDer(verdicts.root.certificate()), certificate), ContentDigests.none());
        assertThat(found.check().status()).isEqualTo(Indication.PASSED);
        assertThat(found.certificate()).isEqualTo(certificate);
        assertThat(facts.authenticity(List.of(), ContentDigests.none()).check().subIndication())
                .isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
    }

    @Test
    void failsWhenThePropertiesAreNotWhatWasSigned() throws Exception {
        String xml = new String(TestXml.by(alice).enveloped().advanced().build(TestXml.DOCUMENT),
                StandardCharsets.UTF_8);
        assertThat(verdicts.only(xml.replace("T15:00:00", "T16:00:00")).subIndication()).isEqualTo("HASH_FAILURE");
        byte[] unreferenced = TestXml.by(alice).enveloped().holding("""
                <ds:Object><x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Target="#sig">\
                <x:SignedProperties Id="p"><x:SignedSignatureProperties><x:SigningTime>2020-01-01T00:00:00Z\
                </x:SigningTime></x:SignedSignatureProperties></x:SignedProperties></x:QualifyingProperties>\
                </ds:Object>""").build(TestXml.DOCUMENT);
        assertThat(verdicts.only(unreferenced).authenticity().reason()).contains("signed properties");
        byte[] elsewhere = TestXml.by(alice).enveloped().typed("#p", TestXml.SIGNED_PROPERTIES, TestXml.C14N)
                .build("<a><b Id='p'/></a>");
        assertThat(verdicts.only(elsewhere).authenticity().reason()).contains("signed properties");
    }

    @Test
    void refusesPropertiesOfAnotherSignature() throws Exception {
        String xml = new String(TestXml.by(alice).enveloped().advanced().build(TestXml.DOCUMENT),
                StandardCharsets.UTF_8).replace("Target=\"#sig\"", "Target=\"#other\"");
        assertThatThrownBy(() -> verdicts.of(xml)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("not this signature's own");
    }

    @Test
    void aStampOverTheCanonicalSignatureValueProvesTheTime() throws Exception {
        byte[] xml = TestXml.by(alice).enveloped().advanced().stamped(this::stamp).build(TestXml.DOCUMENT);
        SignatureReport report = only(xml, verdicts.trust());
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        TimestampReport stamp = Objects.requireNonNull(report.timestamp());
        assertThat(stamp.status()).as("%s", stamp).isEqualTo(Indication.PASSED);
        assertThat(report.bestSignatureTime()).isEqualTo(STAMPED);
    }

    @Test
    void aStampOverSomethingElseProvesNothing() throws Exception {
        byte[] xml = TestXml.by(alice).enveloped().advanced().stamped(_ -> stamp(new byte[]{1}))
                .build(TestXml.DOCUMENT);
        SignatureReport report = only(xml, verdicts.trust());
        assertThat(Objects.requireNonNull(report.timestamp()).status()).isEqualTo(Indication.FAILED);
        assertThat(report.bestSignatureTime()).isEqualTo(Verdicts.NOW);
        String unknownForm = new String(TestXml.by(alice).enveloped().advanced().stamped(this::stamp)
                .build(TestXml.DOCUMENT), StandardCharsets.UTF_8)
                .replace("<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\"" + TestXml.EXC,
                        "<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\"urn:unknown");
        report = only(unknownForm.getBytes(StandardCharsets.UTF_8), verdicts.trust());
        assertThat(Objects.requireNonNull(report.timestamp()).status()).isEqualTo(Indication.FAILED);
    }

    private String response(CertificateStatus status) throws Exception {
        return "<xades:OCSPValues><xades:EncapsulatedOCSPValue>"
                + TestXml.base64(verdicts.root.ocsp(alice, status, STAMPED, null,
                        verdicts.root.delegate(TestKey.ec())))
                + "</xades:EncapsulatedOCSPValue></xades:OCSPValues>";
    }

    @Test
    void broughtResponsesAndListsAreEvidence() throws Exception {
        TestXml bare = TestXml.by(alice).enveloped().advanced().stamped(this::stamp);
        assertThat(only(bare.build(TestXml.DOCUMENT), trust()).subIndication()).isEqualTo("TRY_LATER");
        byte[] answered = TestXml.by(alice).enveloped().advanced().stamped(this::stamp)
                .bringing("<xades:RevocationValues>" + response(CertificateStatus.GOOD) + "</xades:RevocationValues>")
                .build(TestXml.DOCUMENT);
        SignatureReport report = only(answered, trust());
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.evidenceDigest()).isNotNull();
        String list = TestXml.base64(verdicts.root.crl(STAMPED.minusSeconds(60)));
        byte[] listed = TestXml.by(alice).enveloped().advanced().stamped(this::stamp)
                .bringing("<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>" + list
                        + "</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>")
                .build(TestXml.DOCUMENT);
        assertThat(only(listed, trust()).status()).isEqualTo(Indication.PASSED);
        String revoked = TestXml.base64(verdicts.root.crl(STAMPED.minusSeconds(60), alice));
        byte[] late = TestXml.by(alice).enveloped().advanced().stamped(this::stamp)
                .bringing("<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue>" + revoked
                        + "</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>")
                .build(TestXml.DOCUMENT);
        assertThat(only(late, trust()).subIndication()).isEqualTo("REVOKED");
    }

    @Test
    void unreadableEvidenceIsLeftOutAndCertificateValuesHelp() throws Exception {
        Holder deep = verdicts.root.below("Issuer", TestKey.gost()).signer("CN=Deep", TestKey.gost256());
        byte[] issuer = verdicts.root.below("Other", TestKey.ec()).certificate();
        byte[] xml = TestXml.by(deep).enveloped().advanced().bringing("<xades:CertificateValues>"
                + "<xades:EncapsulatedX509Certificate>" + TestXml.base64(issuer)
                + "</xades:EncapsulatedX509Certificate></xades:CertificateValues><xades:RevocationValues>"
                + "<xades:OCSPValues><xades:EncapsulatedOCSPValue>AAAA</xades:EncapsulatedOCSPValue></xades:OCSPValues>"
                + "</xades:RevocationValues>").build(TestXml.DOCUMENT);
        assertThat(Verdicts.facts(xml).getFirst().responses()).isEmpty();
        assertThat(only(xml, verdicts.trust()).subIndication()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
    }

    /** The second signer signs the value of the first. */
    @Test
    void countersignaturesAreFactsOfTheirOwn() throws Exception {
        byte[] xml = countersigned("#sig-value", TestXml.C14N);
        XmlSignature first = Verdicts.facts(xml).getFirst();
        assertThat(Verdicts.facts(xml)).hasSize(1);
        assertThat(first.countersignatures()).hasSize(1);
        assertThat(first.remarks()).isEmpty();
        Authenticity over = first.countersignatures().getFirst().authenticity(List.of(), ContentDigests.none());
        assertThat(over.check().status()).as("%s", over).isEqualTo(Indication.PASSED);
        assertThat(only(xml, verdicts.trust()).status()).isEqualTo(Indication.PASSED);
        XmlSignature other = Verdicts.facts(countersigned("#sig-props", TestXml.C14N)).getFirst();
        assertThat(other.countersignatures().getFirst().authenticity(List.of(), ContentDigests.none()).check()
                .subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    private byte[] countersigned(String uri, String transform) throws Exception {
        String first = new String(TestXml.by(alice).enveloped().advanced()
                .bringing("<xades:CounterSignature></xades:CounterSignature>").build(TestXml.DOCUMENT),
                StandardCharsets.UTF_8);
        Holder bob = verdicts.root.signer("CN=Bob", TestKey.ec());
        return TestXml.by(bob).named("counter").typed(uri, "http://uri.etsi.org/01903#CountersignedSignature",
                transform).within(first, "xades:CounterSignature");
    }
}

package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.OtherRevocationInfoFormat;
import org.bouncycastle.asn1.esf.RevocationValues;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What CAdES adds to a plain CMS: countersigners, values for the long term, tokens in other places. */
class CadesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final String CERTIFICATE_VALUES = "1.2.840.113549.1.9.16.2.23";
    private static final String REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.24";
    private static final String CONTENT_TIMESTAMP = "1.2.840.113549.1.9.16.2.20";
    private static final String COUNTERSIGNATURE = "1.2.840.113549.1.9.6";
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private final TestAuthority root;
    private final TestAuthority issuer;

    CadesTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        issuer = root.below("Issuer", TestKey.ec());
    }

    private TrustSnapshot.Builder trusting() throws Exception {
        return TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(issuer.certificate());
    }

    private TrustSnapshot trusted() throws Exception {
        return trusting().crl(issuer.crl(NOW.minus(Duration.ofDays(1)))).build();
    }

    private static Verdict examined(byte[] cms, TrustSnapshot trust) throws Exception {
        return DESK.examine(DESK.read(cms), ContentDigests.none(), trust, NOW);
    }

    private static Authenticity authenticity(SignatureFacts facts, SignedContainer container) throws Exception {
        return facts.authenticity(container.certificates(), ContentDigests.none());
    }

    static Stream<TestKey> keys() throws Exception {
        return Stream.of(TestKey.rsa(), TestKey.ec(), TestKey.gost(), TestKey.gost2004(), TestKey.ed25519());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void verifiesCountersignersOfCountersigners(TestKey key) throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder notary = issuer.signer("CN=Notary", key);
        TestAuthority.Holder second = issuer.signer("CN=Second", TestKey.rsa());
        SignedContainer container = DESK.read(TestCms.by(alice).countersigned(notary, second).build());
        SignatureFacts signature = container.signatures().getFirst();
        assertThat(container.signatureCount()).isEqualTo(1);
        SignatureFacts first = signature.countersignatures().getFirst();
        Authenticity outer = authenticity(first, container);
        assertThat(outer.check().hasPassed()).as("%s", outer).isTrue();
        assertThat(outer.certificate()).isEqualTo(ParsedCertificate.fromDer(notary.certificate()));
        Authenticity inner = authenticity(first.countersignatures().getFirst(), container);
        assertThat(inner.check().hasPassed()).as("%s", inner).isTrue();
        assertThat(inner.certificate()).isEqualTo(ParsedCertificate.fromDer(second.certificate()));
        assertThat(first.countersignatures().getFirst().countersignatures()).isEmpty();
        assertThat(first.digestsNeeded()).isEmpty();
        assertThat(authenticity(signature, container).check().hasPassed()).isTrue();
    }

    @Test
    void refusesACountersignatureOverAnotherValue() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder notary = issuer.signer("CN=Notary", TestKey.ec());
        SignedContainer other = DESK.read(TestCms.by(alice).countersigned(notary).build());
        CmsContainer.Signer moved = ((CmsSignature) other.signatures().getFirst()).signer().unsigned().countersigners()
                .getFirst();
        CmsSignature own = (CmsSignature) DESK.read(TestCms.by(alice).build()).signatures().getFirst();
        CmsSignature grafted = new CmsSignature(own.container(), moved, own.signer(), List.of(), List.of());
        assertThat(authenticity(grafted, other).check().subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void refusesASignatureOverADocumentInPlaceOfACountersignature() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.ec());
        CmsSignature alices = (CmsSignature) DESK.read(TestCms.by(alice).build()).signatures().getFirst();
        byte[] value = alices.signer().signature();
        CmsContainer whole = CmsReader.read(TestCms.by(bob).over(value).build(), SignatureDesk.BYTES_MAX);
        CmsSignature disguised = new CmsSignature(alices.container(), whole.signers.getFirst(), alices.signer(),
                List.of(), List.of());
        Authenticity outcome = disguised.authenticity(whole.certificates, ContentDigests.none());
        assertThat(outcome.check().subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(outcome.check().reason()).contains("content-type");
    }

    @Test
    void boundsCountersignatures() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TestAuthority.Holder[] chain = new TestAuthority.Holder[5];
        Arrays.fill(chain, alice);
        assertThat(DESK.read(TestCms.by(alice).countersigned(Arrays.copyOf(chain, 4)).build()).signatureCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> DESK.read(TestCms.by(alice).countersigned(chain).build()))
                .hasMessageContaining("countersignatures");
        TestCms crowd = TestCms.by(alice);
        ASN1Primitive one = ASN1Primitive.fromByteArray(
                org.bouncycastle.asn1.cms.SignedData.getInstance(org.bouncycastle.asn1.cms.ContentInfo
                        .getInstance(TestCms.by(alice).countersigned(alice).build()).getContent()).getSignerInfos()
                        .getObjectAt(0).toASN1Primitive().getEncoded());
        for (int i = 0; i < 33; i++) {
            crowd.unsignedExtra(COUNTERSIGNATURE, one);
        }
        assertThatThrownBy(() -> DESK.read(crowd.build())).hasMessageContaining("countersignatures");
    }

    @Test
    void findsTheChainInCertificateValues() throws Exception {
        TestAuthority unknown = issuer.below("Unlisted", TestKey.ec());
        TestAuthority.Holder alice = unknown.signer("CN=Alice", TestKey.ec());
        TrustSnapshot trust = trusting().crl(unknown.crl(NOW)).build();
        assertThat(examined(TestCms.by(alice).build(), trust).signatures().getFirst().subIndication())
                .isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
        byte[] complete = TestCms.by(alice).withoutCertificates().unsignedExtra(CERTIFICATE_VALUES,
                new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[]{ASN1Primitive.fromByteArray(alice
                        .certificate()), ASN1Primitive.fromByteArray(unknown.certificate())}))
                .build();
        assertThat(examined(complete, trust).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void judgesByTheEvidenceThatTheContainerBrings() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        TrustSnapshot trust = trusting().build();
        assertThat(examined(TestCms.by(alice).build(), trust).status()).isEqualTo(Indication.INDETERMINATE);
        OCSPResponse response = OCSPResponse
                .getInstance(issuer.ocsp(alice, CertificateStatus.GOOD, NOW, null, issuer.self()));
        byte[] byOcsp = TestCms.by(alice).revocation(new DERTaggedObject(false, 1,
                new OtherRevocationInfoFormat(CMSObjectIdentifiers.id_ri_ocsp_response, response))).build();
        assertThat(examined(byOcsp, trust).status()).isEqualTo(Indication.PASSED);
        byte[] byArchival = TestCms.by(alice).signedExtra("1.2.840.113583.1.1.8",
                new DERSequence(new DERTaggedObject(true, 1, new DERSequence(response)))).build();
        assertThat(examined(byArchival, trust).status()).isEqualTo(Indication.PASSED);
        byte[] byArchivedList = TestCms.by(alice).signedExtra("1.2.840.113583.1.1.8", new DERSequence(
                new DERTaggedObject(true, 0, new DERSequence(ASN1Primitive.fromByteArray(issuer.crl(NOW, alice))))))
                .build();
        assertThat(examined(byArchivedList, trust).signatures().getFirst().subIndication()).isEqualTo("REVOKED");
        byte[] byList = TestCms.by(alice).revocation(ASN1Primitive.fromByteArray(issuer.crl(NOW))).build();
        assertThat(examined(byList, trust).status()).isEqualTo(Indication.PASSED);
        byte[] byRevoking = TestCms.by(alice).revocation(ASN1Primitive.fromByteArray(issuer.crl(NOW, alice))).build();
        assertThat(examined(byRevoking, trust).signatures().getFirst().subIndication()).isEqualTo("REVOKED");
        BasicOCSPResponse basic = BasicOCSPResponse.getInstance(response.getResponseBytes().getResponse().getOctets());
        byte[] byValues = TestCms.by(alice).unsignedExtra(REVOCATION_VALUES,
                new RevocationValues(new CertificateList[]{CertificateList.getInstance(issuer.crl(NOW))},
                        new BasicOCSPResponse[]{basic}, null))
                .build();
        assertThat(examined(byValues, trust).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void tellsATokenOverTheContentFromOneOverTheSignature() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.gost());
        TestAuthority.Holder stamper = root.timestamper(TestKey.ec());
        Instant earlier = NOW.minus(Duration.ofDays(3));
        byte[] token = TestCms.token(stamper, TestCms.CONTENT, earlier);
        byte[] cms = TestCms.by(alice).stamped(_ -> token).build();
        SignatureFacts facts = DESK.read(cms).signatures().getFirst();
        assertThat(facts.timestamps()).isEmpty();
        assertThat(facts.remarks()).singleElement().asString().startsWith("not a signature time-stamp");
        SignatureReport report = examined(cms, trusted()).signatures().getFirst();
        assertThat(report.status()).isEqualTo(Indication.PASSED);
        assertThat(report.bestSignatureTime()).isEqualTo(NOW);
        byte[] foreign = TestCms.by(alice).stamped(_ -> TestCms.token(stamper, new byte[]{1}, earlier)).build();
        assertThat(DESK.read(foreign).signatures().getFirst().timestamps()).hasSize(1);
        assertThat(examined(foreign, trusted()).signatures().getFirst().bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void showsAContentTimestampAndDoesNotRelyOnIt() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ec());
        Instant earlier = NOW.minus(Duration.ofDays(3));
        byte[] token = TestCms.token(root.timestamper(TestKey.ec()), TestCms.CONTENT, earlier);
        byte[] cms = TestCms.by(alice).signedExtra(CONTENT_TIMESTAMP, ASN1Primitive.fromByteArray(token)).build();
        assertThat(DESK.read(cms).signatures().getFirst().remarks()).singleElement().asString()
                .contains(earlier.toString()).contains("not relied on");
        SignatureReport report = examined(cms, trusted()).signatures().getFirst();
        assertThat(report.status()).isEqualTo(Indication.PASSED);
        assertThat(report.bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void judgesASignerWhoWasAddedLater() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.gost());
        TestAuthority.Holder bob = issuer.signer("CN=Bob", TestKey.rsa());
        byte[] both = TestCms.by(bob).addedTo(TestCms.by(alice).build());
        Verdict verdict = examined(both, trusted());
        assertThat(verdict.status()).isEqualTo(Indication.PASSED);
        assertThat(verdict.signatures()).hasSize(2);
        byte[] other = TestCms.by(bob).over(new byte[]{1}).addedTo(TestCms.by(alice).build());
        assertThat(examined(other, trusted()).signatures()).extracting(SignatureReport::subIndication)
                .containsExactlyInAnyOrder("", "HASH_FAILURE");
    }

    @Test
    void bindsEd25519ToItsDigestAndKey() throws Exception {
        TestAuthority.Holder alice = issuer.signer("CN=Alice", TestKey.ed25519());
        byte[] cms = TestCms.by(alice).build();
        assertThat(examined(cms, trusted()).status()).isEqualTo(Indication.PASSED);
        for (TestCms wrong : List.of(TestCms.by(alice).digestNamed("2.16.840.1.101.3.4.2.1"),
                TestCms.by(alice).signatureNamed("1.2.840.10045.4.3.4"),
                TestCms.by(issuer.signer("CN=Bob", TestKey.ec())).signatureNamed("1.3.101.112"))) {
            assertThat(examined(wrong.build(), trusted()).signatures().getFirst().subIndication())
                    .isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        }
    }
}

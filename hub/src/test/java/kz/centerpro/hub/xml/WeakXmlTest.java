package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** XML signatures of the time of SHA-1: in the value, in a reference, in the certificate that they name. */
class WeakXmlTest {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant END = Instant.parse("2013-01-01T00:00:00Z");
    private static final Instant BEFORE = END.minusSeconds(1);
    private static final String RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    private static final String CLAIM = "2012-06-01T10:00:00Z";

    private final TestKey sha1 = TestKey.rsa(2048, "SHA1withRSA", "1.2.840.113549.1.1.5", DigestAlgorithm.SHA_1);
    private final TestAuthority root = TestAuthority.root("Root", TestKey.ec(), FROM, TO);
    private final TestAuthority old = TestAuthority.root("Old", sha1, FROM, TO);
    private final Holder stamps = root.issue("CN=Stamps", TestKey.ec(), FROM, TO,
            TestAuthority.usage(KeyUsage.digitalSignature), TestAuthority.purposes(true, "1.3.6.1.5.5.7.3.8"));

    WeakXmlTest() throws Exception {}

    @Test
    void countsSignaturesThatAreProvedToBeOlder() throws Exception {
        Holder weak = signer(root, sha1);
        Holder strong = signer(root, TestKey.rsa());
        Holder certified = signer(old, TestKey.rsa());
        for (Instant stamp : List.of(BEFORE, END)) {
            List<SignatureReport> reports = List.of(
                    judged(VerificationPolicy.archive(), made(weak, stamp).calling(RSA_SHA1), NOW),
                    judged(VerificationPolicy.archive(), made(strong, stamp).digestedWith(DigestAlgorithm.SHA_1), NOW),
                    judged(VerificationPolicy.archive(), made(certified, stamp), NOW));
            for (SignatureReport report : reports) {
                assertThat(report.status()).as("%s", report)
                        .isEqualTo(stamp.equals(BEFORE) ? Indication.PASSED : Indication.INDETERMINATE);
                assertThat(report.subIndication())
                        .isEqualTo(stamp.equals(BEFORE) ? "" : "CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
                assertThat(report.checks()).filteredOn(check -> check.question() == Question.ALGORITHMS
                        || check.question() == Question.PATH_ALGORITHMS).anySatisfy(
                                check -> assertThat(check.facts()).containsEntry("algorithm", "SHA-1"));
            }
        }
    }

    @Test
    void countsNoneAmongNewDocuments() throws Exception {
        Holder weak = signer(root, sha1);
        Holder strong = signer(root, TestKey.rsa());
        for (TestXml xml : List.of(made(weak, BEFORE).calling(RSA_SHA1),
                made(strong, BEFORE).digestedWith(DigestAlgorithm.SHA_1))) {
            SignatureReport report = judged(VerificationPolicy.documents(), xml, BEFORE);
            assertThat(report.status()).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        }
    }

    @Test
    void failsChangedContentWhateverItsDigest() throws Exception {
        byte[] xml = made(signer(root, sha1), BEFORE).calling(RSA_SHA1).build("<a>one</a>");
        byte[] changed = new String(xml, java.nio.charset.StandardCharsets.UTF_8).replace(">one<", ">two<")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        SignatureReport report = judged(VerificationPolicy.archive(), changed, NOW);
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("HASH_FAILURE");
    }

    private static Holder signer(TestAuthority authority, TestKey key) throws Exception {
        return authority.issue("CN=Alice", key, FROM, TO,
                TestAuthority.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    }

    private TestXml made(Holder alice, Instant stamp) {
        return TestXml.by(alice).enveloped().advanced(alice.certificate(), CLAIM)
                .stamped(value -> TestCms.token(stamps, value, stamp));
    }

    private SignatureReport judged(VerificationPolicy policy, TestXml xml, Instant received) throws Exception {
        return judged(policy, xml.build(TestXml.DOCUMENT), received);
    }

    private SignatureReport judged(VerificationPolicy policy, byte[] xml, Instant received) throws Exception {
        SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, policy, List.of(new XmlFormat()));
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .anchor(old.certificate(), SignatureRegime.ES).build();
        return desk.examine(desk.read(xml), ContentDigests.none(), trust, received).signatures().getFirst();
    }
}

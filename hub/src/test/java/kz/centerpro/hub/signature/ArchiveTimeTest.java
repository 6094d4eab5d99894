package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of which nobody knows when they were received: what the archive policy assumes, and what it does not. */
class ArchiveTimeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant ENDED = NOW.minus(Duration.ofDays(1));
    private static final SignatureDesk ARCHIVE = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.archive());
    private static final SignatureDesk STRICT = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.offline());

    private final TestAuthority root;
    private final TestAuthority.Holder alice;

    ArchiveTimeTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        alice = root.issue("CN=Alice", TestKey.ec(), NOW.minus(Duration.ofDays(9)), ENDED);
    }

    @Test
    void judgesAnEndedCertificateWithinItsValidityAndSaysSo() throws Exception {
        SignatureReport report = judged(ARCHIVE,
                TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build());
        assertThat(report.status()).isEqualTo(Indication.PASSED);
        assertThat(report.bestSignatureTime()).isBeforeOrEqualTo(ENDED);
        assertThat(report.keyValidity().reason()).contains("nothing proves the time");
    }

    @Test
    void staysStrictWhenTheMomentIsKnown() throws Exception {
        SignatureReport report = judged(STRICT,
                TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build());
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("EXPIRED");
    }

    @Test
    void countsARevocationWhateverItsDateWhenNothingProvesTheTime() throws Exception {
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .crl(root.crl(NOW, ENDED.plusSeconds(60), CRLReason.keyCompromise, alice)).build();
        SignatureReport report = judged(ARCHIVE, trust);
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("REVOKED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ncanode_rsa.der", "ncanode_rsa+gost2015_1.der", "gost2004_test_CMS_GOST.der",
            "individual_attached.der"})
    void passesEverySampleThatThePublisherCallsValid(String file) throws Exception {
        byte[] cms = SharedArtefacts.read("kz-pki/cms/" + file);
        Verdict verdict = ARCHIVE.examine(ARCHIVE.read(cms), ContentDigests.none(),
                SharedArtefacts.nationalAuthority().build(), Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
    }

    private SignatureReport judged(SignatureDesk desk, TrustSnapshot trust) throws Exception {
        Verdict verdict = desk.examine(desk.read(TestCms.by(alice).build()), ContentDigests.none(), trust, NOW);
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }
}

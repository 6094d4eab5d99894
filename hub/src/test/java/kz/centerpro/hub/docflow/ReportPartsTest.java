package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all documents of one signer have in common is written once, and nothing of a report is lost by it. */
class ReportPartsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents());
    private final ReportParts reports = new ReportParts(JSON);
    private final TestAuthority root;
    private final TestAuthority.Holder alice;
    private final TrustSnapshot trust;

    ReportPartsTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        alice = root.issue("CN=Alice", TestKey.ec(), TestAuthority.START, TestAuthority.END, TestAuthority.usage(0xc0));
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.EDS).build()
                .withOcsp(root.ocsp(alice, CertificateStatus.GOOD, NOW, new byte[]{1}, root.self()));
    }

    private Verdict verdict(Instant at) throws Exception {
        SignedContainer container = desk.read(TestCms.by(alice).build());
        Verdict verdict = desk.examine(container, ContentDigests.of(TestCms.CONTENT, container.digestsNeeded()), trust,
                at);
        assertThat(verdict.status()).isEqualTo(Indication.PASSED);
        return verdict;
    }

    private static Map<String, String> kept(ReportParts.Split split) {
        return split.parts().stream().collect(Collectors.toMap(ReportParts.Part::sha256, ReportParts.Part::text));
    }

    @Test
    void isWholeAgainWithItsParts() throws Exception {
        Verdict verdict = verdict(NOW.plusSeconds(1));
        ReportParts.Split split = reports.split(verdict);
        JsonNode report = JSON.readTree(split.report());
        assertThat(ReportParts.named(report)).containsExactlyInAnyOrderElementsOf(kept(split).keySet());
        assertThat(reports.joined(report, kept(split))).isEqualTo(JSON.readTree(JSON.writeValueAsString(verdict)));
    }

    @Test
    void writesOnceWhatTheDocumentsOfASignerHaveInCommon() throws Exception {
        ReportParts.Split one = reports.split(verdict(NOW.plusSeconds(1)));
        ReportParts.Split other = reports.split(verdict(NOW.plusSeconds(2)));
        assertThat(other.report()).isNotEqualTo(one.report());
        assertThat(other.parts()).isEqualTo(one.parts());
        assertThat(one.parts()).hasSize(4);
        assertThat(one.report().length()).isLessThan(kept(one).values().stream().mapToInt(String::length).sum() / 2);
    }

    @Test
    void takesNewEvidenceForAPartOfItsOwn() throws Exception {
        ReportParts.Split one = reports.split(verdict(NOW.plusSeconds(1)));
        Verdict later = desk.examine(desk.read(TestCms.by(alice).build()),
                ContentDigests.of(TestCms.CONTENT, desk.read(TestCms.by(alice).build()).digestsNeeded()),
                trust.withOcsp(root.ocsp(alice, CertificateStatus.GOOD, NOW.plusSeconds(9), new byte[]{2},
                        root.self())),
                NOW.plusSeconds(10));
        assertThat(reports.split(later).parts()).filteredOn(part -> !one.parts().contains(part)).hasSize(1);
    }

    @Test
    void leavesReportsFromBeforeAsTheyAre() throws Exception {
        JsonNode whole = JSON.readTree(JSON.writeValueAsString(verdict(NOW.plusSeconds(1))));
        assertThat(ReportParts.named(whole)).isEmpty();
        assertThat(reports.joined(whole, Map.of())).isEqualTo(whole);
    }

    @Test
    void takesNothingForAPartThatOnlyLooksLikeOne() {
        JsonNode report = JSON.readTree("{\"facts\":{\"part\":\"../x\"},\"a\":[{\"part\":7},{\"part\":null},{}]}");
        assertThat(ReportParts.named(report)).isEmpty();
        assertThat(reports.joined(report, Map.of())).isEqualTo(report);
    }

    @Test
    void isNotGivenOutWithAHole() {
        String digest = "ab".repeat(32);
        JsonNode report = JSON.readTree("{\"signatures\":[{\"chain\":{\"part\":\"" + digest + "\"}}]}");
        assertThat(ReportParts.named(report)).isEqualTo(List.of(digest));
        assertThatThrownBy(() -> reports.joined(report, Map.of())).isInstanceOf(IllegalStateException.class);
    }
}

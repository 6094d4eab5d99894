package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestList;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Certificates that a sender brings to keep the hub busy: whatever they are, an examination ends within its budget. */
class HostileBundleTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final TestAuthority.Extra[] AUTHORITY = {TestAuthority.authority(null),
            TestAuthority.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)};

    private final TestAuthority root;
    private final TrustSnapshot trust;

    HostileBundleTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build();
    }

    private static PathBuilder.Result built(TrustSnapshot trust, List<ParsedCertificate> brought,
            TestAuthority.Holder leaf, PathBuilder.Budget budget) throws Exception {
        return new PathBuilder(trust, trust.anchors(), brought, NOW, budget)
                .build(ParsedCertificate.fromDer(leaf.certificate()));
    }

    /** Certificates of one name, each of a key of its own, certified by every one of the others. */
    private static List<ParsedCertificate> clique(List<TestAuthority> members, int certificates) throws Exception {
        List<ParsedCertificate> clique = new ArrayList<>();
        for (TestAuthority issuer : members) {
            for (TestAuthority subject : members) {
                if (!issuer.equals(subject) && clique.size() < certificates) {
                    clique.add(ParsedCertificate.fromDer(issuer.issue("CN=Trap", subject.key(), TestAuthority.START,
                            TestAuthority.END, AUTHORITY).certificate()));
                }
            }
        }
        return clique;
    }

    private static List<TestAuthority> traps(int count) throws Exception {
        List<TestAuthority> traps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            traps.add(TestAuthority.root("Trap", TestKey.ec()));
        }
        return traps;
    }

    @Test
    void aCliqueOfCrossCertificatesEndsWithinTheBudget() throws Exception {
        List<TestAuthority> traps = traps(9);
        PathBuilder.Budget budget = new PathBuilder.Budget();
        TestAuthority.Holder leaf = traps.getFirst().signer("CN=Mallory", TestKey.ec());
        List<ParsedCertificate> brought = clique(traps, 64);
        assertThat(brought).hasSize(64);
        PathBuilder.Result result = built(trust, brought, leaf, budget);
        assertThat(result.path()).isNull();
        assertThat(result.check().status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(budget.signaturesTaken()).isLessThanOrEqualTo(PathBuilder.Budget.SIGNATURES_MAX);
        assertThat(budget.stepsTaken()).isLessThanOrEqualTo(PathBuilder.Budget.STEPS_MAX);
    }

    @Test
    void sixtyFourNamesakesOfOneKeyIdentifierCostOneSignatureEach() throws Exception {
        TestAuthority real = root.below("Trap", TestKey.ec());
        TestAuthority.Holder leaf = real.signer("CN=Alice", TestKey.ec());
        List<ParsedCertificate> brought = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            TestKey other = TestKey.ec();
            brought.add(ParsedCertificate.fromDer(namesake(other, real).certificate()));
        }
        PathBuilder.Budget budget = new PathBuilder.Budget();
        PathBuilder.Result lost = built(trust, brought, leaf, budget);
        assertThat(lost.path()).isNull();
        assertThat(budget.signaturesTaken()).isEqualTo(64);

        // The certificate that the hub knows is tried before any that the sender brings.
        TrustSnapshot knowing = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .intermediate(real.certificate()).build();
        PathBuilder.Budget second = new PathBuilder.Budget();
        assertThat(built(knowing, brought, leaf, second).check().hasPassed()).isTrue();
        assertThat(second.signaturesTaken()).isEqualTo(2);
    }

    /** A certificate of another key that claims the name and the key identifier of the real authority. */
    private TestAuthority.Holder namesake(TestKey other, TestAuthority real) throws Exception {
        byte[] id = ParsedCertificate.fromDer(real.certificate()).subjectKeyId;
        return root.issueWithKeyId("CN=Trap", other, java.util.Objects.requireNonNull(id), AUTHORITY);
    }

    @Test
    void moreThanTheBudgetIsNeverSpentOnOneExamination() throws Exception {
        PathBuilder.Budget budget = new PathBuilder.Budget();
        for (int round = 0; round < 6; round++) {
            List<TestAuthority> traps = traps(7);
            built(trust, clique(traps, 40), traps.getFirst().signer("CN=Mallory", TestKey.ec()), budget);
        }
        assertThat(budget.signaturesTaken()).isEqualTo(PathBuilder.Budget.SIGNATURES_MAX);
        assertThat(budget.isSpent()).isTrue();
        PathBuilder.Result refused = built(trust, List.of(), root.signer("CN=Alice", TestKey.ec()), budget);
        assertThat(refused.check().status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(refused.check().reason()).contains("bounds");
    }

    @Test
    void aChainLongerThanTheBoundIsNotFollowed() throws Exception {
        TestAuthority last = root;
        List<ParsedCertificate> brought = new ArrayList<>();
        for (int i = 0; i < PathBuilder.DEPTH_MAX + 1; i++) {
            last = last.below("Level " + i, TestKey.ec());
            brought.add(ParsedCertificate.fromDer(last.certificate()));
        }
        TestAuthority.Holder leaf = last.signer("CN=Deep", TestKey.ec());
        assertThat(built(trust, brought, leaf, new PathBuilder.Budget()).path()).isNull();
    }

    @Test
    void evidenceBroughtAlongIsCheckedWithinTheSameBudget() throws Exception {
        TestAuthority.Holder alice = root.signer("CN=Alice", TestKey.ec());
        List<RevocationList> lists = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TestAuthority forger = TestAuthority.root("Root", root.key());
            byte[] list = TestList.of(forger, NOW.minus(Duration.ofMinutes(i + 1))).number(i).build();
            list[list.length - 1] ^= 1;
            lists.add(RevocationList.fromAny(list));
        }
        PathBuilder.Budget budget = new PathBuilder.Budget();
        PathBuilder.Path path = java.util.Objects.requireNonNull(built(trust, List.of(), alice, budget).path());
        RevocationJudge judge = new RevocationJudge(trust, List.of(), lists, VerificationPolicy.documents(), budget);
        assertThat(judge.judge(path, 0, NOW).state()).isEqualTo(RevocationJudge.State.UNKNOWN);
        assertThat(budget.signaturesTaken()).isEqualTo(PathBuilder.Budget.SIGNATURES_MAX);
    }
}

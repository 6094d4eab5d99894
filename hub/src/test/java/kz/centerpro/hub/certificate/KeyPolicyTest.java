package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.RevocationJudge.Finding;
import kz.centerpro.hub.certificate.RevocationJudge.State;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every question about a key whose path is proved: when it is asked, how it is answered, what it rests on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyPolicyTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SIGNING = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    private static final Finding GOOD = new Finding(State.GOOD, null, "", List.of());
    private static final Finding UNKNOWN = new Finding(State.UNKNOWN, null, "nothing at hand", List.of());
    private static final Finding REVOKED = new Finding(State.REVOKED, new Revocation(NOW.minus(DAY), "superseded"),
            "superseded since then", List.of());

    private final TestKey key = TestKey.ec();
    private final TestAuthority root = TestAuthority.root("Root", key);
    private final TestAuthority upper = root.below("Upper", TestKey.ec());
    private final TestAuthority lower = upper.below("Lower", TestKey.ec());
    private final TestAuthority.Holder alice = lower.signer("CN=Alice", key);

    KeyPolicyTest() throws Exception {}

    private TrustSnapshot.Builder trusting(SignatureRegime regime) throws Exception {
        return TrustSnapshot.builder(1).anchor(root.certificate(), regime).intermediate(upper.certificate())
                .intermediate(lower.certificate());
    }

    private static KeyPolicy rules(VerificationPolicy policy, TrustSnapshot trust, TestAuthority.Holder holder)
            throws Exception {
        PathBuilder.Path path = Objects
                .requireNonNull(new PathBuilder(trust, trust.anchors(), List.of(), NOW, new PathBuilder.Budget())
                        .build(ParsedCertificate.fromDer(holder.certificate())).path());
        return new KeyPolicy(policy, new RevocationJudge(trust, List.of(), List.of(), policy), path, NOW);
    }

    private KeyPolicy rules(VerificationPolicy policy, SignatureRegime regime, TestAuthority.Holder holder)
            throws Exception {
        return rules(policy, trusting(regime).build(), holder);
    }

    private TestAuthority.Holder issued(int usage, TestAuthority.Extra... more) throws Exception {
        TestAuthority.Extra[] all = java.util.Arrays.copyOf(more, more.length + 1);
        all[more.length] = TestAuthority.usage(usage);
        return lower.issue("CN=Bob", key, TestAuthority.START, TestAuthority.END, all);
    }

    private static TestAuthority.Extra under(String... ids) {
        PolicyInformation[] policies = new PolicyInformation[ids.length];
        for (int i = 0; i < ids.length; i++) {
            policies[i] = new PolicyInformation(new ASN1ObjectIdentifier(ids[i]));
        }
        return new TestAuthority.Extra(Extension.certificatePolicies, false, new CertificatePolicies(policies));
    }

    private static VerificationPolicy asking(String signerKeys, String certificatePolicies) {
        return VerificationPolicy.read("""
                {"name":"own","version":1,"description":"","signerKeys":"%s","signingTime":"RECEIPT",
                 "evidenceAge":"PT1H","staleLists":false,"certificatePolicies":[%s],"levels":{}}"""
                .formatted(signerKeys, certificatePolicies).getBytes(StandardCharsets.UTF_8));
    }

    private static Check answer(List<Check> checks, Question question) {
        return checks.stream().filter(check -> check.question() == question).findFirst().orElseThrow();
    }

    private static boolean signs(KeyPolicy rules) {
        Check check = answer(rules.checks(CheckResult.passed(), GOOD), Question.KEY_USAGE);
        assertThat(check.subIndication())
                .isEqualTo(check.answer() == Indication.PASSED ? "" : "CHAIN_CONSTRAINTS_FAILURE");
        return check.answer() == Indication.PASSED;
    }

    @Test
    void asksInTheOrderOfTheQuestions() throws Exception {
        List<Check> checks = rules(asking("NON_REPUDIATION", "\"1.2.3\""), SignatureRegime.EDS, alice)
                .checks(CheckResult.passed(), GOOD);
        assertThat(checks).extracting(Check::question).isSortedAccordingTo(Comparator.naturalOrder())
                .contains(Question.PATH, Question.VALIDITY_PERIOD, Question.PATH_RULES, Question.KEY_USAGE,
                        Question.CERTIFICATE_POLICY, Question.REVOCATION_EVIDENCE, Question.REVOCATION,
                        Question.AUTHORITY_REVOCATION);
        assertThat(checks).filteredOn(check -> check.question() != Question.CERTIFICATE_POLICY)
                .allMatch(check -> check.answer() == Indication.PASSED);
    }

    @Test
    void tellsThePeriodFromTheOtherRulesOfThePath() throws Exception {
        KeyPolicy rules = rules(VerificationPolicy.documents(), SignatureRegime.ES, alice);
        for (String period : List.of("EXPIRED", "NOT_YET_VALID")) {
            List<Check> checks = rules.checks(CheckResult.failed(period, "when"), GOOD);
            assertThat(answer(checks, Question.VALIDITY_PERIOD).subIndication()).isEqualTo(period);
            assertThat(answer(checks, Question.PATH_RULES).answer()).isEqualTo(Indication.PASSED);
        }
        List<Check> checks = rules.checks(CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE", "too long"), GOOD);
        assertThat(answer(checks, Question.VALIDITY_PERIOD).answer()).isEqualTo(Indication.PASSED);
        assertThat(answer(checks, Question.PATH_RULES).detail()).isEqualTo("too long");
    }

    @Test
    void whatNothingIsKnownOfIsOpenAndNotGood() throws Exception {
        KeyPolicy rules = rules(VerificationPolicy.documents(), SignatureRegime.ES, alice);
        List<Check> open = rules.checks(CheckResult.passed(), UNKNOWN);
        assertThat(answer(open, Question.REVOCATION_EVIDENCE)).extracting(Check::answer, Check::subIndication,
                Check::detail)
                .containsExactly(Indication.INDETERMINATE, "TRY_LATER", "not checked for revocation: nothing at hand");
        assertThat(open).extracting(Check::question).doesNotContain(Question.REVOCATION);
        List<Check> revoked = rules.checks(CheckResult.passed(), REVOKED);
        assertThat(answer(revoked, Question.REVOCATION_EVIDENCE).answer()).isEqualTo(Indication.PASSED);
        assertThat(answer(revoked, Question.REVOCATION)).extracting(Check::answer, Check::subIndication, Check::detail)
                .containsExactly(Indication.FAILED, "REVOKED",
                        "the certificate was revoked: superseded since then");
        List<Check> good = rules.checks(CheckResult.passed(), GOOD);
        assertThat(answer(good, Question.REVOCATION).answer()).isEqualTo(Indication.PASSED);
    }

    @Test
    void aKeyForTimeStampsIsJudgedWithoutItsUsage() throws Exception {
        KeyPolicy rules = rules(VerificationPolicy.documents(), SignatureRegime.EDS, issued(KeyUsage.keyAgreement));
        assertThat(rules.checkAnyUsage(CheckResult.passed(), GOOD)).isEqualTo(CheckResult.passed());
        assertThat(rules.checkAnyUsage(CheckResult.passed(), REVOKED).subIndication()).isEqualTo("REVOKED");
        assertThat(Check.conclusion(rules.checks(CheckResult.passed(), GOOD)).status()).isEqualTo(Indication.FAILED);
    }

    /** Residents' keys for documents carry nonRepudiation and say so; elsewhere either usage signs, as does none. */
    @Test
    void readsTheUsageAsThePolicyAndTheRegimeSay() throws Exception {
        VerificationPolicy strict = asking("NON_REPUDIATION", "");
        VerificationPolicy lenient = asking("NON_REPUDIATION_OR_DIGITAL_SIGNATURE", "");
        TestAuthority.Holder both = issued(SIGNING);
        TestAuthority.Holder repudiating = issued(KeyUsage.digitalSignature);
        TestAuthority.Holder binding = issued(KeyUsage.nonRepudiation);
        TestAuthority.Holder agreeing = issued(KeyUsage.keyAgreement);
        TestAuthority.Holder silent = lower.issue("CN=Bob", key, TestAuthority.START, TestAuthority.END);
        for (TestAuthority.Holder either : List.of(both, binding)) {
            assertThat(signs(rules(strict, SignatureRegime.EDS, either))).isTrue();
            assertThat(signs(rules(strict, SignatureRegime.ES, either))).isTrue();
            assertThat(signs(rules(lenient, SignatureRegime.EDS, either))).isTrue();
        }
        for (TestAuthority.Holder weak : List.of(repudiating, silent)) {
            assertThat(signs(rules(strict, SignatureRegime.EDS, weak))).isFalse();
            assertThat(signs(rules(strict, SignatureRegime.ES, weak))).isTrue();
            assertThat(signs(rules(lenient, SignatureRegime.EDS, weak))).isTrue();
            assertThat(signs(rules(lenient, SignatureRegime.ES, weak))).isTrue();
        }
        assertThat(signs(rules(strict, SignatureRegime.EDS, agreeing))).isFalse();
        assertThat(signs(rules(strict, SignatureRegime.ES, agreeing))).isFalse();
        assertThat(signs(rules(lenient, SignatureRegime.EDS, agreeing))).isFalse();
    }

    @Test
    void asksForACertificatePolicyOnlyOfResidentsAndOnlyWhereThePolicyNamesSome() throws Exception {
        VerificationPolicy asking = asking("NON_REPUDIATION", "\"1.2.3\",\"1.2.4\"");
        for (TestAuthority.Holder holder : List.of(issued(SIGNING, under("1.2.4")),
                issued(SIGNING, under("2.5.6", "1.2.3")))) {
            Check check = answer(rules(asking, SignatureRegime.EDS, holder).checks(CheckResult.passed(), GOOD),
                    Question.CERTIFICATE_POLICY);
            assertThat(check.answer()).isEqualTo(Indication.PASSED);
        }
        for (TestAuthority.Holder holder : List.of(issued(SIGNING, under("2.5.6", "1.2.5")), issued(SIGNING))) {
            Check check = answer(rules(asking, SignatureRegime.EDS, holder).checks(CheckResult.passed(), GOOD),
                    Question.CERTIFICATE_POLICY);
            assertThat(check.answer()).isEqualTo(Indication.FAILED);
            assertThat(check.subIndication()).isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
            assertThat(check.detail()).contains("none of those");
        }
        assertThat(answer(rules(asking, SignatureRegime.EDS, issued(SIGNING, under("2.5.6", "1.2.5")))
                .checks(CheckResult.passed(), GOOD), Question.CERTIFICATE_POLICY).detail())
                .contains("[1.2.5, 2.5.6]");
        assertThat(rules(asking, SignatureRegime.ES, alice).checks(CheckResult.passed(), GOOD))
                .extracting(Check::question).doesNotContain(Question.CERTIFICATE_POLICY);
        assertThat(rules(asking("NON_REPUDIATION", ""), SignatureRegime.EDS, alice)
                .checks(CheckResult.passed(), GOOD))
                .extracting(Check::question).doesNotContain(Question.CERTIFICATE_POLICY);
    }

    @Test
    void aListedSignerNeedsNoEvidence() throws Exception {
        TrustSnapshot pinned = TrustSnapshot.builder(1).anchor(alice.certificate(), SignatureRegime.ES).build();
        assertThat(rules(VerificationPolicy.documents(), pinned, alice).signerFinding()).isEqualTo(GOOD);
        assertThat(rules(VerificationPolicy.documents(), SignatureRegime.ES, alice).signerFinding().state())
                .isEqualTo(State.UNKNOWN);
        TrustSnapshot told = trusting(SignatureRegime.ES).crl(lower.crl(NOW, alice)).build();
        assertThat(rules(VerificationPolicy.documents(), told, alice).signerFinding().state())
                .isEqualTo(State.REVOKED);
    }

    @Test
    void everyAuthorityBelowTheAnchorMayEndThePath() throws Exception {
        for (boolean first : new boolean[]{true, false}) {
            TestAuthority revoking = first ? upper : root;
            TestAuthority revoked = first ? lower : upper;
            TrustSnapshot trust = trusting(SignatureRegime.ES).crl(lower.crl(NOW)).crl(upper.crl(NOW))
                    .crl(root.crl(NOW))
                    .build();
            assertThat(authorities(trust)).isEqualTo(CheckResult.passed());
            TrustSnapshot told = trusting(SignatureRegime.ES).crl(lower.crl(NOW))
                    .crl(revoking.crl(NOW, revoked.self())).build();
            assertThat(authorities(told).status()).isEqualTo(Indication.FAILED);
            assertThat(authorities(told).subIndication()).isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
            assertThat(authorities(told).reason()).contains(first ? "Lower" : "Upper").contains("was revoked: ");
        }
        // Neither the signer's own revocation nor the anchor's is this question's.
        TrustSnapshot others = trusting(SignatureRegime.ES).crl(lower.crl(NOW, alice)).crl(root.crl(NOW, root.self()))
                .build();
        assertThat(authorities(others)).isEqualTo(CheckResult.passed());
    }

    private CheckResult authorities(TrustSnapshot trust) throws Exception {
        Check check = answer(rules(VerificationPolicy.documents(), trust, alice).checks(CheckResult.passed(), GOOD),
                Question.AUTHORITY_REVOCATION);
        return new CheckResult(check.answer(), check.subIndication(), check.detail());
    }

    @Test
    void keepsTheProofsOfEveryAuthorityOnceAndNoneOfTheAnchor() throws Exception {
        byte[] ofLower = lower.crl(NOW);
        byte[] ofUpper = upper.crl(NOW);
        byte[] ofRoot = root.crl(NOW);
        TrustSnapshot trust = trusting(SignatureRegime.ES).crl(ofLower).crl(ofUpper).crl(ofRoot).build();
        KeyPolicy rules = rules(VerificationPolicy.documents(), trust, alice);
        Finding finding = rules.signerFinding();
        assertThat(rules.proofs(finding)).extracting(Evidence::sha256).containsExactly(Der.sha256(ofLower),
                Der.sha256(ofUpper), Der.sha256(ofRoot));
        assertThat(rules.proofs(GOOD)).extracting(Evidence::sha256).containsExactly(Der.sha256(ofUpper),
                Der.sha256(ofRoot));
        Finding both = new Finding(State.GOOD, null, "",
                List.of(Evidence.of(RevocationList.fromAny(ofRoot)), finding.proofs().getFirst()));
        assertThat(rules.proofs(both)).extracting(Evidence::sha256).containsExactly(Der.sha256(ofRoot),
                Der.sha256(ofLower), Der.sha256(ofUpper));
        TestAuthority.Holder direct = root.signer("CN=Carol", key);
        assertThat(rules(VerificationPolicy.documents(), trust, direct).proofs(GOOD)).isEmpty();
    }

    @Test
    void theWorseOfTwoAnswersCounts() {
        assertThat(Indication.PASSED.and(Indication.PASSED)).isEqualTo(Indication.PASSED);
        for (Indication better : Indication.values()) {
            for (Indication worse : Indication.values()) {
                if (better.compareTo(worse) <= 0) {
                    assertThat(better.and(worse)).isEqualTo(worse);
                    assertThat(worse.and(better)).isEqualTo(worse);
                }
            }
        }
    }
}

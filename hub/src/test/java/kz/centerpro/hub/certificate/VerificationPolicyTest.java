package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationPolicyTest {

    private static final String WHOLE = """
            {"name":"own","version":7,"description":"d","signerKeys":"NON_REPUDIATION","signingTime":"RECEIPT",
             "evidenceAge":"PT1H","staleLists":false,"certificatePolicies":["1.2.3"],
             "levels":{"TIMESTAMP":"FAIL","SIGNING_RIGHT":"WARN"}}""";

    @Test
    void isReadFromItsFile() {
        VerificationPolicy policy = read(WHOLE);
        assertThat(policy.version()).isEqualTo("own-7");
        assertThat(policy.evidenceAge()).hasHours(1);
        assertThat(policy.level(Question.TIMESTAMP)).isEqualTo(Level.FAIL);
        assertThat(policy.level(Question.SIGNING_RIGHT)).isEqualTo(Level.WARN);
        assertThat(policy.level(Question.COVERAGE)).as("what is not written decides").isEqualTo(Level.FAIL);
    }

    @ParameterizedTest
    @EnumSource
    void mayNotLowerWhatMakesASignatureASignature(Question question) {
        String lowered = WHOLE.replace("\"SIGNING_RIGHT\":\"WARN\"", "\"" + question + "\":\"WARN\"");
        if (question.isFixed()) {
            assertThatThrownBy(() -> read(lowered)).hasMessageContaining("no policy may lower")
                    .hasMessageContaining(question.name());
        } else {
            assertThat(read(lowered).level(question)).isEqualTo(Level.WARN);
        }
    }

    @Test
    void keepsTheQuestionsThatNobodyMayWaive() {
        assertThat(EnumSet.allOf(Question.class)).filteredOn(Question::isFixed).contains(Question.CONTENT,
                Question.SIGNATURE_VALUE, Question.PATH, Question.PATH_RULES, Question.VALIDITY_PERIOD,
                Question.KEY_USAGE, Question.REVOCATION, Question.AUTHORITY_REVOCATION, Question.ALGORITHMS,
                Question.FORMAT, Question.SIGNER_CERTIFICATE);
    }

    @ParameterizedTest
    @EnumSource
    void mayNotCountAWeakAlgorithmForLongerThanTheBuiltInOnes(WeakAlgorithm algorithm) {
        String latest = algorithm.latest().toString().substring(0, 10);
        assertThat(VerificationPolicy.archive().algorithms().until()).containsEntry(algorithm, algorithm.latest());
        assertThat(read(counting(algorithm, latest)).algorithms().until()).containsOnlyKeys(algorithm);
        assertThat(read(counting(algorithm, "1999-12-31")).algorithms().until())
                .containsEntry(algorithm, Instant.parse("1999-12-31T00:00:00Z"));
        String longer = algorithm.latest().plus(Duration.ofDays(1)).toString().substring(0, 10);
        assertThatThrownBy(() -> read(counting(algorithm, longer))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy own-7").hasMessageContaining(algorithm.name())
                .hasMessageContaining("until " + longer).hasMessageContaining(latest + " at most");
    }

    @Test
    void readsNoDateThatIsNone() {
        for (String date : List.of("\"soon\"", "null", "\"\"", "\"2013-02-30\"", "\"2013-01-01T00:00:00Z\"")) {
            String text = counting(WeakAlgorithm.SHA_1, "x").replace("\"x\"", date);
            assertThatThrownBy(() -> read(text)).as(date).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SHA_1");
        }
        assertThatThrownBy(() -> read(counting(WeakAlgorithm.MD5, "2000-01-01").replace("MD5", "MD2")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("MD2");
    }

    @Test
    void countsNothingWeakUnlessWritten() {
        assertThat(read(WHOLE).algorithms()).isEqualTo(AlgorithmTable.nothingWeak());
        assertThat(VerificationPolicy.documents().algorithms()).isEqualTo(AlgorithmTable.nothingWeak());
        assertThat(VerificationPolicy.login().algorithms()).isEqualTo(AlgorithmTable.nothingWeak());
        assertThat(VerificationPolicy.offline().algorithms()).isEqualTo(VerificationPolicy.archive().algorithms());
        assertThat(VerificationPolicy.archive().algorithms().until()).containsOnlyKeys(WeakAlgorithm.values());
        assertThat(VerificationPolicy.archive().withEvidenceAge(Duration.ofHours(1)).algorithms())
                .isEqualTo(VerificationPolicy.archive().algorithms());
    }

    private static String counting(WeakAlgorithm algorithm, String date) {
        return WHOLE.replace("\"levels\"", "\"algorithms\":{\"" + algorithm + "\":\"" + date + "\"},\n\"levels\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "nonsense", "{\"name\":\"x\"}"})
    void refusesWhatIsNoPolicy(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> read(WHOLE.replace("TIMESTAMP", "TIMESTUMP"))).hasMessageContaining("TIMESTUMP");
        assertThatThrownBy(() -> read(WHOLE.replace("staleLists", "staleList"))).hasMessageContaining("staleList");
    }

    @Test
    void theBuiltInOnesDifferInWhatTheyAreFor() {
        assertThat(VerificationPolicy.builtIn()).containsOnlyKeys("documents", "login", "offline", "archive");
        assertThat(VerificationPolicy.documents().level(Question.REVOCATION_EVIDENCE)).isEqualTo(Level.FAIL);
        assertThat(VerificationPolicy.login().level(Question.REVOCATION_EVIDENCE)).isEqualTo(Level.FAIL);
        assertThat(VerificationPolicy.offline().level(Question.REVOCATION_EVIDENCE)).isEqualTo(Level.WARN);
        assertThat(VerificationPolicy.archive().signingTime())
                .isEqualTo(VerificationPolicy.SigningTime.WITHIN_VALIDITY);
    }

    @Test
    void theUsualLevelsDifferInWhatSilenceAboutRevocationMeans() {
        for (VerificationPolicy.RevocationEvidence evidence : VerificationPolicy.RevocationEvidence.values()) {
            VerificationPolicy policy = new VerificationPolicy("own-1", evidence,
                    VerificationPolicy.SignerKeys.NON_REPUDIATION, Duration.ofMinutes(15), false,
                    VerificationPolicy.SigningTime.RECEIPT);
            assertThat(policy.level(Question.REVOCATION_EVIDENCE)).isEqualTo(
                    evidence == VerificationPolicy.RevocationEvidence.REQUIRED ? Level.FAIL : Level.WARN);
            assertThat(policy.level(Question.TIMESTAMP)).isEqualTo(Level.WARN);
            assertThat(policy.withEvidenceAge(Duration.ofHours(2))).isEqualTo(new VerificationPolicy("own-1", evidence,
                    VerificationPolicy.SignerKeys.NON_REPUDIATION, Duration.ofHours(2), false,
                    VerificationPolicy.SigningTime.RECEIPT));
        }
    }

    @Test
    void anAnswerKnowsWhetherItIsGoodAndAQuestionItsClause() {
        assertThat(CheckResult.passed().hasPassed()).isTrue();
        assertThat(CheckResult.failed("REVOKED", "").hasPassed()).isFalse();
        assertThat(CheckResult.indeterminate("TRY_LATER", "").hasPassed()).isFalse();
        assertThat(Question.values()).allSatisfy(question -> assertThat(question.clause())
                .matches("(ETSI EN 319 102-1|RFC 5280|RFC 5652|User agreement), [\\d.]+"));
    }

    @Test
    void aConclusionIsTheWorstOfWhatDecides() {
        Check good = check(Question.CONTENT, Indication.PASSED, Level.FAIL, "");
        Check open = check(Question.REVOCATION_EVIDENCE, Indication.INDETERMINATE, Level.FAIL, "TRY_LATER");
        Check warned = check(Question.TIMESTAMP, Indication.FAILED, Level.WARN, "TIMESTAMP");
        Check told = check(Question.SIGNING_RIGHT, Indication.FAILED, Level.INFORM, "SIGNING_RIGHT");
        Check expired = check(Question.VALIDITY_PERIOD, Indication.FAILED, Level.FAIL, "EXPIRED");
        Check revoked = check(Question.REVOCATION, Indication.FAILED, Level.FAIL, "REVOKED");
        assertThat(Check.conclusion(List.of())).isEqualTo(CheckResult.passed());
        assertThat(Check.conclusion(List.of(good, told)).reason()).isEmpty();
        assertThat(Check.conclusion(List.of(good, warned, told)))
                .isEqualTo(new CheckResult(Indication.PASSED, "", "TIMESTAMP in words"));
        assertThat(Check.conclusion(List.of(good, open, warned)).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(Check.conclusion(List.of(open, expired)).subIndication()).isEqualTo("EXPIRED");
        assertThat(Check.conclusion(List.of(expired, revoked)).subIndication()).isEqualTo("REVOKED");
        assertThat(warned.warns()).isTrue();
        assertThat(told.warns()).isFalse();
        assertThat(expired.warns()).isFalse();
        assertThat(check(Question.TIMESTAMP, Indication.PASSED, Level.WARN, "").warns()).isFalse();
    }

    private static Check check(Question question, Indication answer, Level level, String subIndication) {
        return new Check(question, answer, level, subIndication, subIndication + " in words");
    }

    private static VerificationPolicy read(String text) {
        return VerificationPolicy.read(text.getBytes(StandardCharsets.UTF_8));
    }
}

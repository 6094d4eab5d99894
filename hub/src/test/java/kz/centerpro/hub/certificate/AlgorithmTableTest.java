package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The answer about weak algorithms, over every combination of algorithms and of moments around their ends. */
class AlgorithmTableTest {

    private static final AlgorithmTable TABLE = VerificationPolicy.archive().algorithms();
    private static final Instant EARLY = Instant.parse("2000-01-01T00:00:00Z");

    private static final List<Set<WeakAlgorithm>> ANY_OF_THEM = List.of(EnumSet.of(WeakAlgorithm.MD5),
            EnumSet.of(WeakAlgorithm.SHA_1), EnumSet.of(WeakAlgorithm.RSA_BELOW_2048),
            EnumSet.of(WeakAlgorithm.MD5, WeakAlgorithm.SHA_1),
            EnumSet.of(WeakAlgorithm.MD5, WeakAlgorithm.RSA_BELOW_2048),
            EnumSet.of(WeakAlgorithm.SHA_1, WeakAlgorithm.RSA_BELOW_2048), EnumSet.allOf(WeakAlgorithm.class));

    @Test
    void countsWhatIsProvedToBeOlderThanTheFirstEnd() {
        int asked = 0;
        for (Set<WeakAlgorithm> used : ANY_OF_THEM) {
            Instant end = used.contains(WeakAlgorithm.MD5)
                    ? Instant.parse("2004-08-01T00:00:00Z")
                    : Instant.parse("2013-01-01T00:00:00Z");
            for (Instant proved : Set.of(EARLY, end.minusNanos(1), end, end.plusNanos(1), Instant.MAX)) {
                for (Instant made : Set.of(EARLY, end.minusNanos(1), end, end.plusNanos(1))) {
                    CheckResult answer = TABLE.judge("it", used, proved, made);
                    boolean older = proved.compareTo(end) < 0;
                    boolean later = made.compareTo(end) >= 0;
                    assertThat(answer.status()).isEqualTo(older ? Indication.PASSED : Indication.INDETERMINATE);
                    assertThat(answer.subIndication()).as("%s proved %s made %s", used, proved, made)
                            .isEqualTo(older
                                    ? ""
                                    : later ? "CRYPTO_CONSTRAINTS_FAILURE" : "CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
                    assertThat(answer.facts()).containsEntry(AlgorithmTable.UNTIL, end.toString().substring(0, 10));
                    assertThat(TABLE.counts(used, proved)).isEqualTo(older);
                    asked++;
                }
            }
        }
        assertThat(asked).isEqualTo(7 * 5 * 4);
    }

    @Test
    void neverCountsWhatIsNotInTheTable() {
        AlgorithmTable shorter = new AlgorithmTable(Map.of(WeakAlgorithm.SHA_1, EARLY.plusSeconds(60)));
        for (WeakAlgorithm absent : EnumSet.of(WeakAlgorithm.MD5, WeakAlgorithm.RSA_BELOW_2048)) {
            CheckResult answer = shorter.judge("it", EnumSet.of(WeakAlgorithm.SHA_1, absent), EARLY, EARLY);
            assertThat(answer.status()).isEqualTo(Indication.FAILED);
            assertThat(answer.subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
            assertThat(answer.facts()).containsExactly(Map.entry(AlgorithmTable.ALGORITHM, absent.label()));
            assertThat(shorter.counts(Set.of(absent), Instant.MIN)).isFalse();
            assertThat(shorter.everCounts(Set.of(absent))).isFalse();
        }
        assertThat(shorter.judge("it", EnumSet.of(WeakAlgorithm.SHA_1), EARLY, EARLY).hasPassed()).isTrue();
        assertThat(shorter.everCounts(Set.of(WeakAlgorithm.SHA_1))).isTrue();
    }

    @Test
    void saysNothingOfWhatIsNotWeak() {
        assertThat(TABLE.judge("it", Set.of(), Instant.MAX, Instant.MAX)).isEqualTo(CheckResult.passed());
        assertThat(AlgorithmTable.nothingWeak().judge("it", Set.of(), Instant.MAX, Instant.MAX))
                .isEqualTo(CheckResult.passed());
        assertThat(AlgorithmTable.nothingWeak().everCounts(Set.of())).isTrue();
    }

    @Test
    void namesAllThatEndTogether() {
        CheckResult both = TABLE.judge("it", EnumSet.of(WeakAlgorithm.SHA_1, WeakAlgorithm.RSA_BELOW_2048),
                Instant.MAX, EARLY);
        assertThat(both.facts()).containsEntry(AlgorithmTable.ALGORITHM, "SHA-1, RSA < 2048");
        assertThat(both.reason()).isEqualTo(
                "it: SHA-1, RSA < 2048 counts for what is older than 2013-01-01, and nothing proves that this is");
        CheckResult first = TABLE.judge("it", EnumSet.of(WeakAlgorithm.SHA_1, WeakAlgorithm.MD5), Instant.MAX, EARLY);
        assertThat(first.facts()).containsEntry(AlgorithmTable.ALGORITHM, "MD5");
    }

    @Test
    void cannotBeMadeToCountLonger() {
        for (WeakAlgorithm algorithm : WeakAlgorithm.values()) {
            assertThatThrownBy(() -> new AlgorithmTable(Map.of(algorithm, algorithm.latest().plusNanos(1))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(algorithm.name());
        }
    }

    @Test
    void theWorseOfTwoAnswersStays() {
        CheckResult told = new CheckResult(Indication.PASSED, "", "told");
        CheckResult open = CheckResult.indeterminate("A", "open");
        CheckResult failed = CheckResult.failed("B", "failed");
        assertThat(CheckResult.passed().and(told)).isEqualTo(told);
        assertThat(told.and(CheckResult.passed())).isEqualTo(told);
        assertThat(told.and(open)).isEqualTo(open);
        assertThat(failed.and(open)).isEqualTo(failed);
        assertThat(open.and(CheckResult.indeterminate("C", "too"))).isEqualTo(open);
    }
}

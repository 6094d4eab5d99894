package kz.centerpro.hub.termination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import kz.centerpro.contracts.party.TerminationRequest;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminationPolicyTest {

    /** 23 November 2026, 14:00 in Almaty. */
    private static final Instant NOON = Instant.parse("2026-11-23T09:00:00Z");

    private static TerminationPolicy.Notice notice(@Nullable String ground, @Nullable String clause,
            @Nullable String day, Instant now) {
        return TerminationPolicy.byOperator(new TerminationRequest(ground, clause, day, "why"), now);
    }

    private static void refused(@Nullable String ground, @Nullable String clause, @Nullable String day, String field) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> notice(ground, clause, day, NOON))
                .satisfies(refusal -> assertThat(refusal.extensions()).containsEntry("field", field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.3.6", "4.3.7", "4.3.8", "4.3.9", "4.3.10", "5.2.7"})
    void theseBreachesEndAnAgreementAtOnce(String clause) {
        TerminationPolicy.Notice notice = notice("BREACH", clause, null, NOON);
        assertThat(notice.effectiveAt(NOON)).isEqualTo(NOON);
        assertThat(notice.effectiveOn()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(notice.ground().isTold()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.3.2", "4.3.5", "4.3.11", "5.2.6", "4.2", "''"})
    void noOtherBreachDoes(String clause) {
        refused("BREACH", clause, null, "clause");
    }

    @Test
    void betweenTheOperatorsNoticeAndItsEffectLieTenDays() {
        refused("NOTICE", null, "2026-12-02", "effectiveOn");
        assertThat(notice("NOTICE", null, "2026-12-03", NOON).effectiveAt(NOON))
                .isEqualTo(Instant.parse("2026-12-02T19:00:00Z")); // midnight in Almaty
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> notice("NOTICE", null, "2026-12-02", NOON))
                .satisfies(refusal -> assertThat(refusal.extensions()).containsEntry("earliestOn", "2026-12-03"))
                .withMessageContaining("2026-12-03");
    }

    /** Almaty is five hours ahead of UTC. */
    @ParameterizedTest
    @CsvSource({"2026-11-22T18:59:59.999Z, 2026-11-22, 2026-12-02", "2026-11-22T19:00:00Z, 2026-11-23, 2026-12-03",
            "2028-02-28T19:00:00Z, 2028-02-29, 2028-03-10", "2026-12-31T18:59:59Z, 2026-12-31, 2027-01-10"})
    void daysChangeAtMidnightInAlmaty(Instant now, LocalDate today, LocalDate earliest) {
        assertThat(TerminationPolicy.today(now)).isEqualTo(today);
        assertThat(TerminationPolicy.earliest(now)).isEqualTo(earliest);
        assertThat(notice("NOTICE", null, earliest.toString(), now).effectiveOn()).isEqualTo(earliest);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> notice("NOTICE", null, earliest.minusDays(1).toString(), now));
    }

    @Test
    void byClause107TheDayIsTheOneInTheNotice() {
        TerminationPolicy.Notice today = notice("ANTI_CORRUPTION", null, "2026-11-23", NOON);
        assertThat(today.effectiveAt(NOON)).isEqualTo(NOON);
        assertThat(today.ground().isTold()).isTrue();
        assertThat(notice("ANTI_CORRUPTION", null, "2026-11-24", NOON).effectiveAt(NOON))
                .isEqualTo(Instant.parse("2026-11-23T19:00:00Z"));
        refused("ANTI_CORRUPTION", null, "2026-11-22", "effectiveOn");
    }

    @Test
    void aParticipantLeavesTodayOrLater() {
        assertThat(TerminationPolicy.byClient(null, "2026-11-23", NOON)).isEqualTo(
                new TerminationPolicy.Notice(Ground.OWN_WISH, null, null, LocalDate.of(2026, 11, 23)));
        assertThat(TerminationPolicy.byClient("ANTI_CORRUPTION", "2027-01-01", NOON).ground())
                .isEqualTo(Ground.ANTI_CORRUPTION);
        for (String ground : new String[]{"NOTICE", "BREACH", ""}) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> TerminationPolicy.byClient(ground, "2026-11-23", NOON));
        }
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> TerminationPolicy.byClient(null, null, NOON));
    }

    @Test
    void namesWhatIsWrong() {
        refused(null, null, "2026-12-30", "ground");
        refused("OWN_WISH", null, "2026-12-30", "ground");
        refused("NOTICE", "4.3.6", "2026-12-30", "clause");
        refused("NOTICE", null, null, "effectiveOn");
        refused("NOTICE", null, "30.12.2026", "effectiveOn");
        refused("NOTICE", null, "2028-01-01", "effectiveOn");
        refused("BREACH", "4.3.6", "2026-12-30", "effectiveOn");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> TerminationPolicy
                .byOperator(new TerminationRequest("NOTICE", null, "2026-12-30", " "), NOON))
                .satisfies(refusal -> assertThat(refusal.extensions()).containsEntry("field", "reason"));
    }
}

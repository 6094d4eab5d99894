package kz.centerpro.hub.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clause 6.9 and reading A28. */
class WorkingDaysTest {

    private static final WorkingDays NAURYZ = new WorkingDays(
            Set.of(day("2026-03-21"), day("2026-03-22"), day("2026-03-23"), day("2026-03-24"), day("2026-03-25")),
            Set.of());

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static List<LocalDate> five(WorkingDays days, LocalDate issuedOn) {
        return IntStream.rangeClosed(1, 5).mapToObj(n -> days.after(issuedOn, n)).toList();
    }

    @Test
    void fiveWorkingDaysOverNauryzEndOnTheFirstOfApril() {
        assertThat(five(NAURYZ, day("2026-03-20"))).containsExactly(day("2026-03-26"), day("2026-03-27"),
                day("2026-03-30"), day("2026-03-31"), day("2026-04-01"));
        assertThat(NAURYZ.answerUntil(day("2026-03-20"))).isEqualTo(day("2026-04-01"));
        assertThat(WorkingDays.endOf(day("2026-04-01"))).isEqualTo(Instant.parse("2026-04-01T19:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-02-02,2026-02-09", "2026-02-06,2026-02-13", "2026-02-07,2026-02-13", "2026-02-08,2026-02-13"})
    void withoutHolidaysTheDayOfIssueIsNotCounted(String issued, String until) {
        assertThat(NAURYZ.answerUntil(day(issued))).isEqualTo(day(until));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-20,5", "2026-03-21,5", "2026-03-25,5", "2026-03-26,4", "2026-03-31,1", "2026-04-01,0",
            "2026-04-02,0"})
    void whatIsLeftGoesDownWithTheWorkingDaysAlone(String today, int left) {
        assertThat(NAURYZ.between(day(today), day("2026-04-01"))).isEqualTo(left);
    }

    @Test
    void aSaturdayThatIsWorkedCountsAndAMovedDayOffDoesNot() {
        WorkingDays moved = new WorkingDays(Set.of(day("2025-01-03")), Set.of(day("2025-01-05")));
        assertThat(moved.isWorking(day("2025-01-03"))).isFalse();
        assertThat(moved.isWorking(day("2025-01-05"))).isTrue();
        assertThat(moved.after(day("2025-01-02"), 1)).isEqualTo(day("2025-01-05"));
        assertThat(moved.firstFrom(day("2025-01-03"))).isEqualTo(day("2025-01-05"));
    }

    @Test
    void whatIsNamedAsBothIsADayOff() {
        WorkingDays both = new WorkingDays(Set.of(day("2026-03-28")), Set.of(day("2026-03-28")));
        assertThat(both.isWorking(day("2026-03-28"))).isFalse();
    }

    @Test
    void aCalendarWithoutWorkEndsInAnErrorNotInALoop() {
        WorkingDays never = new WorkingDays(IntStream.range(0, 90).mapToObj(n -> day("2026-01-01").plusDays(n))
                .collect(Collectors.toSet()), Set.of());
        assertThatThrownBy(() -> never.after(day("2026-01-01"), 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverADayOffOrAWeekendAndExactlyTheAskedNumberBetween(long seed) {
        Random random = new Random(seed);
        Set<LocalDate> off = new HashSet<>();
        Set<LocalDate> worked = new HashSet<>();
        LocalDate start = day("2026-01-01");
        for (int i = 0; i < 80; i++) {
            off.add(start.plusDays(random.nextInt(400)));
            LocalDate other = start.plusDays(random.nextInt(400));
            if (other.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0) {
                worked.add(other);
            }
        }
        WorkingDays days = new WorkingDays(off, worked);
        for (int i = 0; i < 300; i++) {
            LocalDate issued = start.plusDays(i);
            LocalDate until = days.answerUntil(issued);
            assertThat(off).doesNotContain(until);
            assertThat(until.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 || worked.contains(until)).isTrue();
            long counted = issued.plusDays(1).datesUntil(until.plusDays(1)).filter(each -> !off.contains(each)
                    && (each.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 || worked.contains(each))).count();
            assertThat(counted).isEqualTo(WorkingDays.TO_ANSWER);
        }
    }
}

package kz.centerpro.hub.act;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * Which days are worked (reading A28): Monday to Friday but the days off, and the weekend days that were made working.
 *
 * @param daysOff
 *            holidays, and days off that were moved here
 * @param worked
 *            Saturdays and Sundays that are worked
 */
record WorkingDays(Set<LocalDate> daysOff, Set<LocalDate> worked) {

    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    /** Clause 6.9. */
    static final int TO_ANSWER = 5;
    /** Nobody has a longer holiday; a calendar that says so is broken. */
    private static final int LONGEST_HOLIDAY = 60;

    WorkingDays {
        daysOff = Set.copyOf(daysOff);
        worked = Set.copyOf(worked);
    }

    boolean isWorking(LocalDate day) {
        if (daysOff.contains(day)) {
            return false;
        }
        return worked.contains(day) || day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }

    /** That day, or the first working day after it. */
    LocalDate firstFrom(LocalDate day) {
        LocalDate found = day;
        while (!isWorking(found)) {
            found = found.plusDays(1);
            if (found.isAfter(day.plusDays(LONGEST_HOLIDAY))) {
                throw new IllegalStateException("no working day in the two months after " + day);
            }
        }
        return found;
    }

    /** The {@code count}th working day after {@code day}, which is not counted itself. */
    LocalDate after(LocalDate day, int count) {
        LocalDate found = day;
        for (int i = 0; i < count; i++) {
            found = firstFrom(found.plusDays(1));
        }
        return found;
    }

    /** The last day on which an act of that day may be answered. */
    LocalDate answerUntil(LocalDate issuedOn) {
        return after(issuedOn, TO_ANSWER);
    }

    /** How many working days come after {@code day}, up to and with {@code until}; 0 when that is not later. */
    int between(LocalDate day, LocalDate until) {
        return day.isBefore(until)
                ? (int) day.plusDays(1).datesUntil(until.plusDays(1)).filter(this::isWorking).count()
                : 0;
    }

    /** The instant at which a day is over. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }
}

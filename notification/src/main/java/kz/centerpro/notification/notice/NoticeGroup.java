package kz.centerpro.notification.notice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims on several boxes that are read and moved on together. */
final class NoticeGroup {

    private final List<Reading> readings;
    private volatile boolean givenBack;

    NoticeGroup(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    /**
     * One box: where its reader stands, where its log ends, and what its participant chose.
     *
     * @param epoch
     *            of the log
     * @param day
     *            no event after the reader's place is filed under an earlier day
     * @param lastDay
     *            none is filed under a later one
     */
    record Reading(NoticeClaim claim, int epoch, long top, LocalDate day, @Nullable LocalDate lastDay,
            Settings settings) {

        /** All that is to be read is filed under {@code first} to {@code last}. */
        boolean isWithin(LocalDate first, LocalDate last) {
            return !day.isBefore(first) && lastDay != null && !lastDay.isAfter(last);
        }
    }

    List<Reading> readings() {
        return readings;
    }

    List<NoticeClaim> claims() {
        return readings.stream().map(Reading::claim).toList();
    }

    /** The claims were given back with the cursors. */
    void giveBack() {
        givenBack = true;
    }

    boolean isGivenBack() {
        return givenBack;
    }
}

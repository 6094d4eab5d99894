package kz.centerpro.notification.notice;

import java.util.List;

/** Claims on several boxes that are read and moved on together. */
final class NoticeGroup {

    private final List<Reading> readings;
    private volatile boolean placed;

    NoticeGroup(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    /** One box: where its reader stands, what its participant chose, and what is known of what comes next. */
    record Reading(NoticeClaim claim, Settings settings, Heard heard) {}

    List<Reading> readings() {
        return readings;
    }

    List<NoticeClaim> claims() {
        return readings.stream().map(Reading::claim).toList();
    }

    /** The claims were given back with the cursors. */
    void isOver() {
        placed = true;
    }

    boolean over() {
        return placed;
    }
}

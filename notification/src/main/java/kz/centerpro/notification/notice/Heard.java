package kz.centerpro.notification.notice;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;

/**
 * What wake-ups told of a box: its events from {@code first} to {@code last}, of which those are kept that notices are
 * made of; or only that there is something new.
 */
record Heard(int epoch, long first, long last, List<EventEnvelope> events) {

    /** The log has to be read for what it is. */
    static final Heard SOMETHING = new Heard(0, 1, 0, List.of());

    static Heard of(int epoch, long first, List<EventEnvelope> all) {
        return new Heard(epoch, first, first + all.size() - 1,
                all.stream().filter(event -> NoticeKind.TYPES.contains(event.type())).toList());
    }

    private boolean isBare() {
        return last < first;
    }

    /** Both in one where {@code later} goes on where this ends. */
    Heard with(Heard later) {
        if (isBare() || later.isBare() || epoch != later.epoch || later.first != last + 1) {
            return SOMETHING;
        }
        if (later.events.isEmpty()) {
            return new Heard(epoch, first, later.last, events);
        }
        List<EventEnvelope> joined = new ArrayList<>(events);
        joined.addAll(later.events);
        return new Heard(epoch, first, later.last, joined);
    }

    /** Whether a reader that stands at {@code claim} may take its events from here. */
    boolean continues(NoticeClaim claim) {
        return !isBare() && epoch == claim.epoch() && first <= claim.seq() + 1 && last > claim.seq();
    }

    /** Those after {@code seq}. */
    List<EventEnvelope> after(long seq) {
        return first > seq
                ? events
                : events.stream().filter(event -> Long.parseLong(event.sequence()) > seq).toList();
    }
}

package kz.centerpro.notification.kernel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import kz.centerpro.contracts.event.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * How old events are when one client gets them. Those from before the client came are counted and not timed: a client
 * that catches up with last week is not a slow service.
 */
public final class EventAge {

    private static final int LENGTH = "uuuu-MM-ddTHH:mm:ss.SSSZ".length();

    private final Clock clock;
    private final Timer ages;
    private final Counter written;
    private final long openedAt;
    private volatile long newest = Long.MIN_VALUE;

    EventAge(Clock clock, Timer ages, Counter written) {
        this.clock = clock;
        this.ages = ages;
        this.written = written;
        this.openedAt = clock.millis();
    }

    /** Called where an event is joined to the bytes that go out; by one thread at a time. */
    public void written(EventEnvelope event) {
        long at = millis(event.time());
        newest = at;
        written.increment();
        if (at >= openedAt) {
            ages.record(Math.max(0, clock.millis() - at), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Called where an event was joined to what goes out to {@code streams} streams at once: it is counted for each and
     * timed once.
     */
    public void written(long happenedAt, int streams) {
        written.increment(streams);
        if (happenedAt >= openedAt) {
            ages.record(Math.max(0, clock.millis() - happenedAt), TimeUnit.MILLISECONDS);
        }
    }

    /** Milliseconds since something that happened at {@code at}, in milliseconds of the epoch. */
    public long since(long at) {
        return Math.max(0, clock.millis() - at);
    }

    /** When {@code event} happened, in milliseconds of the epoch. */
    public static long happenedAt(EventEnvelope event) {
        return millis(event.time());
    }

    /** Milliseconds since the event written last happened; null before the first. */
    public @Nullable Long sinceNewest() {
        long at = newest;
        return at == Long.MIN_VALUE ? null : Math.max(0, clock.millis() - at);
    }

    /** Of the one form that events carry, RFC 3339 in UTC with milliseconds; for each event, so without a formatter. */
    static long millis(String time) {
        if (time.length() != LENGTH) {
            throw new IllegalArgumentException("not the time of an event: " + time);
        }
        long day = LocalDate.of(digits(time, 0, 4), digits(time, 5, 7), digits(time, 8, 10)).toEpochDay();
        return TimeUnit.DAYS.toMillis(day) + digits(time, 11, 13) * 3_600_000L
                + digits(time, 14, 16) * 60_000L + digits(time, 17, 19) * 1_000L + digits(time, 20, 23);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}

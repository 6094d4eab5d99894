package kz.centerpro.notification.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When what failed is tried again: exponential with full jitter, and not for ever.
 *
 * @param first
 *            upper bound of the first pause; it doubles with each failure
 * @param longest
 *            no pause is longer, whatever the receiver asks
 * @param patience
 *            from the first failure to the last attempt
 */
public record BackOff(Duration first, Duration longest, Duration patience) {

    private static final int DOUBLINGS_MAX = 30;
    /** The shortest pause, as a part of the first: full jitter alone may come to nothing. */
    private static final int SHORTEST = 5;

    public BackOff {
        if (!first.isPositive() || longest.compareTo(first) < 0 || patience.compareTo(longest) < 0) {
            throw new IllegalArgumentException(
                    "an outbound channel: 0 < retry-first <= retry-longest <= patience");
        }
    }

    /**
     * The time of the next attempt, or nothing when that one was the last.
     *
     * @param failures
     *            failed attempts at this, this one included
     * @param since
     *            the first of them
     * @param retryAfter
     *            what the receiver asked for
     * @param jitter
     *            from 0 to below 1
     */
    public Optional<Instant> next(int failures, Instant since, Instant now, @Nullable Duration retryAfter,
            DoubleSupplier jitter) {
        Instant last = since.plus(patience);
        if (!now.isBefore(last)) {
            return Optional.empty();
        }
        Instant next = now.plus(pause(failures, retryAfter, jitter.getAsDouble()));
        return Optional.of(next.isAfter(last) ? last : next);
    }

    private Duration pause(int failures, @Nullable Duration retryAfter, double jitter) {
        long bound = Math.min(longest.toMillis(), doubled(failures - 1));
        long least = first.toMillis() / SHORTEST;
        long asked = retryAfter == null ? 0 : Math.min(longest.toMillis(), retryAfter.toMillis());
        return Duration.ofMillis(Math.max(asked, Math.max(least, (long) (bound * jitter))));
    }

    private long doubled(int times) {
        try {
            return Math.multiplyExact(first.toMillis(), 1L << Math.clamp(times, 0, DOUBLINGS_MAX));
        } catch (ArithmeticException beyond) {
            return Long.MAX_VALUE;
        }
    }
}

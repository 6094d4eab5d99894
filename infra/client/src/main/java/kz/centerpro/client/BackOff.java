package kz.centerpro.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Growing pauses with jitter, so that clients that were cut together do not come back together.
 *
 * @param first
 *            about the first pause
 * @param longest
 *            no pause of its own is longer; one that the hub asks for may be
 * @param random
 *            from 0 up to 1
 */
record BackOff(Duration first, Duration longest, DoubleSupplier random) {

    private static final int DOUBLINGS_MAX = 16;

    /**
     * Half to one and a half of a pause that doubles with each failure in a row.
     *
     * @param failures
     *            before this one
     * @param asked
     *            by the hub: never shorter than this, and up to half as long again
     */
    Duration pause(int failures, @Nullable Duration asked) {
        double spread = random.getAsDouble();
        long doubled = first.toMillis() << Math.min(failures, DOUBLINGS_MAX);
        long own = (long) (Math.min(doubled, longest.toMillis()) * (0.5 + spread));
        long told = asked == null ? 0 : (long) (asked.toMillis() * (1 + spread / 2));
        return Duration.ofMillis(Math.max(Math.min(own, longest.toMillis()), told));
    }

    /** The same with another first pause: the hub has told when to come back. */
    BackOff from(Duration retry) {
        return new BackOff(retry, longest, random);
    }
}

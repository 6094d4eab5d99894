package kz.centerpro.notification.stream;

import java.time.Duration;

/**
 * What bounds the streams of this process.
 *
 * @param pageMin
 *            events read at once although fewer were asked for; also what a slow consumer may hold
 * @param pageMax
 *            events read at once at most
 * @param readTimeout
 *            how long one page may take
 * @param retryMax
 *            longest pause between attempts while the store is away
 * @param perBox
 *            open streams and long polls of one box
 * @param total
 *            open streams and long polls of this process
 */
public record FeedLimits(int pageMin, int pageMax, Duration readTimeout, Duration retryMax, int perBox, int total) {

    /** Octets of newest events that all boxes together may keep for their readers; beyond it only the last of each. */
    private static final long RINGS_MAX = 64L << 20;

    private static final int PAGE_LEAST = 4;

    public FeedLimits {
        if (pageMin < 1 || pageMax < pageMin || perBox < 1 || total < 1 || !readTimeout.isPositive()
                || !retryMax.isPositive()) {
            throw new IllegalArgumentException(
                    "center.notification.stream: limits must be positive, page-min <= page-max");
        }
    }

    /** For one of {@code boxes} walks that a single reader waits for: together they hold about what one would. */
    FeedLimits among(int boxes) {
        return new FeedLimits(Math.max(1, pageMin / boxes),
                Math.max(Math.max(PAGE_LEAST, pageMin / boxes), pageMax / boxes), readTimeout,
                retryMax, perBox, total);
    }

    long ringsMax() {
        return RINGS_MAX;
    }
}

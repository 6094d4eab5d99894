package kz.centerpro.notification.notice;

import java.time.Duration;

/**
 * What bounds the notices of this process.
 *
 * @param enabled
 *            false: this process makes none, others may
 * @param sweep
 *            how often a part of the boxes is looked through for what no wake-up told
 * @param pace
 *            the least time between two looks while there is little to do
 * @param atOnce
 *            boxes read at a time
 * @param pageMax
 *            events of one page
 * @param lease
 *            how long a claim lasts without a sign of life; more than a page can take
 * @param perHour
 *            e-mails, and pushes, of one box in an hour, beyond which only what is obligatory goes out
 */
public record NoticeLimits(boolean enabled, Duration sweep, Duration pace, int atOnce, int pageMax, Duration lease,
        int perHour) {

    private static final Duration LEASE_MIN = Duration.ofSeconds(20);

    public NoticeLimits {
        if (!sweep.isPositive() || pace.isNegative() || atOnce < 1 || pageMax < 1 || perHour < 0
                || lease.compareTo(LEASE_MIN) < 0) {
            throw new IllegalArgumentException(
                    "center.notification.notice: limits must be positive, lease at least " + LEASE_MIN.toSeconds()
                            + " s");
        }
    }
}

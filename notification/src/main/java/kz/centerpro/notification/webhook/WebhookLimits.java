package kz.centerpro.notification.webhook;

import java.time.Duration;
import java.util.Set;
import kz.centerpro.notification.outbound.BackOff;

/**
 * What bounds the webhooks of this process.
 *
 * @param sweep
 *            how often due webhooks are looked for, whatever was rung
 * @param atOnce
 *            deliveries under way on this node
 * @param pageMax
 *            events of one page
 * @param pageBytes
 *            size of a page's events; a single larger event travels alone
 * @param timeout
 *            from the beginning of an attempt to the answer's status
 * @param lease
 *            how long a claim lasts without a sign of life; more than a page can take
 * @param perBox
 *            webhooks of one box
 * @param ports
 *            the ports that may be called
 * @param loopback
 *            development only: http and https to this machine, on any port
 */
public record WebhookLimits(Duration sweep, int atOnce, int pageMax, int pageBytes, Duration timeout, Duration lease,
        int perBox, Set<Integer> ports, boolean loopback, BackOff backOff) {

    /** What a page may take beside the attempt itself: reading it and writing down what became of it. */
    static final Duration ASIDE = Duration.ofSeconds(20);

    public WebhookLimits {
        ports = Set.copyOf(ports);
        if (!sweep.isPositive() || atOnce < 1 || pageMax < 1 || pageBytes < 1024 || !timeout.isPositive()
                || perBox < 1 || ports.isEmpty()) {
            throw new IllegalArgumentException("center.notification.webhook: limits must be positive");
        }
        if (lease.compareTo(timeout.plus(ASIDE)) < 0) {
            throw new IllegalArgumentException(
                    "center.notification.webhook.lease is at least the timeout and " + ASIDE.toSeconds() + " s");
        }
    }
}

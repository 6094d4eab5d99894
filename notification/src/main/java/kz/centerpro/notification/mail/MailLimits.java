package kz.centerpro.notification.mail;

import java.time.Duration;
import kz.centerpro.notification.outbound.BackOff;

/**
 * What bounds the e-mails of this process.
 *
 * @param sweep
 *            how often due e-mails are looked for
 * @param atOnce
 *            conversations at a time
 * @param timeout
 *            of one whole conversation; the waits inside it are a third of it at most
 * @param lease
 *            how long a claim lasts; more than a conversation that was given up can still take
 */
public record MailLimits(Duration sweep, int atOnce, Duration timeout, Duration lease, BackOff backOff) {

    public MailLimits {
        if (!sweep.isPositive() || atOnce < 1 || !timeout.isPositive()
                || lease.compareTo(timeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "center.notification.mail: limits must be positive, lease at least three timeouts");
        }
    }
}

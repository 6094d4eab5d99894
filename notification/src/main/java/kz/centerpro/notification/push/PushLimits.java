package kz.centerpro.notification.push;

import java.time.Duration;
import java.util.Set;
import kz.centerpro.notification.outbound.BackOff;

/**
 * What bounds the pushes of this process.
 *
 * @param timeout
 *            from the beginning of an attempt to the answer's status
 * @param ttl
 *            how long a push service keeps a push for a browser that is away
 * @param perBox
 *            subscriptions, and devices, of one box
 * @param ports
 *            the ports that may be called
 * @param loopback
 *            development only: http and https to this machine, on any port
 */
public record PushLimits(Duration sweep, int atOnce, Duration timeout, Duration lease, Duration ttl, int perBox,
        Set<Integer> ports, boolean loopback, BackOff backOff) {

    public PushLimits {
        ports = Set.copyOf(ports);
        if (!sweep.isPositive() || atOnce < 1 || !timeout.isPositive() || ttl.isNegative() || perBox < 1
                || ports.isEmpty() || lease.compareTo(timeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "center.notification.push: limits must be positive, lease at least three timeouts");
        }
    }
}

package kz.centerpro.notification.push;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import kz.centerpro.notification.outbound.AddressGuard;
import kz.centerpro.notification.outbound.BackOff;
import org.jspecify.annotations.Nullable;

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
 * @param standIn
 *            development only: the address on this machine that stands in for every push service, or null
 */
public record PushLimits(Duration sweep, int atOnce, Duration timeout, Duration lease, Duration ttl, int perBox,
        Set<Integer> ports, boolean loopback, @Nullable URI standIn, BackOff backOff) {

    public PushLimits {
        ports = Set.copyOf(ports);
        if (!sweep.isPositive() || atOnce < 1 || !timeout.isPositive() || ttl.isNegative() || perBox < 1
                || ports.isEmpty() || lease.compareTo(timeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "center.notification.push: limits must be positive, lease at least three timeouts");
        }
        if (standIn != null && !(loopback && AddressGuard.isOwn(standIn.getHost()))) {
            throw new IllegalArgumentException(
                    "center.notification.push.stand-in is an address of this machine, and needs .loopback=true");
        }
    }

    /** Where a push for {@code endpoint} is sent. */
    URI reached(URI endpoint) {
        if (standIn == null) {
            return endpoint;
        }
        String query = endpoint.getRawQuery();
        return standIn.resolve(endpoint.getRawPath() + (query == null ? "" : "?" + query));
    }
}

package kz.centerpro.notification.sse;

import java.time.Duration;

/**
 * How a live stream over HTTP behaves.
 *
 * @param heartbeat
 *            a comment is sent this often, so that proxies and dead peers are noticed; at most 15 s
 * @param retry
 *            about how long clients wait before they reconnect; each is told a time between half and one and a half
 */
public record SseLimits(Duration heartbeat, Duration retry) {

    private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(15);

    public SseLimits {
        if (!heartbeat.isPositive() || heartbeat.compareTo(HEARTBEAT_MAX) > 0 || !retry.isPositive()) {
            throw new IllegalArgumentException(
                    "center.notification.sse: heartbeat is above 0 and at most 15 s, retry above 0");
        }
    }
}

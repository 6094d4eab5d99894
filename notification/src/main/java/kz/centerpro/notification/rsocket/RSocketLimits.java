package kz.centerpro.notification.rsocket;

import java.time.Duration;

/**
 * What a connection may cost.
 *
 * @param inboundMax
 *            bytes of one inbound frame and of one inbound payload
 * @param mtu
 *            bytes of an outbound frame; a larger payload is sent in fragments
 * @param keepAliveMin
 *            shortest keep-alive interval that a client may announce
 * @param lifetimeMax
 *            longest silence that a client may announce to be normal
 * @param firstFrame
 *            time in which SETUP has to come
 * @param streams
 *            open streams of one connection
 * @param heartbeat
 *            a stream that asked for heartbeats says this often how it fares; at most 15 s
 * @param window
 *            frames of one connection that may wait for its socket before its streams pause
 */
public record RSocketLimits(int inboundMax, int mtu, Duration keepAliveMin, Duration lifetimeMax, Duration firstFrame,
        int streams, Duration heartbeat, int window) {

    public static final RSocketLimits DEFAULT = new RSocketLimits(1 << 20, 64 << 10, Duration.ofSeconds(1),
            Duration.ofMinutes(10), Duration.ofSeconds(10), 16, Duration.ofSeconds(12), 64);
}

package kz.centerpro.door.rsocket;

import java.time.Duration;

/**
 * What RSocket may cost a node.
 *
 * @param inboundMax
 *            bytes of one inbound frame, of one inbound payload put together of fragments, and a quarter of what a
 *            connection's unfinished fragments may hold
 * @param mtu
 *            bytes of an outbound frame; a larger payload is sent in fragments
 * @param keepAliveMin
 *            shortest keep-alive interval that a client may announce
 * @param lifetimeMax
 *            longest silence that a client may announce to be normal; then the connection is closed
 * @param firstFrame
 *            time in which SETUP has to come
 * @param streams
 *            open streams and channels of one connection
 * @param requests
 *            unanswered request-responses of one connection
 * @param window
 *            frames of one connection that may wait for its socket before its streams pause
 * @param connections
 *            connections of this node
 * @param each
 *            connections of one participant on this node
 */
public record RSocketLimits(int inboundMax, int mtu, Duration keepAliveMin, Duration lifetimeMax, Duration firstFrame,
        int streams, int requests, int window, int connections, int each) {

    public static final RSocketLimits DEFAULT = new RSocketLimits(1 << 20, 64 << 10, Duration.ofSeconds(1),
            Duration.ofMinutes(5), Duration.ofSeconds(10), 16, 64, 64, 20_000, 64);

    public RSocketLimits {
        if (connections < 1 || each < 1) {
            throw new IllegalArgumentException("limits of RSocket connections are at least 1");
        }
    }

    /** The same with other numbers of connections. */
    public RSocketLimits connections(int onNode, int ofOneParticipant) {
        return new RSocketLimits(inboundMax, mtu, keepAliveMin, lifetimeMax, firstFrame, streams, requests, window,
                onNode, ofOneParticipant);
    }
}

package kz.centerpro.door.rsocket;

/**
 * Where a process listens for RSocket over TCP; over WebSocket it is {@code /rsocket} on the HTTP port.
 *
 * @param host
 *            address to bind to
 * @param port
 *            0 takes a free one, -1 is none
 */
public record RSocketSettings(String host, int port, RSocketLimits limits) {

    public static final int NO_PORT = -1;

    public RSocketSettings {
        if (port < NO_PORT || port > 65_535) {
            throw new IllegalArgumentException("an RSocket port is from 0 to 65535, or -1 for none");
        }
    }
}

package kz.centerpro.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Where a visitor who has not signed in comes from, for counting. */
public final class Network {

    private static final int NETWORK_BYTES = 8;
    private static final String UNKNOWN = "?";

    private Network() {}

    /** An IPv6 client owns a whole /64, so that is what is counted. */
    public static String of(ServerRequest request) {
        InetAddress address = request.remoteAddress().map(InetSocketAddress::getAddress).orElse(null);
        if (address == null) {
            return UNKNOWN;
        }
        return address instanceof Inet6Address && !address.isLoopbackAddress()
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "::/64"
                : address.getHostAddress();
    }
}

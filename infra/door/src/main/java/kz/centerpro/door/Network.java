package kz.centerpro.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Where a visitor who has not signed in comes from, for counting. */
public final class Network {

    private static final int NETWORK_BYTES = 8;

    private Network() {}

    /** Null where it is not known. An IPv6 client owns a whole /64, so that is what is counted. */
    public static @Nullable String of(ServerRequest request) {
        InetAddress address = request.remoteAddress().map(InetSocketAddress::getAddress).orElse(null);
        if (address == null) {
            return null;
        }
        return address instanceof Inet6Address && !address.isLoopbackAddress()
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "::/64"
                : address.getHostAddress();
    }
}

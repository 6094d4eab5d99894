package kz.centerpro.notification.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a stranger may have this server call: public ones. The addresses of RFC 6890 and its successors that
 * are not globally reachable are refused, and every form of IPv6 that carries an IPv4 address is judged by that or
 * refused.
 */
public final class AddressGuard {

    private static final int URL_LENGTH_MAX = 2048;
    private static final String[] REFUSED_V4 = {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"};
    /** Of 2000::/3, beside which nothing is allowed: Teredo and its kin, documentation, 6to4. */
    private static final String[] REFUSED_V6 = {"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"};
    private static final Range GLOBAL_V6 = Range.of("2000::/3");
    private static final Range TRANSLATED = Range.of("64:ff9b::/96");
    private static final Range[] REFUSED = ranges();

    private final Set<Integer> ports;
    private final boolean loopback;

    /**
     * @param ports
     *            the ports that may be called
     * @param loopback
     *            development only: http and https to this machine, on any port
     */
    public AddressGuard(Set<Integer> ports, boolean loopback) {
        this.ports = Set.copyOf(ports);
        this.loopback = loopback;
    }

    /** The address to call, or a refusal that says what is wrong with it; names are not looked up here. */
    public URI checked(String url) {
        URI uri = parsed(url);
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null
                || !url.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refused("An absolute https address without user and fragment, in ASCII.");
        }
        boolean own = loopback && isOwn(host);
        if (!"https".equals(scheme(uri)) && !(own && "http".equals(scheme(uri)))) {
            throw refused("Only https.");
        }
        if (!own && !ports.contains(port(uri))) {
            throw refused("The port may be one of " + ports.stream().sorted().toList() + ".");
        }
        literal(host).filter(address -> !allows(address)).ifPresent(_ -> {
            throw refused("Not a public address.");
        });
        return uri;
    }

    /** True if a connection may be opened to {@code address}, which is what a name was just resolved to. */
    public boolean allows(InetAddress address) {
        return (loopback && address.isLoopbackAddress()) || isPublic(address.getAddress());
    }

    private static boolean isPublic(byte[] address) {
        if (address.length == 16 && TRANSLATED.holds(address)) {
            return isPublic(new byte[]{address[12], address[13], address[14], address[15]});
        }
        if (address.length == 16 && !GLOBAL_V6.holds(address)) {
            return false;
        }
        for (Range range : REFUSED) {
            if (range.holds(address)) {
                return false;
            }
        }
        return true;
    }

    private static URI parsed(String url) {
        if (url.length() > URL_LENGTH_MAX) {
            throw refused("At most " + URL_LENGTH_MAX + " characters.");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException broken) {
            throw refused("Not an address.");
        }
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() == -1 ? 443 : uri.getPort();
    }

    /** True for a name or number of this very machine. */
    public static boolean isOwn(@Nullable String host) {
        return host != null && (host.equalsIgnoreCase("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent());
    }

    /** The address when the host is written as numbers; such a host is never looked up. */
    private static Optional<InetAddress> literal(String host) {
        boolean v6 = host.startsWith("[");
        if (!v6 && !host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(v6 ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException broken) {
            throw refused("Not an address.");
        }
    }

    private static Refusal refused(String detail) {
        return Refusal.field("url", detail);
    }

    private static Range[] ranges() {
        Range[] all = new Range[REFUSED_V4.length + REFUSED_V6.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = Range.of(i < REFUSED_V4.length ? REFUSED_V4[i] : REFUSED_V6[i - REFUSED_V4.length]);
        }
        return all;
    }

    /** The addresses that begin with the first {@code bits} bits of {@code prefix}. */
    private static final class Range {

        private final byte[] prefix;
        private final int bits;

        private Range(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Range of(String cidr) {
            String[] parts = cidr.split("/", 2);
            return new Range(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ prefix[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}

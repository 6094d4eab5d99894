package kz.centerpro.door;

import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a signed-in caller did, as it is answered: what the logs of acts are made of.
 *
 * @param pattern
 *            of the route
 * @param object
 *            what the path names, of one line
 * @param status
 *            HTTP status that the caller is answered
 */
public record Act(Caller caller, String method, String pattern, String object, @Nullable String ip, int status) {

    private static final int OBJECT_MAX = 200;
    private static final int OK = 200;

    /** Null when nobody has signed in, or nothing is served there. */
    public static @Nullable Act of(ServerWebExchange exchange) {
        Caller caller = exchange.getAttribute(Callers.CALLER);
        PathPattern route = exchange.getAttribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
        if (caller == null || route == null) {
            return null;
        }
        Map<String, String> variables = exchange.getAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return new Act(caller, exchange.getRequest().getMethod().name(), route.getPatternString(),
                variables == null ? "" : plain(String.join(" ", variables.values())), address(exchange.getRequest()),
                status == null ? OK : status.value());
    }

    /** What stands in a path may be anything; a line of a log is one line. */
    public static String plain(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return line.length() <= OBJECT_MAX ? line : line.substring(0, OBJECT_MAX);
    }

    private static @Nullable String address(ServerHttpRequest request) {
        InetSocketAddress from = request.getRemoteAddress();
        return from == null || from.getAddress() == null ? null : from.getAddress().getHostAddress();
    }
}

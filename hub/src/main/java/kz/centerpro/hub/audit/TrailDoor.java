package kz.centerpro.hub.audit;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/** Notes every act of a signed-in caller as it is answered, right or wrong. Costs the request a queue's tail. */
final class TrailDoor implements WebFilter {

    private static final int OBJECT_MAX = 200;
    private static final int DOWNLOADED_MAX = 100;

    private final Audit audit;
    private final Clock clock;

    TrailDoor(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith("/v1/")) {
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> note(exchange)));
        }
        return chain.filter(exchange);
    }

    private void note(ServerWebExchange exchange) {
        Caller caller = exchange.getAttribute(Callers.CALLER);
        PathPattern route = exchange.getAttribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE);
        if (caller == null || route == null) {
            return;
        }
        ServerHttpRequest request = exchange.getRequest();
        String method = request.getMethod().name();
        String pattern = route.getPatternString();
        String action = AuditPolicy.action(method, pattern);
        boolean operators = AuditPolicy.isOperators(pattern) && caller.scopes().contains(Caller.STAFF);
        long box = operators ? Audit.OPERATOR : caller.box();
        boolean program = caller.signatory().equals(caller.session());
        if (action == null || (box == Audit.OPERATOR && !operators) || !AuditPolicy.isTold(action, program)) {
            return;
        }
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        String named = named(exchange.getAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        String object = AuditPolicy.isOperators(pattern) ? (method + " " + pattern + " " + named).strip() : named;
        for (String each : pattern.equals(AuditPolicy.DOWNLOAD) ? downloaded(request) : List.of(object)) {
            audit.note(new AuditNote(box, caller.signatory(), caller.session(), address(request), action, plain(each),
                    status == null ? 200 : status.value(), clock.instant()));
        }
    }

    /** As many as a download may have. */
    private static List<String> downloaded(ServerHttpRequest request) {
        String numbers = request.getQueryParams().getFirst("numbers");
        return Arrays.stream((numbers == null ? "" : numbers).split(",", -1)).distinct().limit(DOWNLOADED_MAX).toList();
    }

    private static String named(@Nullable Map<String, String> variables) {
        return variables == null ? "" : String.join(" ", variables.values());
    }

    /** What stands in a path may be anything; a line of the log is one line. */
    static String plain(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return line.length() <= OBJECT_MAX ? line : line.substring(0, OBJECT_MAX);
    }

    private static @Nullable String address(ServerHttpRequest request) {
        InetSocketAddress from = request.getRemoteAddress();
        return from == null || from.getAddress() == null ? null : from.getAddress().getHostAddress();
    }
}

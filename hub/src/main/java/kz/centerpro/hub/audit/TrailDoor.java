package kz.centerpro.hub.audit;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import kz.centerpro.door.Act;
import kz.centerpro.door.Caller;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Notes every act of a signed-in caller as it is answered, right or wrong. Costs the request a queue's tail. */
final class TrailDoor implements WebFilter {

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
        Act act = Act.of(exchange);
        if (act == null) {
            return;
        }
        Caller caller = act.caller();
        String action = AuditPolicy.action(act.method(), act.pattern());
        boolean operators = AuditPolicy.isOperators(act.pattern()) && caller.scopes().contains(Caller.STAFF);
        long box = operators ? Audit.OPERATOR : caller.box();
        boolean program = caller.signatory().equals(caller.session());
        if (action == null || (box == Audit.OPERATOR && !operators) || !AuditPolicy.isTold(action, program)) {
            return;
        }
        String object = AuditPolicy.isOperators(act.pattern())
                ? Act.plain((act.method() + " " + act.pattern() + " " + act.object()).strip())
                : act.object();
        for (String each : act.pattern().equals(AuditPolicy.DOWNLOAD)
                ? downloaded(exchange.getRequest())
                : List.of(object)) {
            audit.note(new AuditNote(box, caller.signatory(), caller.session(), act.ip(), action, Act.plain(each),
                    act.status(), clock.instant()));
        }
    }

    /** As many as a download may have. */
    private static List<String> downloaded(ServerHttpRequest request) {
        String numbers = request.getQueryParams().getFirst("numbers");
        return Arrays.stream((numbers == null ? "" : numbers).split(",", -1)).distinct().limit(DOWNLOADED_MAX).toList();
    }
}

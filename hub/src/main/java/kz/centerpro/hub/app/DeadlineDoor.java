package kz.centerpro.hub.app;

import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * One deadline for every request that is neither a stream nor an upload or download: when a dependency hangs, the
 * caller is told 504 and to repeat, instead of nothing. Uploads have theirs where their body has ended.
 */
final class DeadlineDoor implements WebFilter {

    private final Duration patience;

    DeadlineDoor(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> answered = chain.filter(exchange);
        return isLong(exchange) ? answered : answered.timeout(patience);
    }

    private static boolean isLong(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        boolean upload = path.equals("/v1/documents") && exchange.getRequest().getMethod().equals(HttpMethod.POST);
        return upload || path.startsWith("/v1/events") || path.startsWith("/rsocket") || path.endsWith("/content");
    }
}

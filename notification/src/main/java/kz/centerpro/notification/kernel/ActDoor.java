package kz.centerpro.notification.kernel;

import static java.util.Map.entry;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import kz.centerpro.door.Act;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Writes what somebody did here into the log of acts of his account (clause 7.1.3), right or wrong, before he is
 * answered. Such acts are rare, so each is a statement of its own; a log that cannot be written changes no answer.
 */
public final class ActDoor implements WebFilter {

    /** What is called what in the log. Looking is no act. */
    static final Map<String, String> ACTS = Map.ofEntries(entry("POST /v1/webhooks", "MAKE_WEBHOOK"),
            entry("DELETE /v1/webhooks/{id}", "REMOVE_WEBHOOK"),
            entry("POST /v1/webhooks/{id}/pause", "PAUSE_WEBHOOK"),
            entry("POST /v1/webhooks/{id}/resume", "RESUME_WEBHOOK"),
            entry("POST /v1/webhooks/{id}/redeliver", "REDELIVER"),
            entry("PUT /v1/notification-preferences", "CHANGE_NOTICES"),
            entry("PUT /v1/notification-preferences/email", "CHANGE_EMAIL"),
            entry("POST /v1/notification-preferences/email/confirmation", "CONFIRM_EMAIL"),
            entry("DELETE /v1/notification-preferences/email", "REMOVE_EMAIL"),
            entry("POST /v1/push-subscriptions", "ADD_DEVICE"),
            entry("DELETE /v1/push-subscriptions/{id}", "REMOVE_DEVICE"), entry("POST /v1/devices", "ADD_DEVICE"),
            entry("DELETE /v1/devices/{id}", "REMOVE_DEVICE"));

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Logger log = LoggerFactory.getLogger(ActDoor.class);
    private final ActStore store;
    private final Clock clock;

    public ActDoor(NotificationDatabase database, Clock clock) {
        this.store = new ActStore(database);
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith("/v1/")) {
            exchange.getResponse().beforeCommit(() -> Mono.defer(() -> written(Act.of(exchange))));
        }
        return chain.filter(exchange);
    }

    private Mono<Void> written(@Nullable Act act) {
        String action = act == null ? null : ACTS.get(act.method() + " " + act.pattern());
        if (act == null || action == null || act.caller().box() == 0) {
            return Mono.empty();
        }
        return store.append(act, action, clock.instant()).timeout(PATIENCE).onErrorResume(failure -> {
            log.error("The log of acts does not take {}: {}", action, failure.toString());
            return Mono.empty();
        });
    }
}

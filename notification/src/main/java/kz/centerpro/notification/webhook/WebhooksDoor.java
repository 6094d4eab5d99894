package kz.centerpro.notification.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.webhook.DeliveryView;
import kz.centerpro.contracts.webhook.RedeliveryRequest;
import kz.centerpro.contracts.webhook.WebhookRequest;
import kz.centerpro.contracts.webhook.WebhookView;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.notification.kernel.Visit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the webhooks of the caller's box. */
public final class WebhooksDoor {

    private final Webhooks webhooks;
    private final Callers callers;
    private final Clock clock;

    public WebhooksDoor(Webhooks webhooks, Callers callers, Clock clock) {
        this.webhooks = webhooks;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        long box = box(request);
        String once = request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY);
        return body(request, WebhookRequest.class).flatMap(asked -> webhooks.create(box, asked, once))
                .flatMap(made -> created(made.webhook(), made.replayed()));
    }

    private Mono<ServerResponse> created(Webhook made, boolean replayed) {
        ServerResponse.BodyBuilder answer = replayed
                ? ServerResponse.ok().header(HeaderNames.IDEMPOTENCY_REPLAYED, "true")
                : ServerResponse.created(URI.create("/v1/webhooks/" + made.id()));
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view(made, webhooks.secret(made)));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return webhooks.list(box(request)).flatMap(found -> answered(
                new WebhookView.Page(found.stream().map(webhook -> view(webhook, null)).toList())));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        return webhooks.show(box(request), id(request)).flatMap(WebhooksDoor::shown);
    }

    Mono<ServerResponse> remove(ServerRequest request) {
        return webhooks.remove(box(request), id(request)).then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    Mono<ServerResponse> pause(ServerRequest request) {
        return webhooks.pause(box(request), id(request)).flatMap(WebhooksDoor::shown);
    }

    Mono<ServerResponse> resume(ServerRequest request) {
        return webhooks.resume(box(request), id(request)).flatMap(WebhooksDoor::shown);
    }

    Mono<ServerResponse> redeliver(ServerRequest request) {
        long box = box(request);
        UUID id = id(request);
        return body(request, RedeliveryRequest.class).flatMap(asked -> {
            if (asked.after() != null && asked.event() == null) {
                return webhooks.redeliverAfter(box, id, asked.after());
            }
            if (asked.event() != null && asked.after() == null) {
                return webhooks.redeliverEvent(box, id, asked.event());
            }
            return Mono.<Webhook>error(Refusal.field("after", "Either after or event."));
        }).flatMap(WebhooksDoor::shown);
    }

    Mono<ServerResponse> deliveries(ServerRequest request) {
        return webhooks.show(box(request), id(request))
                .flatMap(webhook -> Mono
                        .zip(webhooks.latest(webhook), webhooks.deadLetters(webhook),
                                (latest, dead) -> new DeliveryView.Page(views(webhook, latest), views(webhook, dead)))
                        .flatMap(WebhooksDoor::answered));
    }

    private long box(ServerRequest request) {
        return Visit.of(callers.of(request), clock).box();
    }

    private static UUID id(ServerRequest request) {
        return PathIds.of(request, "id", Webhooks::unknown);
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type).switchIfEmpty(
                Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The request needs a JSON body.")));
    }

    private static Mono<ServerResponse> shown(Webhook webhook) {
        return answered(view(webhook, null));
    }

    private static Mono<ServerResponse> answered(Object body) {
        return ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(body);
    }

    private static WebhookView view(Webhook it, @Nullable String secret) {
        Instant pausedAt = it.pausedAt();
        return new WebhookView(it.id().toString(), it.url(), it.types().stream().sorted().toList(), it.description(),
                it.signature(), WireTime.format(it.createdAt()), status(it),
                it.paused(), pausedAt == null ? null : WireTime.format(pausedAt), it.cursor().encode(),
                Math.max(0, it.top() - it.cursor().seq()), it.attempts(), retry(it).orElse(null), secret,
                it.publicKey());
    }

    private static String status(Webhook it) {
        return it.paused() != null ? "PAUSED" : it.verified() ? "ACTIVE" : "PENDING";
    }

    private static Optional<String> retry(Webhook it) {
        return it.attempts() == 0 || it.paused() != null
                ? Optional.empty()
                : Optional.of(WireTime.format(it.nextAt()));
    }

    private static List<DeliveryView> views(Webhook webhook, List<Outcome.Line> lines) {
        int epoch = webhook.cursor().epoch();
        return lines.stream()
                .map(line -> new DeliveryView(WireTime.format(line.at()), line.messageId(),
                        new Cursor(epoch, line.from()).encode(), new Cursor(epoch, line.until()).encode(),
                        line.events(), line.attempt(), line.http(), line.outcome(), line.detail(), line.millis()))
                .toList();
    }
}

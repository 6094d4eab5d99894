package kz.centerpro.hub.tariff;

import java.net.URI;
import kz.centerpro.contracts.billing.PromotionRequest;
import kz.centerpro.contracts.billing.SubscriptionRequest;
import kz.centerpro.contracts.billing.SubscriptionView;
import kz.centerpro.contracts.billing.TariffPublication;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of tariffs, promotions and subscriptions. */
final class TariffDoor {

    private static final int KEY_MAX = 200;

    private final Tariffs tariffs;
    private final Callers callers;

    TariffDoor(Tariffs tariffs, Callers callers) {
        this.tariffs = tariffs;
        this.callers = callers;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return tariffs.list(false).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new TariffView.Page(items)));
    }

    Mono<ServerResponse> all(ServerRequest request) {
        callers.of(request).requireStaff();
        return tariffs.list(true).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new TariffView.Page(items)));
    }

    Mono<ServerResponse> publish(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return body(request, TariffPublication.class).flatMap(typed -> tariffs.publish(typed, staff.signatory()))
                .flatMap(view -> ServerResponse.created(URI.create("/v1/tariffs")).bodyValue(view));
    }

    Mono<ServerResponse> retire(ServerRequest request) {
        callers.of(request).requireStaff();
        return tariffs.retire(request.pathVariable("tariff")).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> promote(ServerRequest request) {
        callers.of(request).requireStaff();
        return body(request, PromotionRequest.class).map(PromotionPolicy::checked).flatMap(tariffs::promote)
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> buy(ServerRequest request) {
        Caller caller = registered(request);
        String key = key(request);
        return body(request, SubscriptionRequest.class).flatMap(typed -> tariffs.buy(caller.box(), typed, key))
                .flatMap(bought -> bought.fresh()
                        ? ServerResponse.created(URI.create("/v1/subscriptions/" + bought.subscription().id()))
                                .bodyValue(bought.subscription())
                        : ServerResponse.ok().header(HeaderNames.IDEMPOTENCY_REPLAYED, "true")
                                .bodyValue(bought.subscription()));
    }

    Mono<ServerResponse> subscriptions(ServerRequest request) {
        return tariffs.subscriptions(registered(request).box()).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new SubscriptionView.Page(items)));
    }

    Mono<ServerResponse> subscription(ServerRequest request) {
        return found(request).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    /** Clause 6.8: a tariff that was paid is not paid back. */
    Mono<ServerResponse> cancel(ServerRequest request) {
        return found(request).flatMap(view -> Mono.error(Refusal.of(ProblemType.NON_REFUNDABLE,
                "A tariff runs until its end, " + view.endsAt() + "; it is not paid back (clause 6.8).")));
    }

    private Mono<SubscriptionView> found(ServerRequest request) {
        return tariffs.get(registered(request).box(), PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "This participant has no subscription with this id.")));
    }

    private Caller registered(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return caller;
    }

    private static @Nullable String key(ServerRequest request) {
        String key = request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > KEY_MAX)) {
            throw Refusal.field(HeaderNames.IDEMPOTENCY_KEY, "Give a key of 1 to " + KEY_MAX + " characters.");
        }
        return key;
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")));
    }
}

package kz.centerpro.notification.push;

import java.time.Clock;
import java.util.UUID;
import kz.centerpro.contracts.notice.DeviceRequest;
import kz.centerpro.contracts.notice.PushSubscriptionRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.notification.kernel.Visit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the caller's browsers and devices. The same endpoint or token again is the same thing. */
public final class PushDoor {

    private final Pushes pushes;
    private final Callers callers;
    private final Clock clock;

    public PushDoor(Pushes pushes, Callers callers, Clock clock) {
        this.pushes = pushes;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> subscribe(ServerRequest request) {
        long box = box(request);
        return body(request, PushSubscriptionRequest.class).flatMap(asked -> pushes.subscribe(box, asked))
                .flatMap(made -> answered(HttpStatus.CREATED, made));
    }

    Mono<ServerResponse> subscriptions(ServerRequest request) {
        return pushes.subscriptions(box(request)).flatMap(page -> answered(HttpStatus.OK, page));
    }

    Mono<ServerResponse> unsubscribe(ServerRequest request) {
        return pushes.unsubscribe(box(request), id(request))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    Mono<ServerResponse> enrol(ServerRequest request) {
        long box = box(request);
        return body(request, DeviceRequest.class).flatMap(asked -> pushes.enrol(box, asked))
                .flatMap(made -> answered(HttpStatus.CREATED, made));
    }

    Mono<ServerResponse> devices(ServerRequest request) {
        return pushes.devices(box(request)).flatMap(page -> answered(HttpStatus.OK, page));
    }

    Mono<ServerResponse> forget(ServerRequest request) {
        return pushes.forget(box(request), id(request)).then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private long box(ServerRequest request) {
        return Visit.of(callers.of(request), clock).box();
    }

    private static UUID id(ServerRequest request) {
        return PathIds.of(request, "id", Pushes::unknown);
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type).switchIfEmpty(
                Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The request needs a JSON body.")));
    }

    private static Mono<ServerResponse> answered(HttpStatus status, Object body) {
        return ServerResponse.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(body);
    }
}

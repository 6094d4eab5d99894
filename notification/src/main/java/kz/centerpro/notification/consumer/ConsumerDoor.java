package kz.centerpro.notification.consumer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.ConsumerState;
import kz.centerpro.door.Callers;
import kz.centerpro.notification.kernel.Visit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The named consumers of the caller's box over HTTP. */
public final class ConsumerDoor {

    private final ConsumerDesk desk;
    private final Callers callers;
    private final Clock clock;

    public ConsumerDoor(ConsumerDesk desk, Callers callers, Clock clock) {
        this.desk = desk;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> acknowledge(ServerRequest request) {
        return Mono.defer(() -> {
            long box = box(request);
            return request.bodyToMono(ConsumerRequest.class).defaultIfEmpty(ConsumerRequest.NOTHING)
                    .flatMap(body -> desk.acknowledge(box, request.pathVariable("name"), body.cursor(), body.resets()))
                    .flatMap(done -> answer(done.made() ? HttpStatus.CREATED : HttpStatus.OK, done.consumer()));
        });
    }

    Mono<ServerResponse> find(ServerRequest request) {
        return Mono.defer(() -> desk.find(box(request), request.pathVariable("name")))
                .flatMap(consumer -> answer(HttpStatus.OK, consumer));
    }

    Mono<ServerResponse> all(ServerRequest request) {
        return Mono.defer(() -> desk.all(box(request))).flatMap(ConsumerDoor::list);
    }

    Mono<ServerResponse> forget(ServerRequest request) {
        return Mono.defer(() -> desk.forget(box(request), request.pathVariable("name")))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private long box(ServerRequest request) {
        return Visit.of(callers.of(request), clock).box();
    }

    private static Mono<ServerResponse> list(List<ConsumerState> all) {
        return answer(HttpStatus.OK, Map.of("consumers", all));
    }

    private static Mono<ServerResponse> answer(HttpStatus status, Object body) {
        return ServerResponse.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(body);
    }
}

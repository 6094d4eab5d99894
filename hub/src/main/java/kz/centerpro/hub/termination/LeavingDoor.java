package kz.centerpro.hub.termination;

import kz.centerpro.contracts.party.LeavingRequest;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/participants/me/termination}. */
final class LeavingDoor {

    private final LeavingDesk desk;
    private final Callers callers;

    LeavingDoor(LeavingDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> view(ServerRequest request) {
        return desk.view(callers.of(request)).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> statement(ServerRequest request) {
        return desk.statement(callers.of(request), request.queryParam("effectiveOn").orElse(null),
                request.queryParam("ground").orElse(null))
                .flatMap(text -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(text));
    }

    Mono<ServerResponse> leave(ServerRequest request) {
        Caller caller = callers.of(request);
        return request.bodyToMono(LeavingRequest.class).switchIfEmpty(Mono.error(TerminationDoor::bodyless))
                .flatMap(body -> desk.leave(caller, body))
                .flatMap(view -> ServerResponse.status(HttpStatus.CREATED).bodyValue(view));
    }

    Mono<ServerResponse> stay(ServerRequest request) {
        return desk.stay(callers.of(request)).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }
}

package kz.centerpro.hub.agreement;

import java.net.InetSocketAddress;
import kz.centerpro.contracts.party.AcceptanceRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the statement and of its signed return. */
final class AcceptanceDoor {

    private final AcceptanceDesk desk;
    private final Callers callers;

    AcceptanceDoor(AcceptanceDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> statement(ServerRequest request) {
        return desk.statement(callers.of(request)).flatMap(view -> ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view));
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        Caller caller = callers.of(request);
        return request.bodyToMono(AcceptanceRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> desk.accept(caller, body, ip(request)))
                .flatMap(made -> ServerResponse.status(HttpStatus.CREATED).bodyValue(made.view()));
    }

    private static @Nullable String ip(ServerRequest request) {
        InetSocketAddress from = request.remoteAddress().orElse(null);
        return from == null || from.getAddress() == null ? null : from.getAddress().getHostAddress();
    }
}

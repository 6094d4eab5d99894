package kz.centerpro.hub.access;

import java.net.URI;
import kz.centerpro.contracts.access.CredentialRequest;
import kz.centerpro.contracts.access.CredentialView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of API credentials. */
final class CredentialDoor {

    private final CredentialDesk desk;
    private final Callers callers;

    CredentialDoor(CredentialDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        Caller caller = callers.of(request);
        return request.bodyToMono(CredentialRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> desk.create(caller, body))
                .flatMap(made -> ServerResponse.created(URI.create("/v1/credentials"))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(made));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return desk.list(callers.of(request)).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new CredentialView.Page(items)));
    }

    Mono<ServerResponse> rotate(ServerRequest request) {
        return desk.rotate(callers.of(request), request.pathVariable("id"))
                .flatMap(made -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(made));
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        return desk.revoke(callers.of(request), request.pathVariable("id"))
                .then(ServerResponse.noContent().build());
    }
}

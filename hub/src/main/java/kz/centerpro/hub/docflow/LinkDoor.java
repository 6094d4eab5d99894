package kz.centerpro.hub.docflow;

import java.util.Map;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A party's link to the public page of a document. */
final class LinkDoor {

    private final Callers callers;
    private final DocumentLinks links;

    LinkDoor(Callers callers, DocumentLinks links) {
        this.callers = callers;
        this.links = links;
    }

    Mono<ServerResponse> link(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        String number = request.pathVariable("number");
        return Mono.just(number).filter(DocumentNumber::isValid).flatMap(valid -> links.secret(caller.box(), valid))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "This participant has no document with this number.")))
                .flatMap(secret -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(Map.of("number", number, "path", "/verify/" + number + "?s=" + secret)));
    }
}

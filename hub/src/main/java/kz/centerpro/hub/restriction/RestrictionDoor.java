package kz.centerpro.hub.restriction;

import java.net.URI;
import java.util.UUID;
import kz.centerpro.contracts.party.RestrictionRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.hub.participant.Participant;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/admin/participants/{taxId}}, for the operator's staff. */
final class RestrictionDoor {

    private final RestrictionDesk desk;
    private final Callers callers;

    RestrictionDoor(RestrictionDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> client(ServerRequest request) {
        callers.of(request).requireStaff();
        return desk.client(country(request), request.pathVariable("taxId"))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> restrict(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(RestrictionRequest.class).switchIfEmpty(Mono.error(RestrictionDoor::bodyless))
                .flatMap(body -> desk.restrict(country(request), request.pathVariable("taxId"), body,
                        staff))
                .flatMap(made -> ServerResponse
                        .created(URI.create("/v1/admin/participants/" + request.pathVariable("taxId")))
                        .bodyValue(made));
    }

    Mono<ServerResponse> lift(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        UUID id = PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "This client has no such restriction."));
        return request.bodyToMono(RestrictionRequest.Lifting.class)
                .switchIfEmpty(Mono.error(RestrictionDoor::bodyless))
                .flatMap(body -> desk.lift(country(request), request.pathVariable("taxId"), id, body,
                        staff.signatory()))
                .flatMap(lifted -> ServerResponse.ok().bodyValue(lifted));
    }

    private static Refusal bodyless() {
        return Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.");
    }

    private static String country(ServerRequest request) {
        return request.queryParam("country").orElse(Participant.KAZAKHSTAN);
    }
}

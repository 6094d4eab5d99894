package kz.centerpro.hub.termination;

import kz.centerpro.contracts.party.TerminationRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.participant.Participant;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/admin/participants/{taxId}/termination}, for the operator's staff. */
final class TerminationDoor {

    private final TerminationDesk desk;
    private final Callers callers;

    TerminationDoor(TerminationDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> view(ServerRequest request) {
        callers.of(request).requireStaff();
        return desk.view(country(request), request.pathVariable("taxId"))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> give(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(TerminationRequest.class).switchIfEmpty(Mono.error(TerminationDoor::bodyless))
                .flatMap(body -> desk.give(country(request), request.pathVariable("taxId"), body, staff))
                .flatMap(view -> ServerResponse.status(HttpStatus.CREATED).bodyValue(view));
    }

    Mono<ServerResponse> takeBack(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(TerminationRequest.Cancellation.class)
                .switchIfEmpty(Mono.error(TerminationDoor::bodyless))
                .flatMap(body -> desk.takeBack(country(request), request.pathVariable("taxId"), body,
                        staff.signatory()))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    static Refusal bodyless() {
        return Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.");
    }

    private static String country(ServerRequest request) {
        return request.queryParam("country").orElse(Participant.KAZAKHSTAN);
    }
}

package kz.centerpro.hub.access;

import java.net.URI;
import kz.centerpro.contracts.access.DelegationView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.participant.TaxNumber;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handlers of reading that is given to others. */
final class DelegationDoor {

    private final DelegationDesk desk;
    private final Callers callers;

    DelegationDoor(DelegationDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    Mono<ServerResponse> grant(ServerRequest request) {
        return Mono.defer(() -> desk.grant(callers.of(request), number(request)))
                .flatMap(granted -> (granted.fresh()
                        ? ServerResponse.created(URI.create(request.uri().getRawPath()))
                        : ServerResponse.ok()).bodyValue(granted.delegation().view()));
    }

    Mono<ServerResponse> given(ServerRequest request) {
        return listed(desk.given(callers.of(request)));
    }

    Mono<ServerResponse> received(ServerRequest request) {
        return listed(desk.received(callers.of(request)));
    }

    Mono<ServerResponse> withdraw(ServerRequest request) {
        return desk.withdraw(callers.of(request), number(request)).then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> decline(ServerRequest request) {
        return desk.decline(callers.of(request), number(request)).then(ServerResponse.noContent().build());
    }

    private static Mono<ServerResponse> listed(Flux<Delegation> all) {
        return all.map(Delegation::view).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new DelegationView.Page(items)));
    }

    private static TaxNumber number(ServerRequest request) {
        TaxNumber number = TaxNumber.exact(request.pathVariable("country"), request.pathVariable("taxId"));
        if (number == null) {
            throw Refusal.of(ProblemType.TAX_ID_INVALID,
                    "Give one exact number: 12 digits of an IIN or BIN, or the number in its own country.")
                    .with("field", "taxId");
        }
        return number;
    }
}

package kz.centerpro.hub.bulletin;

import java.net.URI;
import java.util.UUID;
import kz.centerpro.contracts.party.BulletinRequest;
import kz.centerpro.contracts.party.BulletinView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of announcements: everybody reads, staff publish and withdraw. */
final class BulletinDoor {

    private final Bulletins bulletins;
    private final Callers callers;

    BulletinDoor(Bulletins bulletins, Callers callers) {
        this.bulletins = bulletins;
        this.callers = callers;
    }

    Mono<ServerResponse> open(ServerRequest request) {
        return listed(false);
    }

    Mono<ServerResponse> all(ServerRequest request) {
        callers.of(request).requireStaff();
        return listed(true);
    }

    private Mono<ServerResponse> listed(boolean all) {
        return bulletins.list(all).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new BulletinView.Page(items)));
    }

    Mono<ServerResponse> publish(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(BulletinRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> bulletins.publish(body, staff.signatory()))
                .flatMap(made -> ServerResponse.created(URI.create("/v1/announcements")).bodyValue(made));
    }

    Mono<ServerResponse> withdraw(ServerRequest request) {
        callers.of(request).requireStaff();
        UUID id = PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "There is no such announcement."));
        return bulletins.withdraw(id).flatMap(gone -> ServerResponse.ok().bodyValue(gone));
    }
}

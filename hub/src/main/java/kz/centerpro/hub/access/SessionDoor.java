package kz.centerpro.hub.access;

import java.time.Duration;
import kz.centerpro.contracts.access.SessionView;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of a person's own sessions (clause 4.3.1). */
final class SessionDoor {

    private final Sessions sessions;
    private final Callers callers;

    SessionDoor(Sessions sessions, Callers callers) {
        this.sessions = sessions;
        this.callers = callers;
    }

    /** Logging out twice is logging out. */
    Mono<ServerResponse> logOut(ServerRequest request) {
        Caller caller = callers.of(request);
        return sessions.revoke(caller, caller.session()).then(ServerResponse.noContent()
                .cookie(CookieDoor.session("", Duration.ZERO)).cookie(CookieDoor.refresh("", Duration.ZERO)).build());
    }

    /**
     * What a page knows of its cookies, which it cannot read. Nothing to say is no refusal: the page only asks whether
     * somebody is there.
     */
    Mono<ServerResponse> current(ServerRequest request) {
        if (callers.isStranger(request)) {
            return ServerResponse.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        }
        return sessions.current(callers.of(request)).flatMap(entry -> ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(entry.answer(false)));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        Caller caller = callers.of(request);
        return sessions.list(caller).map(session -> session.view(caller.session())).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new SessionView.Page(items)));
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        return sessions.revoke(callers.of(request), CredentialDesk.id(request.pathVariable("id")))
                .flatMap(revoked -> revoked
                        ? ServerResponse.noContent().build()
                        : Mono.error(CredentialDesk.notFound()));
    }
}

package kz.centerpro.hub.access;

import java.time.Clock;
import java.util.Set;
import kz.centerpro.contracts.access.Preferences;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a person chose for the cabinet, on every device. */
final class PreferenceDoor {

    private static final Set<String> LANGUAGES = Set.of("kk", "ru", "en");

    private final PreferenceStore store;
    private final Callers callers;
    private final Clock clock;

    PreferenceDoor(PreferenceStore store, Callers callers, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return store.language(callers.of(request).signatory()).map(Preferences::new)
                .defaultIfEmpty(new Preferences(null)).flatMap(found -> ServerResponse.ok().bodyValue(found));
    }

    Mono<ServerResponse> put(ServerRequest request) {
        Caller caller = callers.of(request);
        return request.bodyToMono(Preferences.class)
                .filter(typed -> LANGUAGES.contains(String.valueOf(typed.language())))
                .switchIfEmpty(Mono.error(() -> Refusal.field("language", "Use kk, ru or en.")))
                .flatMap(typed -> store.choose(caller.signatory(), String.valueOf(typed.language()), clock.instant())
                        .filter(Boolean::booleanValue)
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_PERMITTED,
                                "An API credential is no person: sign in.")))
                        .flatMap(_ -> ServerResponse.ok().bodyValue(typed)));
    }
}

package kz.centerpro.hub.outside;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.net.URI;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.document.OutsideLinkRequest;
import kz.centerpro.contracts.document.OutsideLinkView;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of a document's links to outside. */
final class OutsideDoor {

    private static final String LINKS = "/v1/documents/{number}/outside-links";
    private static final Set<String> LANGUAGES = Set.of("kk", "ru", "en");

    private final OutsideLinks links;
    private final Callers callers;

    OutsideDoor(OutsideLinks links, Callers callers) {
        this.links = links;
        this.callers = callers;
    }

    RouterFunction<ServerResponse> routes() {
        return route().POST(LINKS, this::make).GET(LINKS, this::list).DELETE(LINKS + "/{id}", this::end).build();
    }

    private Mono<ServerResponse> make(ServerRequest request) {
        return request.bodyToMono(OutsideLinkRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(asked -> links.make(callers.of(request), number(request),
                        Email.checked("email", asked.email()), language(asked)))
                .flatMap(made -> (made.fresh()
                        ? ServerResponse.created(URI.create(request.uri().getRawPath() + "/" + made.link().id()))
                        : ServerResponse.ok()).bodyValue(made.link()));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return Mono.defer(() -> links.of(callers.of(request), number(request)).collectList())
                .flatMap(items -> ServerResponse.ok().bodyValue(new OutsideLinkView.Page(items)));
    }

    private Mono<ServerResponse> end(ServerRequest request) {
        return Mono.defer(() -> links.end(callers.of(request), number(request), id(request)))
                .then(ServerResponse.noContent().build());
    }

    private static String number(ServerRequest request) {
        String number = request.pathVariable("number");
        if (!DocumentNumber.isValid(number)) {
            throw Refusal.of(ProblemType.NOT_FOUND, "This participant has no document with this number.");
        }
        return number;
    }

    private static UUID id(ServerRequest request) {
        try {
            return UUID.fromString(request.pathVariable("id"));
        } catch (IllegalArgumentException noUuid) {
            throw Refusal.of(ProblemType.NOT_FOUND, "There is no such open link of this document.");
        }
    }

    private static String language(OutsideLinkRequest asked) {
        String language = asked.language() == null ? "ru" : asked.language();
        if (!LANGUAGES.contains(language)) {
            throw Refusal.field("language", "Use kk, ru or en.");
        }
        return language;
    }
}

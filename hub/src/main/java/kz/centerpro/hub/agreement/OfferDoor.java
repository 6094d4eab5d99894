package kz.centerpro.hub.agreement;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import kz.centerpro.contracts.party.OfferPublication;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.agreement.LegalText.Kind;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the public texts and of their publication. */
final class OfferDoor {

    private final Publisher publisher;
    private final Callers callers;
    private final Clock clock;

    OfferDoor(Publisher publisher, Callers callers, Clock clock) {
        this.publisher = publisher;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> currentOffer(ServerRequest request) {
        return publisher.termsAt(at(request)).map(terms -> terms.offer().view(terms.policy().no()))
                .switchIfEmpty(Mono.error(OfferDoor::notFound))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> offer(ServerRequest request) {
        return publisher.find(Kind.OFFER, no(request))
                .flatMap(offer -> publisher.findInForce(Kind.POLICY, offer.effectiveFrom())
                        .map(policy -> offer.view(policy.no())).defaultIfEmpty(offer.view(null)))
                .switchIfEmpty(Mono.error(OfferDoor::notFound))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> currentPolicy(ServerRequest request) {
        return policy(publisher.findInForce(Kind.POLICY, at(request)));
    }

    Mono<ServerResponse> policy(ServerRequest request) {
        return policy(publisher.find(Kind.POLICY, no(request)));
    }

    Mono<ServerResponse> publishOffer(ServerRequest request) {
        return published(request, Kind.OFFER, "/v1/offers/");
    }

    Mono<ServerResponse> publishPolicy(ServerRequest request) {
        return published(request, Kind.POLICY, "/v1/privacy-policies/");
    }

    private Mono<ServerResponse> published(ServerRequest request, Kind kind, String path) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(OfferPublication.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> publisher.publish(kind, body, staff.signatory()))
                .flatMap(text -> ServerResponse.created(URI.create(path + text.no())).bodyValue(text.view(null)));
    }

    private static Mono<ServerResponse> policy(Mono<LegalText> found) {
        return found.switchIfEmpty(Mono.error(OfferDoor::notFound))
                .flatMap(text -> ServerResponse.ok().bodyValue(text.view(null)));
    }

    private Instant at(ServerRequest request) {
        Optional<String> asked = request.queryParam("at");
        // A plus sign of the zone arrives as a blank when the client did not encode it.
        return asked.isEmpty()
                ? clock.instant()
                : WireTime.parse(asked.get().replace(' ', '+')).orElseThrow(() -> Refusal
                        .of(ProblemType.MALFORMED_REQUEST, "Give at as an RFC 3339 time.").with("field", "at"));
    }

    private static int no(ServerRequest request) {
        String typed = request.pathVariable("no");
        if (!typed.matches("[1-9][0-9]{0,8}")) {
            throw notFound();
        }
        return Integer.parseInt(typed);
    }

    private static Refusal notFound() {
        return Refusal.of(ProblemType.NOT_FOUND, "No such version was published.");
    }
}

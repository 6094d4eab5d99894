package kz.centerpro.hub.participant;

import kz.centerpro.contracts.party.LookupAnswer;
import kz.centerpro.contracts.party.RegistrationAnswer;
import kz.centerpro.contracts.party.RegistrationRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.participant.TokenRenewal.FreshToken;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/participants}. */
final class ParticipantDoor {

    private final Participants participants;
    private final Registrar registrar;
    private final TokenRenewal tokens;
    private final MinuteMeter meter;
    private final Callers callers;

    ParticipantDoor(Participants participants, Registrar registrar, TokenRenewal tokens, MinuteMeter meter,
            Callers callers) {
        this.participants = participants;
        this.registrar = registrar;
        this.tokens = tokens;
        this.meter = meter;
        this.callers = callers;
    }

    Mono<ServerResponse> register(ServerRequest request) {
        Caller caller = callers.of(request);
        boolean byCookie = request.headers().header(HttpHeaders.AUTHORIZATION).isEmpty();
        return request.bodyToMono(RegistrationRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(body -> registrar.register(caller, body))
                .flatMap(made -> tokens.renew(caller, made.participant())
                        .flatMap(token -> created(made, token, byCookie)));
    }

    Mono<ServerResponse> me(ServerRequest request) {
        return participants.get(callers.of(request).registeredParticipant())
                .flatMap(found -> ServerResponse.ok().bodyValue(found.view()));
    }

    Mono<ServerResponse> lookUp(ServerRequest request) {
        Caller caller = callers.of(request);
        meter.count(caller.registeredParticipant().toString());
        TaxNumber number = exact(request);
        return participants.get(caller.registeredParticipant())
                .flatMap(self -> self.isActive()
                        ? participants.findByTaxId(number.country(), number.taxId())
                        : Mono.error(Refusal.of(ProblemType.OFFER_NOT_ACCEPTED,
                                "Accept the offer first: GET /v1/offers/current/statement.")))
                .filter(Participant::isActive)
                .map(found -> new LookupAnswer(found.country(), found.taxId(), found.name(), true))
                .defaultIfEmpty(new LookupAnswer(number.country(), number.taxId(), null, false))
                .flatMap(answer -> ServerResponse.ok().bodyValue(answer));
    }

    /** Wildcards and prefixes are not looked up: 400 (clause 4.3.9). */
    private static TaxNumber exact(ServerRequest request) {
        TaxNumber number = TaxNumber.exact(request.queryParam("country").orElse(null),
                request.queryParam("taxId").orElse(""));
        if (number == null) {
            throw Refusal.of(ProblemType.MALFORMED_REQUEST,
                    "Look-up is by one exact number: give taxId whole, without wildcards.").with("field", "taxId");
        }
        return number;
    }

    private static Mono<ServerResponse> created(Registrar.Registered made, FreshToken token, boolean byCookie) {
        ServerResponse.BodyBuilder answer = ServerResponse.status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/participants/me").header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (byCookie) {
            answer.header(HttpHeaders.SET_COOKIE, token.setCookie());
        }
        return answer.bodyValue(new RegistrationAnswer(made.participant().view(), made.registration().differences(),
                byCookie ? null : token.accessToken(), "Bearer", token.expiresIn()));
    }
}

package kz.centerpro.hub.partner;

import java.net.URI;
import java.util.Set;
import kz.centerpro.contracts.billing.PartnerChange;
import kz.centerpro.contracts.billing.PartnerEnrolment;
import kz.centerpro.contracts.billing.PartnerTermsPublication;
import kz.centerpro.contracts.billing.ReferralRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of the partner programme. */
final class PartnerDoor {

    private static final Set<String> STATES = Set.of("ACTIVE", "FROZEN", "CANCELLED");
    private static final int REASON_MAX = 200;

    private final Partners partners;
    private final Callers callers;

    PartnerDoor(Partners partners, Callers callers) {
        this.partners = partners;
        this.callers = callers;
    }

    Mono<ServerResponse> terms(ServerRequest request) {
        return partners.terms().flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> publish(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return body(request, PartnerTermsPublication.class).map(PartnerPolicy::checked)
                .flatMap(terms -> partners.publish(terms, staff.signatory()))
                .flatMap(view -> ServerResponse.created(URI.create("/v1/partner-terms")).bodyValue(view));
    }

    Mono<ServerResponse> enrol(ServerRequest request) {
        Caller caller = registered(request);
        return body(request, PartnerEnrolment.class)
                .flatMap(typed -> partners.enrol(caller.box(), typed.version(), caller.signatory()))
                .flatMap(enrolled -> (enrolled.fresh()
                        ? ServerResponse.created(URI.create("/v1/partner"))
                        : ServerResponse.ok()).bodyValue(enrolled.partner()));
    }

    Mono<ServerResponse> report(ServerRequest request) {
        return partners.report(registered(request).box()).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    Mono<ServerResponse> refer(ServerRequest request) {
        Caller caller = registered(request);
        return body(request, ReferralRequest.class).map(typed -> PartnerPolicy.code(typed.code()))
                .flatMap(code -> partners.refer(caller.box(), code)).then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> change(ServerRequest request) {
        callers.of(request).requireStaff();
        return body(request, PartnerChange.class).flatMap(typed -> {
            String state = String.valueOf(typed.state());
            if (!STATES.contains(state)) {
                throw Refusal.field("state", "Give ACTIVE, FROZEN or CANCELLED.");
            }
            String reason = typed.reason() == null ? "" : typed.reason().strip();
            if (reason.length() > REASON_MAX) {
                throw Refusal.field("reason", "Say it in at most " + REASON_MAX + " characters.");
            }
            return partners.change(request.pathVariable("code"), state, reason);
        }).then(ServerResponse.noContent().build());
    }

    private Caller registered(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return caller;
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")));
    }
}

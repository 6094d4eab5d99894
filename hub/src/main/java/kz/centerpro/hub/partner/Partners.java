package kz.centerpro.hub.partner;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import kz.centerpro.contracts.billing.PartnerTermsView;
import kz.centerpro.contracts.billing.PartnerView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Ids;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The room's facade: publish, enrol, refer. */
public final class Partners {

    private final PartnerStore store;
    private final Ids ids;
    private final Clock clock;

    Partners(PartnerStore store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    Mono<PartnerTermsView> publish(PartnerPolicy.Terms terms, UUID by) {
        return store.publish(terms, by, now()).flatMap(_ -> terms());
    }

    Mono<PartnerTermsView> terms() {
        return store.terms().switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                "No terms of a partner programme are published.")));
    }

    /** A partner's report, and whether this request made it one or accepted further terms. */
    record Enrolled(PartnerView partner, boolean fresh) {}

    Mono<Enrolled> enrol(long box, @Nullable Integer version, UUID by) {
        String code = PartnerPolicy.code(ids.next().getLeastSignificantBits());
        return store.enrol(box, code, version == null ? 0 : version, by, now()).flatMap(outcome -> switch (outcome) {
            case "ENROLLED", "SAME" -> store.report(box).map(view -> new Enrolled(view, outcome.equals("ENROLLED")));
            case "CANCELLED" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "Participation in the partner programme was cancelled."));
            default -> Mono.error(Refusal.field("version",
                    "Give the version of the terms in force: GET /v1/partner-terms."));
        });
    }

    Mono<PartnerView> report(long box) {
        return store.report(box).switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                "This participant is no partner: POST /v1/partner.")));
    }

    Mono<Void> change(String code, String state, String reason) {
        return store.change(code, state, reason, now()).flatMap(outcome -> switch (outcome) {
            case "CHANGED" -> Mono.empty();
            case "CANCELLED" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "A participation that was cancelled stays so."));
            default -> Mono.error(Refusal.of(ProblemType.NOT_FOUND, "There is no such partner."));
        });
    }

    /** A new client came by this partner; once. */
    Mono<Void> refer(long box, String code) {
        return store.refer(box, code, now()).flatMap(outcome -> switch (outcome) {
            case "REFERRED", "SAME" -> Mono.empty();
            case "OTHER" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "Another partner was named before; that stays."));
            case "LATE" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "A partner can be named by a new client alone: GET /v1/partner-terms says how long."));
            case "PAID" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "A partner can be named before the first tariff is paid."));
            case "SELF" -> Mono.error(Refusal.field("code", "This is the code of the participant itself."));
            default -> Mono.error(Refusal.field("code", "No partner has this code now."));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

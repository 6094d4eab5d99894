package kz.centerpro.hub.termination;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.AgreementView;
import kz.centerpro.contracts.party.TerminationRequest;
import kz.centerpro.contracts.party.TerminationView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.participant.OperatorParticipant;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import kz.centerpro.hub.restriction.Restrictions;
import reactor.core.publisher.Mono;

/** What the operator's staff does: gives a client notice and takes it back. */
final class TerminationDesk {

    private final Terminations terminations;
    private final Participants participants;
    private final OperatorParticipant operator;

    TerminationDesk(Terminations terminations, Participants participants, OperatorParticipant operator) {
        this.terminations = terminations;
        this.participants = participants;
        this.operator = operator;
    }

    Mono<AgreementView> view(String country, String taxId) {
        return known(country, taxId).flatMap(client -> terminations.view(client, true));
    }

    /** Nobody ends the agreement of a participant that he acts for, nor the operator its own. */
    Mono<AgreementView> give(String country, String taxId, TerminationRequest typed, Caller staff) {
        Instant now = terminations.now();
        TerminationPolicy.Notice notice = TerminationPolicy.byOperator(typed, now);
        return known(country, taxId).filter(client -> !client.id().equals(staff.participant()))
                .filterWhen(client -> operator.known().map(own -> !own.id().equals(client.id())).defaultIfEmpty(true))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_PERMITTED,
                        "This is the operator itself, or you act for this participant: somebody else of the staff has to do it.")))
                .flatMap(client -> terminations.give(made(client, notice, now), staff.signatory(), null))
                .then(Mono.defer(() -> view(country, taxId)));
    }

    private Termination made(Participant client, TerminationPolicy.Notice notice, Instant now) {
        return new Termination(client.boxId(), terminations.newId(), client.id(), TerminationView.OPERATOR,
                notice.ground(), notice.clause(), notice.reason(), notice.effectiveOn(), notice.effectiveAt(now), "",
                now, null, null, null, null);
    }

    Mono<AgreementView> takeBack(String country, String taxId, TerminationRequest.Cancellation typed, UUID by) {
        String reason = Restrictions.reason(typed.reason());
        return known(country, taxId)
                .flatMap(client -> terminations.takeBack(client.boxId(), TerminationView.OPERATOR, by, reason))
                .then(Mono.defer(() -> view(country, taxId)));
    }

    private Mono<Participant> known(String country, String taxId) {
        TaxNumber number = TaxNumber.exact(country, taxId);
        return number == null
                ? Mono.error(Refusal.field("taxId", "Give one exact number."))
                : participants.findByTaxId(number.country(), number.taxId()).switchIfEmpty(Mono.error(
                        () -> Refusal.of(ProblemType.NOT_FOUND, "No participant has this number.")));
    }
}

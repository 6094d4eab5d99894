package kz.centerpro.hub.docflow;

import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.restriction.Restrictions;
import kz.centerpro.hub.signature.SignatureReport;
import reactor.core.publisher.Mono;

/** Who may send, and to whom. */
final class Parties {

    private final Participants participants;
    private final Agreement agreement;
    private final Counterparties counterparties;
    private final Restrictions restrictions;

    Parties(Participants participants, Agreement agreement, Counterparties counterparties,
            Restrictions restrictions) {
        this.restrictions = restrictions;
        this.participants = participants;
        this.agreement = agreement;
        this.counterparties = counterparties;
    }

    /** The sender, who has accepted the offer (clauses 1.3, 2.3) and may send (5.3.7, 5.3.8). */
    Mono<Participant> sender(UUID participant) {
        restrictions.requireSending(participant);
        return agreement.requireAccepted(participant).then(Mono.defer(() -> participants.get(participant)));
    }

    Mono<Participant> get(UUID participant) {
        return participants.get(participant);
    }

    /** Refuses what one of the recipients does not take from this sender; why is not told. */
    Mono<Void> open(Submission submission) {
        List<Addressee> recipients = submission.recipients();
        return counterparties
                .firstRefusing(submission.sender(),
                        recipients.stream().filter(to -> !to.absent()).map(Addressee::box).toList())
                .flatMapIterable(box -> recipients.stream().filter(to -> to.box() == box).toList()).next()
                .flatMap(recipient -> Mono.error(Refusal.of(ProblemType.SENDER_NOT_ACCEPTED,
                        "This recipient takes no documents from you through this service: leave it out, or agree with it by other means.")
                        .with("field", "recipients").with("taxId", recipient.party().taxId())));
    }

    Mono<Boolean> speaksFor(Participant participant, SignatureReport report) {
        return participants.speaksFor(participant, report);
    }
}

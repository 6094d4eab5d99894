package kz.centerpro.hub.docflow;

import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.signature.SignatureReport;
import reactor.core.publisher.Mono;

/** Who may send, and to whom. */
final class Parties {

    private final Participants participants;
    private final Agreement agreement;

    Parties(Participants participants, Agreement agreement) {
        this.participants = participants;
        this.agreement = agreement;
    }

    /** The sender, who has accepted the offer (clauses 1.3, 2.3). */
    Mono<Participant> sender(UUID participant) {
        return agreement.requireAccepted(participant).then(Mono.defer(() -> participants.get(participant)));
    }

    Mono<Participant> get(UUID participant) {
        return participants.get(participant);
    }

    Mono<Participant> recipient(SubmissionMetadata.Recipient named) {
        String country = named.country() == null ? Participant.KAZAKHSTAN : named.country();
        String taxId = named.taxId() == null ? "" : named.taxId().strip();
        return participants.findByTaxId(country, taxId).filter(Participant::isActive)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.RECIPIENT_UNKNOWN,
                        "No active participant has this number: check it with GET /v1/participants?country=&taxId=.")
                        .with("field", "recipients").with("taxId", taxId)));
    }

    Mono<Boolean> speaksFor(Participant participant, SignatureReport report) {
        return participants.speaksFor(participant, report);
    }
}

package kz.centerpro.hub.docflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.signature.SignatureReport;
import reactor.core.publisher.Mono;

/** Who may send, and to whom. */
final class Parties {

    private static final int REMEMBERED_MAX = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final Participants participants;
    private final Agreement agreement;
    private final Counterparties counterparties;
    /** Active ones only, as {@link Participants} does: a bulk sender writes to the same few. */
    private final Cache<Named, Participant> recipients = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED_FOR).build();

    private record Named(String country, String taxId) {}

    Parties(Participants participants, Agreement agreement, Counterparties counterparties) {
        this.participants = participants;
        this.agreement = agreement;
        this.counterparties = counterparties;
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
        Named name = new Named(country, taxId);
        Participant known = recipients.getIfPresent(name);
        return known != null ? Mono.just(known) : found(name);
    }

    private Mono<Participant> found(Named name) {
        return participants.findByTaxId(name.country, name.taxId).filter(Participant::isActive)
                .doOnNext(active -> recipients.put(name, active))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.RECIPIENT_UNKNOWN,
                        "No active participant has this number: check it with GET /v1/participants?country=&taxId=.")
                        .with("field", "recipients").with("taxId", name.taxId)));
    }

    /** Refuses what one of the recipients does not take from this sender; why is not told. */
    Mono<Void> open(Submission submission) {
        return counterparties.firstRefusing(submission.sender(), submission.recipients())
                .flatMap(recipient -> Mono.error(Refusal.of(ProblemType.SENDER_NOT_ACCEPTED,
                        "This recipient takes no documents from you through this service: leave it out, or agree with it by other means.")
                        .with("field", "recipients").with("taxId", recipient.taxId())));
    }

    Mono<Boolean> speaksFor(Participant participant, SignatureReport report) {
        return participants.speaksFor(participant, report);
    }
}

package kz.centerpro.hub.docflow;

import java.util.List;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;

/**
 * Which legs of a document its sender takes back. Pure.
 *
 * @param country
 *            of the one recipient that is meant
 * @param taxId
 *            its number; empty for every recipient who has not joined
 */
record Withdrawal(String country, String taxId) {

    static Withdrawal of(String direction, SubmissionMetadata.@Nullable Recipient recipient) {
        if (!direction.equals("out")) {
            throw Refusal.of(ProblemType.ILLEGAL_TRANSITION, "Only the sender takes a document back.");
        }
        if (recipient == null) {
            return new Withdrawal("", "");
        }
        String taxId = recipient.taxId() == null ? "" : recipient.taxId().strip();
        if (taxId.isEmpty()) {
            throw Refusal.field("recipient/taxId",
                    "Name the recipient, or leave it out to mean all who have not joined.");
        }
        return new Withdrawal(recipient.country() == null ? Participant.KAZAKHSTAN : recipient.country(), taxId);
    }

    /** The document afterwards; 409 with the states of its legs when none of those meant is taken back. */
    DocumentView judged(DocumentView after) {
        List<DocumentView.Leg> meant = after.legs() == null
                ? List.of()
                : after.legs().stream().filter(leg -> isMeant(leg.recipient())).toList();
        if (meant.isEmpty()) {
            throw Refusal.field("recipient", "This document was not sent to this recipient.");
        }
        if (meant.stream().map(DocumentView.Leg::state).noneMatch(LegState.WITHDRAWN.name()::equals)) {
            List<String> states = meant.stream().map(DocumentView.Leg::state).distinct().toList();
            throw Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "Only what waits for a recipient who has not joined is taken back; the state is "
                            + String.join(", ", states) + ". Propose to annul what was delivered.")
                    .with("state", states.getFirst());
        }
        return after;
    }

    private boolean isMeant(DocumentView.Party recipient) {
        return taxId.isEmpty() || (recipient.taxId().equals(taxId) && recipient.country().equals(country));
    }
}

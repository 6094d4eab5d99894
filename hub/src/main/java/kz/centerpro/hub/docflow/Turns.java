package kz.centerpro.hub.docflow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import org.jspecify.annotations.Nullable;

/** Whose turn it is, and what the sender sees of its legs. Pure. */
final class Turns {

    private Turns() {}

    static DocumentView.Leg leg(DocumentJson.StoredLeg leg) {
        List<String> actions = AnswerKind.possible(life(leg), LegLife.Side.SENDER);
        return new DocumentView.Leg(leg.recipient(), leg.state().name(), leg.deliveredAt(), leg.receivedAt(),
                leg.readAt(), leg.answers().isEmpty() ? null : leg.answers(), actions.isEmpty() ? null : actions,
                waits(leg) ? leg.waitsUntil() : null, waits(leg) ? Boolean.FALSE : null, leg.reason());
    }

    private static boolean waits(DocumentJson.StoredLeg leg) {
        return leg.state() == LegState.AWAITING_CONNECTION;
    }

    private static LegLife life(DocumentJson.StoredLeg leg) {
        return LegLife.beyond(leg.state(), LegState.DELIVERED, leg.proposer());
    }

    /** Whose answer a document waits for, in the order of the legs; null when it waits for nobody. */
    static @Nullable List<DocumentView.Party> awaited(DocumentView.Party sender, List<DocumentJson.StoredLeg> legs,
            SubmissionMetadata.@Nullable Response response) {
        boolean asked = response != null && MetadataPolicy.SIGNATURE.equals(response.required());
        boolean oneByOne = response != null && MetadataPolicy.SEQUENTIAL.equals(response.order());
        Set<DocumentView.Party> awaited = new LinkedHashSet<>();
        boolean earlierOpen = false;
        for (DocumentJson.StoredLeg leg : legs) {
            DocumentView.Party next = answering(sender, leg);
            boolean waits = next != null && (asked || !leg.state().isUnanswered());
            if (waits && !(oneByOne && earlierOpen && leg.state().isUnanswered())) {
                awaited.add(next);
            }
            earlierOpen |= !hasSigned(leg) && !leg.state().isNeverDelivered();
        }
        return awaited.isEmpty() ? null : List.copyOf(awaited);
    }

    private static boolean hasSigned(DocumentJson.StoredLeg leg) {
        return leg.answers().stream().map(AnswerView::kind).anyMatch(AnswerKind.SIGNATURE.name()::equals);
    }

    private static DocumentView.@Nullable Party answering(DocumentView.Party sender, DocumentJson.StoredLeg leg) {
        return switch (leg.state()) {
            case AWAITING_CONNECTION, QUEUED, DELIVERED, RECEIVED, READ -> leg.recipient();
            case CORRECTION_REQUESTED -> sender;
            case ANNULMENT_PROPOSED -> leg.proposer() == LegLife.Side.SENDER ? leg.recipient() : sender;
            case UNDELIVERABLE, WITHDRAWN, SIGNED, DECLINED, ANNULLED, EXPIRED -> null;
        };
    }
}

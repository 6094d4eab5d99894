package kz.centerpro.hub.docflow;

import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.event.EventTypes;

/** What can be answered to a document, the step that it is, and the event that tells of it. */
public enum AnswerKind {

    SIGNATURE(LegLife.Move.SIGN, EventTypes.DOCUMENT_SIGNED), REJECTION(LegLife.Move.DECLINE,
            EventTypes.DOCUMENT_DECLINED), CORRECTION(LegLife.Move.REQUEST_CORRECTION,
                    EventTypes.DOCUMENT_CORRECTION_REQUESTED), ANNULMENT(LegLife.Move.PROPOSE_ANNULMENT,
                            EventTypes.DOCUMENT_ANNULMENT_PROPOSED), ANNULMENT_ACCEPTANCE(LegLife.Move.ACCEPT_ANNULMENT,
                                    EventTypes.DOCUMENT_ANNULLED), ANNULMENT_REFUSAL(LegLife.Move.REFUSE_ANNULMENT,
                                            EventTypes.DOCUMENT_ANNULMENT_REFUSED), EXPIRY(LegLife.Move.EXPIRE,
                                                    EventTypes.DOCUMENT_EXPIRED);

    private final LegLife.Move move;
    private final String eventType;

    AnswerKind(LegLife.Move move, String eventType) {
        this.move = move;
        this.eventType = eventType;
    }

    public LegLife.Move move() {
        return move;
    }

    public String eventType() {
        return eventType;
    }

    /** What this side can answer now. */
    public static List<String> possible(LegLife life, LegLife.Side side) {
        return Arrays.stream(values()).filter(kind -> life.after(kind.move, side).isPresent()).map(AnswerKind::name)
                .toList();
    }
}

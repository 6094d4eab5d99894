package kz.centerpro.hub.docflow;

import java.util.List;
import java.util.Set;

/** How far a document is with one recipient (requirements 0.2, and what follows reading). */
public enum LegState {
    AWAITING_CONNECTION, QUEUED, DELIVERED, RECEIVED, READ, UNDELIVERABLE, WITHDRAWN, SIGNED, DECLINED, CORRECTION_REQUESTED, ANNULMENT_PROPOSED, ANNULLED, EXPIRED;

    private static final Set<LegState> ON_THE_WAY = Set.of(AWAITING_CONNECTION, QUEUED, DELIVERED, RECEIVED, READ);
    private static final Set<LegState> NEVER_DELIVERED = Set.of(UNDELIVERABLE, WITHDRAWN);
    /** Beside these a document is what its signed legs are. */
    private static final Set<LegState> UNDONE = Set.of(ANNULLED, WITHDRAWN);
    /** What somebody has to look at comes first. */
    private static final List<LegState> BY_WEIGHT = List.of(ANNULMENT_PROPOSED, CORRECTION_REQUESTED, DECLINED,
            EXPIRED);
    private static final String PARTLY_SIGNED = "PARTLY_SIGNED";

    /** Ended before it came to its recipient. */
    public boolean isNeverDelivered() {
        return NEVER_DELIVERED.contains(this);
    }

    /** In the recipient's box or on the way there, and not answered. */
    public boolean isUnanswered() {
        return ON_THE_WAY.contains(this);
    }

    /**
     * The status of a document, from its legs.
     *
     * @param delivery
     *            how far delivery is; holds while nobody has answered
     */
    static String ofDocument(String delivery, List<LegState> legs) {
        if (legs.stream().allMatch(LegState::isUnanswered)) {
            return delivery;
        }
        LegState first = legs.getFirst();
        if (legs.stream().allMatch(leg -> leg == first)) {
            return first.name();
        }
        return BY_WEIGHT.stream().filter(legs::contains).map(LegState::name).findFirst()
                .orElseGet(() -> rest(delivery, legs));
    }

    /** Some are signed or undone, others not answered or never delivered. */
    private static String rest(String delivery, List<LegState> legs) {
        if (!legs.contains(SIGNED)) {
            return delivery;
        }
        return legs.stream().allMatch(leg -> leg == SIGNED || UNDONE.contains(leg)) ? SIGNED.name() : PARTLY_SIGNED;
    }
}

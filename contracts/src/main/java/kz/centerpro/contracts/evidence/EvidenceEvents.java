package kz.centerpro.contracts.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kz.centerpro.contracts.event.EventTypes;

/** Which steps of a document are proved, and what ETSI EN 319 522-1, section 6, calls them. */
public final class EvidenceEvents {

    private static final Map<String, String> STANDARD = Map.of(EventTypes.DOCUMENT_REGISTERED, "SubmissionAcceptance",
            EventTypes.DOCUMENT_DELIVERED, "ContentConsignment", EventTypes.DOCUMENT_UNDELIVERABLE,
            "ContentConsignmentFailure", EventTypes.DOCUMENT_RECEIVED, "ContentHandover");
    private static final Set<String> OTHERS = Set.of(EventTypes.DOCUMENT_READ, EventTypes.DOCUMENT_WITHDRAWN,
            EventTypes.DOCUMENT_SIGNED, EventTypes.DOCUMENT_DECLINED, EventTypes.DOCUMENT_CORRECTION_REQUESTED,
            EventTypes.DOCUMENT_ANNULMENT_PROPOSED, EventTypes.DOCUMENT_ANNULLED,
            EventTypes.DOCUMENT_ANNULMENT_REFUSED, EventTypes.DOCUMENT_EXPIRED);

    private EvidenceEvents() {}

    /** Types of the events that are proved, in the sender's box. */
    public static Set<String> types() {
        Set<String> all = new TreeSet<>(OTHERS);
        all.addAll(STANDARD.keySet());
        return all;
    }

    /** Whether an event in the sender's box is a step that is proved. */
    public static boolean isProved(String type) {
        return STANDARD.containsKey(type) || OTHERS.contains(type);
    }

    /** The standard's name of the step; empty for what goes beyond the standard. */
    public static Optional<String> nameOf(String type) {
        return Optional.ofNullable(STANDARD.get(type));
    }
}

package kz.centerpro.hub.docflow;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a list is asked for.
 *
 * @param below
 *            only positions less than this one
 * @param statuses
 *            as they are shown; none for all
 * @param words
 *            a {@code tsquery} of {@link SearchWords}
 * @param from
 *            the first day, in Asia/Almaty, on which the document came into the box
 * @param to
 *            the last one
 * @param toSign
 *            only what needs the caller's signature
 */
record ListQuery(long box, String direction, long below, int limit, List<String> statuses, @Nullable String words,
        @Nullable LocalDate from, @Nullable LocalDate to, boolean toSign) {

    static final String IN = "in";
    static final String OUT = "out";

    /** Once somebody has answered; of a sender's document also PARTLY_SIGNED, and what nobody will ever get. */
    static final Set<String> ANSWERED = Set.of("SIGNED", "PARTLY_SIGNED", "DECLINED", "CORRECTION_REQUESTED",
            "ANNULMENT_PROPOSED", "ANNULLED", "EXPIRED", "UNDELIVERABLE", "WITHDRAWN");
    /** On the way, or not read. */
    static final Set<String> WAITING = Set.of("DELIVERED", "RECEIVED", "REGISTERED", "PARTLY_DELIVERED",
            "AWAITING_CONNECTION");
    /** Where most documents stay, though not in every box. */
    static final Set<String> COMMON = Set.of("READ", "COMPLETED");

    private static final Set<String> OF_RECIPIENTS = Set.of("DELIVERED", "RECEIVED", "READ");
    private static final Set<String> OF_SENDERS = Set.of("REGISTERED", "PARTLY_DELIVERED", "COMPLETED",
            "PARTLY_SIGNED", "AWAITING_CONNECTION", "UNDELIVERABLE", "WITHDRAWN");

    static boolean isStatus(String direction, String name) {
        return direction.equals(IN)
                ? OF_RECIPIENTS.contains(name) || (ANSWERED.contains(name) && !OF_SENDERS.contains(name))
                : OF_SENDERS.contains(name) || ANSWERED.contains(name);
    }

    boolean hasAnyStatus(Set<String> of) {
        return statuses.stream().anyMatch(of::contains);
    }

    boolean isPlain() {
        return statuses.isEmpty() && words == null && from == null && to == null && !toSign;
    }

    boolean isIn() {
        return direction.equals(IN);
    }
}

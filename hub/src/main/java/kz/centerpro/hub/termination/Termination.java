package kz.centerpro.hub.termination;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kz.centerpro.contracts.party.TerminationView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param clause
 *            that was breached; null but of a breach
 * @param noticedBy
 *            name of who gave the notice
 */
record Termination(long box, UUID id, UUID participant, String initiator, Ground ground, @Nullable String clause,
        @Nullable String reason, LocalDate effectiveOn, Instant effectiveAt, String noticedBy, Instant noticedAt,
        @Nullable String cancelledBy, @Nullable Instant cancelledAt, @Nullable String cancelReason,
        @Nullable Instant effectedAt) {

    boolean isOpen() {
        return cancelledAt == null;
    }

    boolean isOperators() {
        return initiator.equals(TerminationView.OPERATOR);
    }

    /** As the operator's staff sees it. */
    TerminationView view() {
        return new TerminationView(id.toString(), initiator, ground.name(), clause, reason, effectiveOn.toString(),
                WireTime.format(noticedAt), noticedBy, time(cancelledAt), cancelledBy, cancelReason, time(effectedAt));
    }

    /** As the participant sees it: who of the staff did it is the operator's own matter. */
    TerminationView viewOfClient() {
        boolean theirs = isOperators();
        return new TerminationView(id.toString(), initiator, ground.name(), null, reason, effectiveOn.toString(),
                WireTime.format(noticedAt), theirs ? null : noticedBy, time(cancelledAt), theirs ? null : cancelledBy,
                cancelReason, time(effectedAt));
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.format(at);
    }
}

package kz.centerpro.hub.restriction;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.RestrictionView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param signatory
 *            null for the whole participant
 * @param imposedBy
 *            name of who did it
 */
record Restriction(long box, UUID id, UUID participant, @Nullable UUID signatory, String scope, String kind,
        String clause,
        String reason, String imposedBy, Instant imposedAt, @Nullable String liftedBy, @Nullable Instant liftedAt,
        @Nullable String liftReason) {

    boolean isTold() {
        return kind.equals(RestrictionView.SUSPENDED);
    }

    /** Nobody comes in; else one product is closed. */
    boolean isOfAccess() {
        return scope.equals(RestrictionView.ALL);
    }

    RestrictionView view() {
        return new RestrictionView(id.toString(), scope, kind, clause, reason,
                signatory == null ? null : signatory.toString(),
                imposedBy, WireTime.format(imposedAt), liftedBy, liftedAt == null ? null : WireTime.format(liftedAt),
                liftReason);
    }
}

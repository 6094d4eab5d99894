package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A notice that ends the agreement, or ended it.
 *
 * @param initiator
 *            OPERATOR or CLIENT: who gave it, and who may take it back
 * @param ground
 *            NOTICE, BREACH, ANTI_CORRUPTION or OWN_WISH
 * @param clause
 *            that was breached; for the operator's staff alone
 * @param effectiveOn
 *            the first day without the agreement, Asia/Almaty
 * @param noticedBy
 *            name of who gave it; a participant is not told who of the operator's staff it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TerminationView(String id, String initiator, String ground, @Nullable String clause,
        @Nullable String reason, String effectiveOn, String noticedAt, @Nullable String noticedBy,
        @Nullable String cancelledAt, @Nullable String cancelledBy, @Nullable String cancelReason,
        @Nullable String effectedAt) {

    public static final String OPERATOR = "OPERATOR";
    public static final String CLIENT = "CLIENT";
}

package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/participants/{taxId}/termination}: the operator gives notice.
 *
 * @param ground
 *            NOTICE (clause 13.2), BREACH (5.3.8) or ANTI_CORRUPTION (10.7)
 * @param clause
 *            that was breached: 4.3.6 to 4.3.10 or 5.2.7; of BREACH alone
 * @param effectiveOn
 *            {@code YYYY-MM-DD}, the first day without the agreement, Asia/Almaty; absent of BREACH, which takes effect
 *            at once
 * @param reason
 *            told to the participant, but of a BREACH
 */
public record TerminationRequest(@Nullable String ground, @Nullable String clause, @Nullable String effectiveOn,
        @Nullable String reason) {

    /** {@code POST …/termination/cancellation}: why the notice is taken back. */
    public record Cancellation(@Nullable String reason) {}
}

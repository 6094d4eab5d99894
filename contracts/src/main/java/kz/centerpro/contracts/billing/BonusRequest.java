package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/bonuses}: credits a participant's bonus account, which is apart from money (clause 5.3.11).
 *
 * @param reference
 *            credits once, whoever repeats it
 * @param box
 *            the participant's box
 */
public record BonusRequest(@Nullable String reference, @Nullable Long box, @Nullable Money amount,
        @Nullable String memo) {}

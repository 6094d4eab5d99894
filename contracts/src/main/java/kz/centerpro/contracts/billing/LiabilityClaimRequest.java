package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/liability-claims}.
 *
 * @param country
 *            of the number; absent: KZ
 * @param kind
 *            {@code DATA_LOSS} or {@code OTHER}
 * @param documentedFault
 *            the operator's fault is documented; without it no loss of data is settled
 */
public record LiabilityClaimRequest(@Nullable String country, @Nullable String taxId, @Nullable String kind,
        @Nullable Money amount, @Nullable String memo, @Nullable Boolean documentedFault) {}

package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/** {@code POST /v1/admin/partner-terms}: the next version of the terms; see {@link PartnerTermsView}. */
public record PartnerTermsPublication(@Nullable Integer percent, @Nullable Integer joinDays,
        @Nullable Integer rewardDays, @Nullable String textKk, @Nullable String textRu) {}

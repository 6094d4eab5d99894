package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/** {@code POST /v1/referrals}: by which partner a new client came. */
public record ReferralRequest(@Nullable String code) {}

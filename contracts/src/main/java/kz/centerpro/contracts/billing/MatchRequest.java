package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/payments/{id}/match}: whose the money is, by an invoice or by a participant's number.
 *
 * @param country
 *            of the number; absent: KZ
 */
public record MatchRequest(@Nullable String invoice, @Nullable String country, @Nullable String taxId) {}

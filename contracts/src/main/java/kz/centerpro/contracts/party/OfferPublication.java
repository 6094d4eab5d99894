package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/offers} and {@code /v1/admin/privacy-policies} by the operator's staff (clauses 2.5, 5.3.5).
 *
 * @param effectiveFrom
 *            RFC 3339, not before now; absent: in force from publication
 */
public record OfferPublication(@Nullable String textKk, @Nullable String textRu, @Nullable String effectiveFrom) {}

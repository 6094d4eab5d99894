package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/force-majeure}.
 *
 * @param taxId
 *            the participant that it is about; absent: all
 * @param country
 *            of the number; absent: KZ
 */
public record ForceMajeureRequest(@Nullable String memo, @Nullable String country, @Nullable String taxId) {}

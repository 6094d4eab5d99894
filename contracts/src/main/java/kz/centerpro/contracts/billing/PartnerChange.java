package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/admin/partners/{code}/state}.
 *
 * @param state
 *            {@code ACTIVE}, {@code FROZEN} or {@code CANCELLED}, for good
 */
public record PartnerChange(@Nullable String state, @Nullable String reason) {}

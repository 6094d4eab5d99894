package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/acts/{number}/refusal}.
 *
 * @param reason
 *            why; at most 2,000 characters
 */
public record ActRefusal(@Nullable String reason) {}

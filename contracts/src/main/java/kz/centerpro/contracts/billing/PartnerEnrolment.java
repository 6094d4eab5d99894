package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/partner}: takes part in the partner programme and accepts its terms.
 *
 * @param version
 *            of the terms; the one in force
 */
public record PartnerEnrolment(@Nullable Integer version) {}

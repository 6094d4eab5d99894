package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/jobs/{job}}.
 *
 * @param asOf
 *            the instant that the job runs for, RFC 3339; absent: now
 */
public record JobRequest(@Nullable String asOf) {}

package kz.centerpro.contracts.authority;

import org.jspecify.annotations.Nullable;

/**
 * Body of a rejection and of a revocation.
 *
 * @param reason
 *            of a rejection: words for the applicant, up to 500 characters; of a revocation: unspecified,
 *            keyCompromise, affiliationChanged, superseded, cessationOfOperation or privilegeWithdrawn (RFC 5280,
 *            5.3.1)
 */
public record EsDecision(@Nullable String reason) {}

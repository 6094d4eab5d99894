package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/acceptances}: one act for the offer and the privacy policy (clauses 1.3, 2.6).
 *
 * @param signature
 *            CMS over the statement, detached or attached, base64 or PEM
 * @param language
 *            {@code kk} or {@code ru}: in which language the text was shown (clause 2.3)
 */
public record AcceptanceRequest(@Nullable String statement, @Nullable String signature, @Nullable Integer offerNo,
        @Nullable Integer policyNo, @Nullable String language) {}

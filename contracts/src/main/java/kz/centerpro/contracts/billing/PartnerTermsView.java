package kz.centerpro.contracts.billing;

/**
 * {@code GET /v1/partner-terms}: the terms of the partner programme that are in force (clause 5.1.5). Public.
 *
 * @param percent
 *            reward, of what the client pays in money for its first tariff
 * @param joinDays
 *            how long after its registration a client may name the partner
 * @param rewardDays
 *            how long after that its first purchase counts
 */
public record PartnerTermsView(int version, int percent, int joinDays, int rewardDays, String textKk, String textRu,
        String publishedAt) {}

package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * A claim that was settled, with what its caps were reckoned from.
 *
 * @param settledBefore
 *            of the same participant
 */
public record LiabilityClaimView(String id, long box, String kind, Money amount, String memo, boolean documentedFault,
        String subscription, Money paid, Money listPrice, Money settledBefore, String settledAt) {

    /** {@code GET /v1/admin/liability-claims}: the newest first, at most 500. */
    public record Page(List<LiabilityClaimView> items) {}
}

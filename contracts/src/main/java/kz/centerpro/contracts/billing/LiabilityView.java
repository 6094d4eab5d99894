package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/reports/liability?taxId=}: up to how much the operator is liable to a participant now (clauses
 * 7.6.2, 7.7).
 *
 * @param lastPaid
 *            the last tariff that was paid in money; absent: none, and nothing is owed
 * @param forceMajeure
 *            a case is open: nothing is owed
 * @param dataLossCap
 *            of each loss of data
 * @param totalCap
 *            of all claims together, of which {@code settled} are
 * @param dataLossRemaining
 *            what a loss of data may be settled with now; {@code remaining} any other claim
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiabilityView(String taxId, @Nullable LastPaid lastPaid, boolean forceMajeure, Money dataLossCap,
        Money totalCap, Money settled, Money dataLossRemaining, Money remaining) {

    /**
     * @param paid
     *            in money, after the discount, without bonus
     * @param listPrice
     *            of the version that was started
     */
    public record LastPaid(String subscription, String tariff, int version, String startedAt, Money paid,
            Money listPrice) {}
}

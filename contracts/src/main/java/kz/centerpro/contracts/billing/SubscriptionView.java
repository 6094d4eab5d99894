package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tariff that was started: version, price and volume stay as they were then until its term is over (clause 6.10).
 *
 * @param status
 *            {@code ACTIVE}, {@code EXHAUSTED} (no volume left before the end) or {@code EXPIRED}
 * @param listPrice
 *            of the version, before the discount
 * @param paid
 *            in money; {@code paidBonus} with bonus
 * @param vat
 *            inside {@code paid}, by the rate of the day
 */
public record SubscriptionView(String id, String tariff, int version, String status, String startedAt, String endsAt,
        List<String> products, Money listPrice, Money discount, Money paid, Money paidBonus, Money vat,
        List<Allowance> allowances) {

    /**
     * @param used
     *            counted so far; documents of the last seconds may be missing
     * @param volume
     *            absent: without limit, as is {@code left}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Allowance(String metric, @Nullable Long volume, long used, @Nullable Long left) {}

    /** {@code GET /v1/subscriptions}, the newest first. */
    public record Page(List<SubscriptionView> items) {}
}

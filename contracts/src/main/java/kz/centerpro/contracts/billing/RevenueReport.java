package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * {@code GET /v1/admin/reports/revenue?from=&to=}: turnover by product and day (Almaty), by the books.
 *
 * @param total
 *            of all rows, without day and product
 */
public record RevenueReport(String from, String to, List<Row> rows, Sums total) {

    public record Row(String day, String product, Sums sums) {}

    /**
     * @param net
     *            without value added tax; with it {@code gross}
     * @param bonus
     *            used beside the money; no turnover
     * @param count
     *            purchases, those that were reversed taken off
     */
    public record Sums(Money net, Money vat, Money gross, Money bonus, long count) {}
}

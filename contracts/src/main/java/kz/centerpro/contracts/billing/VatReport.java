package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * {@code GET /v1/admin/reports/vat?period=2026-03}: value added tax by day of turnover and rate.
 *
 * @param turnover
 *            with the tax inside
 */
public record VatReport(String period, List<Row> rows, Money turnover, Money vat) {

    /**
     * @param percent
     *            of the day of turnover; a reversal has that of what it takes back
     */
    public record Row(String day, String percent, Money turnover, Money vat) {}
}

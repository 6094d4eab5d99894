package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * {@code GET /v1/admin/reports/balances}: what clients have together, and the trial balance.
 *
 * @param sums
 *            of the lines by unit; each is zero, or the books are wrong
 */
public record BalancesReport(Money prepaid, Money bonus, List<Line> lines, List<Sum> sums) {

    /**
     * @param account
     *            its name; accounts of clients are one line together, such as {@code prepaid:*}
     * @param accounts
     *            how many that are
     * @param amount
     *            a debit; with a minus a credit. Tenge where the unit is KZT, else units
     */
    public record Line(String account, String unit, long accounts, String amount) {}

    public record Sum(String unit, String amount) {}
}

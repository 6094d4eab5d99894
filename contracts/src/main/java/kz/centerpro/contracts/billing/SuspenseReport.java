package kz.centerpro.contracts.billing;

import java.util.List;

/** {@code GET /v1/admin/reports/suspense}: money that came and is nobody's yet, the oldest first. */
public record SuspenseReport(String asOf, List<Row> rows, Money total) {

    /**
     * @param payment
     *            by which it can be matched
     * @param hours
     *            whole hours that it has waited
     */
    public record Row(String payment, String since, long hours, Money amount, String memo) {}
}

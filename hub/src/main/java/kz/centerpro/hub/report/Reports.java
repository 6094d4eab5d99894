package kz.centerpro.hub.report;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import kz.centerpro.contracts.billing.BalancesReport;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.RevenueReport;
import kz.centerpro.contracts.billing.SuspenseReport;
import kz.centerpro.contracts.billing.VatReport;
import kz.centerpro.contracts.party.WireTime;
import reactor.core.publisher.Mono;

/** The operator's reports, each from the entries alone. */
public final class Reports {

    private final ReportStore store;
    private final Clock clock;

    Reports(ReportStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Mono<RevenueReport> revenue(LocalDate from, LocalDate to) {
        return store.revenue(from, to).collectList().map(found -> new RevenueReport(from.toString(), to.toString(),
                found.stream().map(row -> new RevenueReport.Row(row.day().toString(), row.product(),
                        sums(List.of(row)))).toList(),
                sums(found)));
    }

    private static RevenueReport.Sums sums(List<ReportStore.Turnover> rows) {
        long net = sum(rows, ReportStore.Turnover::net);
        long vat = sum(rows, ReportStore.Turnover::vat);
        return new RevenueReport.Sums(Money.ofTiyn(net), Money.ofTiyn(vat), Money.ofTiyn(Math.addExact(net, vat)),
                Money.ofTiyn(sum(rows, ReportStore.Turnover::bonus)), sum(rows, ReportStore.Turnover::count));
    }

    Mono<VatReport> tax(YearMonth period) {
        return store.tax(period.atDay(1), period.atEndOfMonth()).collectList()
                .map(found -> new VatReport(period.toString(),
                        found.stream().map(row -> new VatReport.Row(row.day().toString(), row.percent(),
                                Money.ofTiyn(row.turnover()), Money.ofTiyn(row.vat()))).toList(),
                        Money.ofTiyn(sum(found, ReportStore.Tax::turnover)),
                        Money.ofTiyn(sum(found, ReportStore.Tax::vat))));
    }

    Mono<SuspenseReport> suspense() {
        Instant now = clock.instant();
        return store.suspense().collectList().map(found -> new SuspenseReport(WireTime.format(now),
                found.stream().map(row -> new SuspenseReport.Row(row.payment(), WireTime.format(row.since()),
                        Duration.between(row.since(), now).toHours(), Money.ofTiyn(row.amount()), row.memo()))
                        .toList(),
                Money.ofTiyn(sum(found, ReportStore.Waiting::amount))));
    }

    Mono<BalancesReport> balances() {
        return store.trial().collectList().map(found -> {
            Map<String, Long> units = new TreeMap<>();
            found.forEach(line -> units.merge(line.unit(), line.amount(), Math::addExact));
            return new BalancesReport(owed(found, "prepaid:*"), owed(found, "bonus:*"),
                    found.stream().map(line -> new BalancesReport.Line(line.account(), line.unit(), line.accounts(),
                            shown(line.unit(), line.amount()))).toList(),
                    units.entrySet().stream()
                            .map(unit -> new BalancesReport.Sum(unit.getKey(), shown(unit.getKey(), unit.getValue())))
                            .toList());
        });
    }

    /** What clients have stands on the credit side. */
    private static Money owed(List<ReportStore.Line> lines, String account) {
        return Money.ofTiyn(-lines.stream().filter(line -> line.account().equals(account))
                .mapToLong(ReportStore.Line::amount).sum());
    }

    private static String shown(String unit, long amount) {
        return unit.equals(Money.TENGE) ? BigDecimal.valueOf(amount, 2).toPlainString() : Long.toString(amount);
    }

    private static <T> long sum(List<T> rows, ToLongFunction<T> part) {
        return rows.stream().mapToLong(part).reduce(0, Math::addExact);
    }
}

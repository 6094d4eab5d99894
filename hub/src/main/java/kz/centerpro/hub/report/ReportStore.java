package kz.centerpro.hub.report;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;

/** Adds up {@code billing.entry}. Reads alone. */
final class ReportStore {

    /**
     * Transactions of some days that are turnover. A purchase with bonus alone has no revenue: its product is that of
     * the tariff it names. What reverses has the rate of what it takes back.
     */
    private static final String TURNOVER = """
            with found as (
              select t.transaction_id, t.day, coalesce(o.day, t.day) as rate_day,
                     case when coalesce(o.kind, t.kind) = 'PURCHASE' then case when o.kind is null then 1 else -1 end else 0 end as purchases,
                     coalesce(o.memo, t.memo) as memo,
                     min(substr(e.account, 9)) filter (where e.account like 'revenue:%') as product,
                     coalesce(-sum(e.amount) filter (where e.account like 'revenue:%'), 0) as net,
                     coalesce(-sum(e.amount) filter (where e.account = 'vat'), 0) as vat,
                     coalesce(sum(e.amount) filter (where e.account like 'bonus:%'), 0) as bonus
                from billing.ledger_transaction t join billing.entry e using (transaction_id)
                left join billing.ledger_transaction o on t.kind = 'REVERSAL' and o.reference = substr(t.reference, 10)
               where t.day between :from and :to and t.unit = 'KZT'
               group by t.transaction_id, o.transaction_id
              having coalesce(o.kind, t.kind) = 'PURCHASE' or bool_or(e.account like 'revenue:%' or e.account = 'vat'))
            """;

    private final Tx tx;

    ReportStore(Tx tx) {
        this.tx = tx;
    }

    /** Tiyn. */
    record Turnover(LocalDate day, String product, long net, long vat, long bonus, long count) {}

    Flux<Turnover> revenue(LocalDate from, LocalDate to) {
        return tx.client()
                .sql(TURNOVER
                        + """
                                select f.day, coalesce(f.product, v.products[1], '') as product, sum(f.net)::bigint as net, sum(f.vat)::bigint as vat,
                                       sum(case when f.purchases <> 0 then f.bonus else 0 end)::bigint as bonus, sum(f.purchases)::bigint as count
                                  from found f
                                  left join billing.tariff_version v
                                    on f.purchases <> 0 and f.product is null and v.tariff || ' ' || v.version = f.memo
                                 group by 1, 2 order by 1, 2""")
                .bind("from", from).bind("to", to)
                .map(row -> new Turnover(day(row), Rows.get(row, "product", String.class), number(row, "net"),
                        number(row, "vat"), number(row, "bonus"), number(row, "count")))
                .all();
    }

    record Tax(LocalDate day, String percent, long turnover, long vat) {}

    Flux<Tax> tax(LocalDate from, LocalDate to) {
        return tx.client()
                .sql(TURNOVER
                        + """
                                select f.day, r.percent, sum(f.net + f.vat)::bigint as turnover, sum(f.vat)::bigint as vat
                                  from found f join billing.tax_rate r on r.tax = 'VAT' and f.rate_day between r.valid_from and r.valid_to
                                 where f.net <> 0 or f.vat <> 0 group by 1, 2 order by 1, 2""")
                .bind("from", from).bind("to", to)
                .map(row -> new Tax(day(row), Rows.get(row, "percent", BigDecimal.class).toPlainString(),
                        number(row, "turnover"), number(row, "vat")))
                .all();
    }

    /** What of a payment is in suspense: what came to that account and did not leave it. */
    record Waiting(String payment, Instant since, long amount, String memo) {}

    Flux<Waiting> suspense() {
        return tx.client().sql("""
                select substring(t.reference from 'payment:([^:]+)') as payment, min(t.at) as since,
                       (-sum(e.amount))::bigint as amount, (array_agg(t.memo order by t.transaction_id))[1] as memo
                  from billing.entry e join billing.ledger_transaction t using (transaction_id)
                 where e.account = 'suspense' group by 1 having sum(e.amount) <> 0 order by 2, 1""")
                .map(row -> new Waiting(String.valueOf(row.get("payment", String.class)),
                        Rows.get(row, "since", Instant.class), number(row, "amount"),
                        Rows.get(row, "memo", String.class)))
                .all();
    }

    record Line(String account, String unit, long accounts, long amount) {}

    /** Every account there is; those of clients are one line together. */
    Flux<Line> trial() {
        return tx.client().sql("""
                select case when e.account ~ '^(prepaid|bonus|allowance):' then split_part(e.account, ':', 1) || ':*'
                            else e.account end as account, t.unit, count(distinct e.account) as accounts,
                       sum(e.amount)::bigint as amount
                  from billing.entry e join billing.ledger_transaction t using (transaction_id)
                 group by 1, 2 order by 2, 1""")
                .map(row -> new Line(Rows.get(row, "account", String.class), Rows.get(row, "unit", String.class),
                        number(row, "accounts"), number(row, "amount")))
                .all();
    }

    private static LocalDate day(Readable row) {
        return Rows.get(row, "day", LocalDate.class);
    }

    private static long number(Readable row, String column) {
        return Rows.get(row, column, Long.class);
    }
}

package kz.centerpro.hub.rating;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import kz.centerpro.contracts.billing.UsageView;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what was used, in the hub's role. */
final class UsageStore {

    private static final UUID NONE = new UUID(0, 0);

    private final Tx tx;

    UsageStore(Tx tx) {
        this.tx = tx;
    }

    /** Units that are rated, and units that there are. */
    record Progress(long rated, long counted) {}

    Mono<Progress> progress(long box) {
        return tx.client().sql("""
                select coalesce((select seq from billing.rating_cursor where box_id = :box), 0) as rated,
                       coalesce((select usage_top from hub.box where box_id = :box), 0) as counted""").bind("box", box)
                .map(row -> new Progress(Rows.get(row, "rated", Long.class), Rows.get(row, "counted", Long.class)))
                .one();
    }

    Flux<UsageView.Day> days(long box, LocalDate from, LocalDate to) {
        return tx.client().sql("""
                select day, metric, subscription_id, period, quantity, bytes from billing.rated_usage
                 where box_id = :box and day between :from and :to order by day, metric, subscription_id, period""")
                .bind("box", box).bind("from", from).bind("to", to).map(row -> {
                    UUID subscription = Rows.get(row, "subscription_id", UUID.class);
                    return new UsageView.Day(Rows.get(row, "day", LocalDate.class).toString(),
                            Rows.get(row, "metric", String.class),
                            subscription.equals(NONE) ? null : subscription.toString(),
                            YearMonth.from(Rows.get(row, "period", LocalDate.class)).toString(),
                            Rows.get(row, "quantity", Long.class), Rows.get(row, "bytes", Long.class));
                }).all();
    }
}

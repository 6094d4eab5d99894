package kz.centerpro.hub.quota;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Calls {@code billing.lease_quota} and its kin. */
final class QuotaStore implements LeaseSource {

    private final Tx tx;

    QuotaStore(Tx tx) {
        this.tx = tx;
    }

    @Override
    public Mono<Answer> lease(Wish wish, Instant at) {
        return tx.client().sql("""
                select outcome, units, until_at
                  from billing.lease_quota(:box, :product, :metric, :want, :lease, :until, :at, :own)""")
                .bind("box", wish.box()).bind("product", wish.product()).bind("metric", wish.metric())
                .bind("want", wish.want()).bind("lease", wish.lease()).bind("until", utc(wish.until()))
                .bind("at", utc(at)).bind("own", wish.own().toArray(UUID[]::new))
                .map(row -> new Answer(Rows.get(row, "outcome", String.class), row.get("units", Long.class),
                        row.get("until_at", Instant.class)))
                .one();
    }

    @Override
    public Mono<BoxTop> welcome(long box, String product, UUID subscription, UUID event, Instant at) {
        return tx.client().sql("""
                select top_seq, epoch from billing.welcome(:box, :product, :subscription, :event, :at)""")
                .bind("box", box).bind("product", product).bind("subscription", subscription).bind("event", event)
                .bind("at", utc(at))
                .map(row -> new BoxTop(box, Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "top_seq", Long.class)))
                .one();
    }

    @Override
    public Mono<Void> giveBack(long box, UUID lease) {
        return tx.client().sql("select billing.return_lease(:box, :lease)").bind("box", box).bind("lease", lease)
                .then();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

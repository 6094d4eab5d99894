package kz.centerpro.hub.rating;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls {@code billing.rate} and what goes with it, in billing's role. */
final class RatingStore {

    private final Tx tx;

    RatingStore(Tx tx) {
        this.tx = tx;
    }

    /** Boxes with usage since then that is not rated; with null all such boxes. */
    Flux<Long> unrated(@Nullable Instant since, Instant at, int limit) {
        GenericExecuteSpec call = tx.client().sql("select box_id from billing.unrated(:since, :at, :limit)")
                .bind("at", at).bind("limit", limit);
        return (since == null ? call.bindNull("since", Instant.class) : call.bind("since", since))
                .map(row -> Rows.get(row, "box_id", Long.class)).all();
    }

    /** {@code top} when the box was told something. */
    record Batch(long rated, @Nullable BoxTop top) {}

    Mono<Batch> rate(long box, int limit, Instant at) {
        return tx.client().sql("select rated, top_seq, epoch from billing.rate(:box, :limit, :at)").bind("box", box)
                .bind("limit", limit).bind("at", at).map(row -> {
                    Long top = row.get("top_seq", Long.class);
                    return new Batch(Rows.get(row, "rated", Long.class),
                            top == null ? null : new BoxTop(box, Rows.get(row, "epoch", Integer.class), top));
                }).one();
    }

    Mono<Integer> park(long box, String failure, Instant at) {
        return tx.client().sql("select billing.park_rating(:box, :failure, :at) as failures").bind("box", box)
                .bind("failure", failure).bind("at", at).map(row -> Rows.get(row, "failures", Integer.class)).one();
    }

    record Due(long box, UUID subscription) {}

    Flux<Due> due(Instant at, int limit) {
        return tx.client().sql("select box_id, subscription_id from billing.due_subscriptions(:at, :limit)")
                .bind("at", at).bind("limit", limit)
                .map(row -> new Due(Rows.get(row, "box_id", Long.class), Rows.get(row, "subscription_id", UUID.class)))
                .all();
    }

    /** The box's new top; empty when there was nothing to say. */
    Mono<BoxTop> turn(Due due, Instant at) {
        return tx.client().sql("select top_seq, epoch from billing.turn_subscription(:box, :subscription, :at)")
                .bind("box", due.box()).bind("subscription", due.subscription()).bind("at", at)
                .map(row -> new BoxTop(due.box(), Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "top_seq", Long.class)))
                .one();
    }

    Mono<Integer> reapLeases(Instant at, int limit) {
        return tx.client().sql("select billing.reap_leases(:at, :limit) as reaped").bind("at", at)
                .bind("limit", limit).map(row -> Rows.get(row, "reaped", Integer.class)).one();
    }

    Mono<Integer> closePeriods(Instant at) {
        return tx.client().sql("select billing.close_periods(:at) as closed").bind("at", at)
                .map(row -> Rows.get(row, "closed", Integer.class)).one();
    }

    /** Boxes that wait because their rating failed. */
    Mono<Long> parked(Instant at) {
        return tx.client()
                .sql("select count(*) as parked from billing.rating_cursor where failures > 0 and parked_until > :at")
                .bind("at", at).map(row -> Rows.get(row, "parked", Long.class)).one();
    }

    Mono<List<String>> reconcile() {
        return tx.client().sql("select what, box_id, name, expected, found from billing.reconcile()")
                .map(row -> row.get("what", String.class) + " of box " + row.get("box_id", Long.class) + " "
                        + row.get("name", String.class) + ": expected " + row.get("expected", String.class) + ", found "
                        + row.get("found", String.class))
                .all().collectList();
    }
}

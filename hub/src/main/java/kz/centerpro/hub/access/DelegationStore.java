package kz.centerpro.hub.access;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.access.DelegationView;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.delegation}. */
final class DelegationStore {

    /** Boxes of others that a token carries; with its own they are what one stream may have. */
    static final int CARRIED_MAX = 63;

    private static final String LIVE = """
            select d.delegation_id, d.box_id, d.reader_box, d.granted_at, o.country as owner_country,
                   o.tax_id as owner_tax_id, o.name as owner_name, r.country as reader_country,
                   r.tax_id as reader_tax_id, r.name as reader_name, exists (select from access.closed_box c
                     where c.box_id = o.box_id) as resting
              from hub.delegation d join hub.participant o on o.box_id = d.box_id
              join hub.participant r on r.box_id = d.reader_box where d.withdrawn_at is null and\s""";

    private final Tx tx;
    private final Duration tokenLifetime;

    DelegationStore(Tx tx, Duration tokenLifetime) {
        this.tx = tx;
        this.tokenLifetime = tokenLifetime;
    }

    /**
     * What a token of the reader carries: the number of each box and the delegation's id; the oldest first. A reading
     * rests while its owner has no access.
     */
    Mono<Map<Long, UUID>> carried(long readerBox) {
        return tx.client().sql("select box_id, delegation_id from hub.delegation d where reader_box = :reader "
                + "and withdrawn_at is null and not exists (select from access.closed_box c where c.box_id = d.box_id) "
                + "order by granted_at limit " + CARRIED_MAX)
                .bind("reader", readerBox)
                .map(row -> Map.entry(Rows.get(row, "box_id", Long.class), Rows.get(row, "delegation_id", UUID.class)))
                .all().collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** False when there is one already. */
    Mono<Boolean> insert(UUID id, long box, long readerBox, UUID by, Instant at) {
        return tx.client().sql("""
                insert into hub.delegation (box_id, delegation_id, reader_box, granted_by, granted_at)
                values (:box, :id, :reader, :by, :at)
                on conflict (box_id, reader_box) where withdrawn_at is null do nothing""")
                .bind("box", box).bind("id", id).bind("reader", readerBox).bind("by", by).bind("at", at).fetch()
                .rowsUpdated().map(rows -> rows == 1);
    }

    Mono<Delegation> find(long box, long readerBox) {
        return tx.client().sql(LIVE + "d.box_id = :box and d.reader_box = :reader").bind("box", box)
                .bind("reader", readerBox).map(DelegationStore::delegation).one();
    }

    /** Those that the owner of the box has given. */
    Flux<Delegation> given(long box) {
        return tx.client().sql(LIVE + "d.box_id = :box order by d.granted_at").bind("box", box)
                .map(DelegationStore::delegation).all();
    }

    /** Those that the reader has been given. */
    Flux<Delegation> received(long readerBox) {
        return tx.client().sql(LIVE + "d.reader_box = :reader order by d.granted_at").bind("reader", readerBox)
                .map(DelegationStore::delegation).all();
    }

    /** Ends it, and what is open by it in every process; false when somebody else was first. */
    Mono<Boolean> withdraw(Delegation ended, UUID by, Instant at) {
        return tx.client().sql("with ended as (update hub.delegation set withdrawn_at = :at, withdrawn_by = :by "
                + "where box_id = :box and delegation_id = :id and withdrawn_at is null returning delegation_id as id)"
                + WithdrawalStore.ENDED).bind("at", at).bind("by", by).bind("box", ended.box()).bind("id", ended.id())
                .bind("until", WithdrawalStore.until(at, tokenLifetime)).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static Delegation delegation(Readable row) {
        return new Delegation(Rows.get(row, "delegation_id", UUID.class), Rows.get(row, "box_id", Long.class),
                Rows.get(row, "reader_box", Long.class), side(row, "owner"), side(row, "reader"),
                Rows.get(row, "granted_at", Instant.class), Rows.get(row, "resting", Boolean.class));
    }

    private static DelegationView.Side side(Readable row, String who) {
        return new DelegationView.Side(Rows.get(row, who + "_country", String.class),
                Rows.get(row, who + "_tax_id", String.class), Rows.get(row, who + "_name", String.class));
    }
}

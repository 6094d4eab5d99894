package kz.centerpro.hub.acquiring;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code payment.card_order}, and their settlement in the books. */
final class CardStore {

    private static final String SELECT = "select order_no, order_id, box_id, amount, invoice, scheme, state, reason, "
            + "page, secret_hash, created_at, changed_at from payment.card_order ";

    private final Tx tx;

    CardStore(Tx tx) {
        this.tx = tx;
    }

    /** An order to be made. */
    record Asked(UUID id, long box, long amount, @Nullable String invoice, String scheme, String acquirer,
            @Nullable String key, String fingerprint, Instant at) {}

    /** NEW, SAME or OTHER. */
    record Outcome(String outcome, UUID id) {}

    Mono<Outcome> order(Asked asked) {
        return tx.client().sql("""
                select outcome, order_id from payment.order_card(:id, :box, :amount, :invoice, :scheme, :acquirer, :key,
                  :fingerprint, :at)""").bind("id", asked.id()).bind("box", asked.box()).bind("amount", asked.amount())
                .bind("invoice", text(asked.invoice())).bind("scheme", asked.scheme())
                .bind("acquirer", asked.acquirer()).bind("key", text(asked.key()))
                .bind("fingerprint", asked.fingerprint()).bind("at", asked.at())
                .map(row -> new Outcome(Rows.get(row, "outcome", String.class), Rows.get(row, "order_id", UUID.class)))
                .one();
    }

    Mono<CardOrder> find(UUID id) {
        return tx.client().sql(SELECT + "where order_id = :id").bind("id", id).map(CardStore::kept).one();
    }

    Mono<CardOrder> findByNo(String orderNo) {
        return tx.client().sql(SELECT + "where order_no = :no").bind("no", orderNo).map(CardStore::kept).one();
    }

    Mono<Void> opened(String orderNo, String page, byte[] secretHash, Instant next) {
        return tx.client().sql("select payment.card_opened(:no, :page, :hash, :next)").bind("no", orderNo)
                .bind("page", page).bind("hash", ByteBuffer.wrap(secretHash)).bind("next", next).then();
    }

    /** Claims orders that are to be asked for. */
    Flux<String> due(Instant at, Instant until, int limit) {
        return tx.client().sql("select order_no from payment.due_cards(:at, :until, :limit)").bind("at", at)
                .bind("until", until).bind("limit", limit).map(row -> Rows.get(row, "order_no", String.class)).all();
    }

    Mono<Void> seen(String orderNo, String state, @Nullable String reason, @Nullable Instant next, Instant at) {
        return tx.client().sql("select payment.card_seen(:no, :state, :reason, :next, :at)").bind("no", orderNo)
                .bind("state", state).bind("reason", text(reason))
                .bind("next", next == null
                        ? Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE)
                        : Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE,
                                next.atOffset(java.time.ZoneOffset.UTC)))
                .bind("at", at).then();
    }

    /**
     * Books what the acquirer has taken. Empty when that was done before; else the top of the payer's box, if it was
     * credited.
     */
    Mono<Optional<BoxTop>> settle(String orderNo, UUID payment, long tiyn, @Nullable String reason, UUID event,
            UUID creditedEvent, Instant at) {
        return tx.client()
                .sql("""
                        select box_id, top_seq, epoch from payment.settle_card(:no, :payment, :amount, :reason, :event, :credited,
                          :at)""")
                .bind("no", orderNo).bind("payment", payment).bind("amount", tiyn)
                .bind("reason", text(reason)).bind("event", event).bind("credited", creditedEvent).bind("at", at)
                .map(CardStore::top).one();
    }

    private static Optional<BoxTop> top(Readable row) {
        Long top = row.get("top_seq", Long.class);
        return top == null
                ? Optional.empty()
                : Optional.of(
                        new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class), top));
    }

    private static io.r2dbc.spi.Parameter text(@Nullable String value) {
        return value == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, value);
    }

    private static CardOrder kept(Readable row) {
        return new CardOrder(Rows.get(row, "order_no", String.class), Rows.get(row, "order_id", UUID.class),
                Rows.get(row, "box_id", Long.class), Rows.get(row, "amount", Long.class),
                row.get("invoice", String.class), Rows.get(row, "scheme", String.class),
                Rows.get(row, "state", String.class), row.get("reason", String.class), row.get("page", String.class),
                row.get("secret_hash", byte[].class), Rows.get(row, "created_at", Instant.class),
                Rows.get(row, "changed_at", Instant.class));
    }
}

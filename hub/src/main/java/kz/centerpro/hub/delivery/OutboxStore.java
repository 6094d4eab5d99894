package kz.centerpro.hub.delivery;

import static kz.centerpro.hub.kernel.BinaryValue.longs;
import static kz.centerpro.hub.kernel.BinaryValue.texts;
import static kz.centerpro.hub.kernel.BinaryValue.times;
import static kz.centerpro.hub.kernel.BinaryValue.uuids;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Table {@code hub.outbox} and the functions that empty it. */
final class OutboxStore {

    static final String TOLD = "select box_id, top_seq, epoch, events from ";

    private final Tx tx;
    private final Ids ids;

    OutboxStore(Tx tx, Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    Mono<List<OutboxMessage>> claim(int limit, Instant now, Duration ttl) {
        return tx.client().sql("select * from hub.claim_outbox(:limit, :now, make_interval(secs => :ttl))")
                .bind("limit", limit)
                .bind("now", utc(now)).bind("ttl", (double) ttl.toSeconds()).map(OutboxStore::message).all()
                .collectList();
    }

    /** Puts documents into the recipients' boxes. */
    Mono<List<BoxTop>> deliver(List<OutboxMessage> messages, Instant at) {
        return tops(
                tx.client().sql(TOLD + "hub.deliver_batch(:targets, :numbers, :senders, :messages, :datas, :at)")
                        .bind("targets", longs(messages, OutboxMessage::target))
                        .bind("numbers", texts(messages, OutboxMessage::number))
                        .bind("senders", longs(messages, OutboxMessage::box))
                        .bind("messages", uuids(messages, OutboxMessage::id))
                        .bind("datas", texts(messages, OutboxMessage::data)).bind("at", utc(at)));
    }

    /** Tells the senders' boxes and lets the rows go. */
    Mono<List<BoxTop>> acknowledge(List<OutboxMessage> messages, Instant at) {
        return tops(tx.client()
                .sql(TOLD + "hub.acknowledge_batch(:boxes, :messages, :numbers, :targets, :events, :traces, :at)")
                .bind("boxes", longs(messages, OutboxMessage::box))
                .bind("messages", uuids(messages, OutboxMessage::id))
                .bind("numbers", texts(messages, OutboxMessage::number))
                .bind("targets", longs(messages, OutboxMessage::target))
                .bind("events", uuids(messages, _ -> ids.next())).bind("traces", texts(messages, OutboxMessage::trace))
                .bind("at", utc(at)));
    }

    /** Brings receipts into the senders' boxes. */
    Mono<List<BoxTop>> receipts(List<OutboxMessage> messages, Instant at) {
        return tops(tx.client().sql(
                TOLD + "hub.receipt_batch(:senders, :numbers, :recipients, :kinds, :events, :delivered, :ats, :at)")
                .bind("senders", longs(messages, OutboxMessage::target))
                .bind("numbers", texts(messages, OutboxMessage::number))
                .bind("recipients", longs(messages, OutboxMessage::box))
                .bind("kinds", texts(messages, OutboxMessage::kind))
                .bind("events", uuids(messages, _ -> ids.next()))
                .bind("delivered", uuids(messages, _ -> ids.next()))
                .bind("ats", times(messages, OutboxMessage::at)).bind("at", utc(at)));
    }

    /** Brings answers into the senders' boxes. */
    Mono<List<BoxTop>> answers(List<OutboxMessage> messages, Instant at) {
        return tops(tx.client().sql(
                TOLD + "hub.answer_batch(:senders, :numbers, :recipients, :datas, :delivered, :received, :read, :at)")
                .bind("senders", longs(messages, OutboxMessage::target))
                .bind("numbers", texts(messages, OutboxMessage::number))
                .bind("recipients", longs(messages, OutboxMessage::box))
                .bind("datas", texts(messages, OutboxMessage::data))
                .bind("delivered", uuids(messages, _ -> ids.next()))
                .bind("received", uuids(messages, _ -> ids.next())).bind("read", uuids(messages, _ -> ids.next()))
                .bind("at", utc(at)));
    }

    Mono<Backlog> backlog() {
        return tx.client().sql("""
                select count(*) as waiting, min(o.at) as oldest
                  from (select at from hub.outbox order by claimed_until, message_id limit 100000) o""")
                .map(row -> new Backlog(Rows.get(row, "waiting", Long.class), row.get("oldest", Instant.class))).one();
    }

    Mono<Integer> forget(List<OutboxMessage> messages) {
        return tx.client().sql("select hub.forget_batch(:boxes, :messages) as n")
                .bind("boxes", longs(messages, OutboxMessage::box))
                .bind("messages", uuids(messages, OutboxMessage::id))
                .map(row -> Rows.get(row, "n", Integer.class)).one();
    }

    static Mono<List<BoxTop>> tops(DatabaseClient.GenericExecuteSpec call) {
        return call.map(row -> new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                Rows.get(row, "top_seq", Long.class), row.get("events", String.class))).all().collectList();
    }

    private static OutboxMessage message(Readable row) {
        return new OutboxMessage(Rows.get(row, "box_id", Long.class), Rows.get(row, "message_id", UUID.class),
                Rows.get(row, "kind", String.class),
                Rows.get(row, "target_box", Long.class), Rows.get(row, "number", String.class),
                Rows.get(row, "at", Instant.class),
                Rows.get(row, "data", String.class), row.get("trace", String.class));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

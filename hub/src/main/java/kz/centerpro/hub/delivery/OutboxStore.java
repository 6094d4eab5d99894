package kz.centerpro.hub.delivery;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Table {@code hub.outbox} and the functions that empty it. */
final class OutboxStore {

    private final Tx tx;
    private final Ids ids;

    OutboxStore(Tx tx, Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    record Message(long box, UUID id, String kind, long target, String number, Instant at, String data) {}

    Mono<List<Message>> claim(int limit, Instant now, Duration ttl) {
        return tx.client().sql("select * from hub.claim_outbox(:limit, :now, make_interval(secs => :ttl))")
                .bind("limit", limit)
                .bind("now", utc(now)).bind("ttl", (double) ttl.toSeconds()).map(OutboxStore::message).all()
                .collectList();
    }

    /** Puts documents into the recipients' boxes. */
    Mono<List<BoxTop>> deliver(List<Message> messages, Instant at) {
        return tops(
                tx.client().sql("select * from hub.deliver_batch(:targets, :numbers, :senders, :messages, :datas, :at)")
                        .bind("targets", array(messages, Message::target, Long[]::new))
                        .bind("numbers", array(messages, Message::number, String[]::new))
                        .bind("senders", array(messages, Message::box, Long[]::new))
                        .bind("messages", array(messages, Message::id, UUID[]::new))
                        .bind("datas", array(messages, Message::data, String[]::new)).bind("at", utc(at)));
    }

    /** Tells the senders' boxes and lets the rows go. */
    Mono<List<BoxTop>> acknowledge(List<Message> messages, Instant at) {
        return tops(tx.client()
                .sql("select * from hub.acknowledge_batch(:boxes, :messages, :numbers, :targets, :events, :at)")
                .bind("boxes", array(messages, Message::box, Long[]::new))
                .bind("messages", array(messages, Message::id, UUID[]::new))
                .bind("numbers", array(messages, Message::number, String[]::new))
                .bind("targets", array(messages, Message::target, Long[]::new))
                .bind("events", array(messages, m -> ids.next(), UUID[]::new))
                .bind("at", utc(at)));
    }

    /** Brings receipts into the senders' boxes. */
    Mono<List<BoxTop>> receipts(List<Message> messages, Instant at) {
        return tops(tx.client().sql(
                "select * from hub.receipt_batch(:senders, :numbers, :recipients, :kinds, :events, :delivered, :ats, :at)")
                .bind("senders", array(messages, Message::target, Long[]::new))
                .bind("numbers", array(messages, Message::number, String[]::new))
                .bind("recipients", array(messages, Message::box, Long[]::new))
                .bind("kinds", array(messages, Message::kind, String[]::new))
                .bind("events", array(messages, m -> ids.next(), UUID[]::new))
                .bind("delivered", array(messages, m -> ids.next(), UUID[]::new))
                .bind("ats", array(messages, m -> utc(m.at()), OffsetDateTime[]::new)).bind("at", utc(at)));
    }

    Mono<Backlog> backlog() {
        return tx.client().sql("""
                select count(*) as waiting, min(o.at) as oldest
                  from (select at from hub.outbox order by claimed_until, message_id limit 100000) o""")
                .map(row -> new Backlog(Rows.get(row, "waiting", Long.class), row.get("oldest", Instant.class))).one();
    }

    Mono<Integer> forget(List<Message> messages) {
        return tx.client().sql("select hub.forget_batch(:boxes, :messages) as n")
                .bind("boxes", array(messages, Message::box, Long[]::new))
                .bind("messages", array(messages, Message::id, UUID[]::new))
                .map(row -> Rows.get(row, "n", Integer.class)).one();
    }

    private static Mono<List<BoxTop>> tops(DatabaseClient.GenericExecuteSpec call) {
        return call.map(row -> new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                Rows.get(row, "top_seq", Long.class))).all().collectList();
    }

    private static Message message(Readable row) {
        return new Message(Rows.get(row, "box_id", Long.class), Rows.get(row, "message_id", UUID.class),
                Rows.get(row, "kind", String.class),
                Rows.get(row, "target_box", Long.class), Rows.get(row, "number", String.class),
                Rows.get(row, "at", Instant.class),
                Rows.get(row, "data", String.class));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static <T> T[] array(List<Message> messages, Function<Message, ? extends T> of, IntFunction<T[]> make) {
        T[] values = make.apply(messages.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = of.apply(messages.get(i));
        }
        return values;
    }
}

package kz.centerpro.hub.delivery;

import static kz.centerpro.hub.kernel.BinaryValue.longs;
import static kz.centerpro.hub.kernel.BinaryValue.texts;
import static kz.centerpro.hub.kernel.BinaryValue.uuids;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.waiting} and the functions that empty it. */
final class WaitingStore {

    private final Tx tx;
    private final Ids ids;

    WaitingStore(Tx tx, Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    /** A box whose holder has joined, under this name. */
    record Connected(long box, String name) {}

    /** A leg that waits, by its sender's box and its message. */
    record Held(long box, UUID message) {}

    /** Takes boxes for which something waits and whose holders became active after {@code since}. */
    Flux<Connected> claim(Instant since, Instant now, Duration ttl, int limit) {
        return tx.client()
                .sql("select box_id, name from hub.claim_connected(:since, :now, make_interval(secs => :ttl), :limit)")
                .bind("since", OutboxStore.utc(since)).bind("now", OutboxStore.utc(now))
                .bind("ttl", (double) ttl.toSeconds()).bind("limit", limit)
                .map(row -> new Connected(Rows.get(row, "box_id", Long.class), Rows.get(row, "name", String.class)))
                .all();
    }

    /** Gives the box back, so that what comes late finds it free. */
    Mono<Void> free(long box) {
        return tx.client().sql("update hub.address set claimed_until = '-infinity' where box_id = :box")
                .bind("box", box).then();
    }

    /** The first of what waits for a box, in the order of acceptance; nobody takes it back from here on. */
    Mono<List<OutboxMessage>> release(long box, int limit, Instant now) {
        return tx.client().sql("select * from hub.release_waiting(:box, :limit, :now) order by taken_at, box_id, pos")
                .bind("box", box).bind("limit", limit).bind("now", OutboxStore.utc(now)).map(WaitingStore::message)
                .all().collectList();
    }

    /** Tells the senders' boxes and lets the rows go. */
    Mono<List<BoxTop>> acknowledge(List<OutboxMessage> messages, Connected to, Instant at) {
        return OutboxStore.tops(tx.client().sql(OutboxStore.TOLD
                + "hub.acknowledge_waiting(:boxes, :messages, :numbers, :target, :name, :events, :traces, :at)")
                .bind("boxes", longs(messages, OutboxMessage::box))
                .bind("messages", uuids(messages, OutboxMessage::id))
                .bind("numbers", texts(messages, OutboxMessage::number)).bind("target", to.box)
                .bind("name", to.name).bind("events", uuids(messages, _ -> ids.next()))
                .bind("traces", texts(messages, OutboxMessage::trace)).bind("at", OutboxStore.utc(at)));
    }

    /** What has waited too long, the oldest first. */
    Mono<List<Held>> due(Instant at, int limit) {
        return tx.client().sql("""
                select box_id, message_id from hub.waiting where until <= :at and released_at is null
                 order by until limit :limit""").bind("at", OutboxStore.utc(at)).bind("limit", limit)
                .map(WaitingStore::held).all().collectList();
    }

    /**
     * What waits of a document, in the order of its legs; for one recipient, or for all when {@code taxId} is empty.
     */
    Mono<List<Held>> of(long box, String number, String country, String taxId) {
        return tx.client()
                .sql("""
                        select w.box_id, w.message_id
                          from hub.waiting w join hub.leg l on l.box_id = w.box_id and l.number = w.number and l.recipient_box = w.recipient_box
                         where w.box_id = :box and w.number = :number
                           and (:taxId = '' or l.recipient ->> 'taxId' = :taxId and l.recipient ->> 'country' = :country)
                         order by l.ordinal""")
                .bind("box", box).bind("number", number).bind("country", country)
                .bind("taxId", taxId).map(WaitingStore::held).all().collectList();
    }

    /** Ends those that still wait; says what their senders' boxes were told. */
    Mono<List<BoxTop>> end(List<Held> held, boolean withdrawn, Instant at) {
        return OutboxStore.tops(tx.client()
                .sql(OutboxStore.TOLD + "hub.end_waiting(:boxes, :messages, :withdrawn, :events, :at)")
                .bind("boxes", longs(held, Held::box)).bind("messages", uuids(held, Held::message))
                .bind("withdrawn", withdrawn).bind("events", uuids(held, _ -> ids.next()))
                .bind("at", OutboxStore.utc(at)));
    }

    private static Held held(Readable row) {
        return new Held(Rows.get(row, "box_id", Long.class), Rows.get(row, "message_id", UUID.class));
    }

    private static OutboxMessage message(Readable row) {
        return new OutboxMessage(Rows.get(row, "box_id", Long.class), Rows.get(row, "message_id", UUID.class),
                OutboxMessage.DELIVER, Rows.get(row, "recipient_box", Long.class),
                Rows.get(row, "number", String.class), Rows.get(row, "taken_at", Instant.class),
                Rows.get(row, "data", String.class), row.get("trace", String.class));
    }
}

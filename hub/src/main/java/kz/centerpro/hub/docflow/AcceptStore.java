package kz.centerpro.hub.docflow;

import static kz.centerpro.hub.kernel.BinaryValue.ints;
import static kz.centerpro.hub.kernel.BinaryValue.longs;
import static kz.centerpro.hub.kernel.BinaryValue.texts;
import static kz.centerpro.hub.kernel.BinaryValue.times;
import static kz.centerpro.hub.kernel.BinaryValue.uuids;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.BinaryValue;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Calls {@code hub.accept_batch}: one statement, one transaction. */
final class AcceptStore {

    private static final String ACCEPT = """
            select ord, outcome, submission, number, top_box, top_epoch, top_seq, events from hub.accept_batch(
              :boxes, :submissions, :numbers, :external, :keys, :fingerprints, :contents, :keyIds, :sealedKeys, :sizes, :sha256, :metas,
              :inlineLengths, :inline, :signatureLengths, :signatures, :reports, :eventIds, :eventData, :usageIds, :ats,
              :traces, :legItem, :legOrdinal, :legBox, :legRecipient, :legMessage, :legData, :claimed, :leases, :at%s) order by ord""";
    private static final String ALL_GO = ACCEPT.formatted("");
    private static final String SOME_WAIT = ACCEPT.formatted(", :legUntil");

    private final Tx tx;

    AcceptStore(Tx tx) {
        this.tx = tx;
    }

    /**
     * One outcome for each item, in order.
     *
     * @param claimed
     *            until when the outbox rows are left to this node
     */
    Mono<List<Accepted>> accept(List<AcceptItem> items, Instant at, Instant claimed) {
        Legs legs = Legs.of(items);
        boolean allGo = legs.legs.stream().allMatch(AcceptItem.Leg::goes);
        DatabaseClient.GenericExecuteSpec call = tx.client().sql(allGo ? ALL_GO : SOME_WAIT)
                .bind("boxes", longs(items, AcceptItem::box))
                .bind("submissions", uuids(items, AcceptItem::submission))
                .bind("numbers", texts(items, AcceptItem::number))
                .bind("external", texts(items, AcceptItem::externalId))
                .bind("keys", texts(items, AcceptItem::idempotencyKey))
                .bind("fingerprints", texts(items, AcceptItem::fingerprint))
                .bind("contents", uuids(items, AcceptItem::content)).bind("keyIds", texts(items, AcceptItem::keyId))
                .bind("sealedKeys", texts(items, AcceptItem::sealedKey)).bind("sizes", longs(items, AcceptItem::size))
                .bind("sha256", texts(items, AcceptItem::sha256)).bind("metas", texts(items, AcceptItem::meta))
                .bind("inlineLengths", ints(items, AcceptItem::inlineLength))
                .bind("inline", BinaryValue.bytes(items, AcceptItem::sealedContent))
                .bind("signatureLengths", ints(items, item -> item.sealedSignature().length))
                .bind("signatures", BinaryValue.bytes(items, AcceptItem::sealedSignature))
                .bind("reports", texts(items, item -> item.report().report()))
                .bind("eventIds", uuids(items, AcceptItem::eventId))
                .bind("eventData", texts(items, AcceptItem::eventData))
                .bind("usageIds", uuids(items, AcceptItem::usageId)).bind("ats", times(items, AcceptItem::at))
                .bind("traces", texts(items, AcceptItem::trace))
                .bind("legItem", ints(legs.items, Integer::intValue))
                .bind("legOrdinal", ints(legs.ordinals, Integer::intValue))
                .bind("legBox", longs(legs.legs, AcceptItem.Leg::box))
                .bind("legRecipient", texts(legs.legs, AcceptItem.Leg::recipient))
                .bind("legMessage", uuids(legs.legs, AcceptItem.Leg::message))
                .bind("legData", texts(legs.legs, AcceptItem.Leg::data)).bind("claimed", utc(claimed))
                .bind("leases", uuids(items, AcceptItem::lease))
                .bind("at", utc(at));
        return (allGo ? call : call.bind("legUntil", times(legs.legs, AcceptItem.Leg::until)))
                .map(AcceptStore::accepted).all().collectList();
    }

    private record Legs(List<Integer> items, List<Integer> ordinals, List<AcceptItem.Leg> legs) {

        static Legs of(List<AcceptItem> batch) {
            Legs all = new Legs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int item = 0; item < batch.size(); item++) {
                List<AcceptItem.Leg> legs = batch.get(item).legs();
                for (int ordinal = 0; ordinal < legs.size(); ordinal++) {
                    all.items.add(item + 1);
                    all.ordinals.add(ordinal);
                    all.legs.add(legs.get(ordinal));
                }
            }
            return all;
        }
    }

    private static Accepted accepted(Readable row) {
        Long top = row.get("top_seq", Long.class);
        BoxTop boxTop = top == null
                ? null
                : new BoxTop(Rows.get(row, "top_box", Long.class), Rows.get(row, "top_epoch", Integer.class), top,
                        row.get("events", String.class));
        return new Accepted(Accepted.Outcome.valueOf(Rows.get(row, "outcome", String.class)),
                Rows.get(row, "submission", UUID.class),
                row.get("number", String.class), boxTop);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

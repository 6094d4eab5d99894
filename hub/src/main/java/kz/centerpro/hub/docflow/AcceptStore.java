package kz.centerpro.hub.docflow;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Calls {@code hub.accept_batch}: one statement, one transaction. */
final class AcceptStore {

    private static final String ACCEPT = """
            select ord, outcome, submission, number, top_box, top_epoch, top_seq from hub.accept_batch(
              :boxes, :submissions, :numbers, :external, :keys, :fingerprints, :contents, :keyIds, :sealedKeys, :sizes, :sha256, :metas,
              :inlineLengths, :inline, :signatureLengths, :signatures, :reports, :eventIds, :eventData, :usageIds, :ats,
              :legItem, :legOrdinal, :legBox, :legRecipient, :legMessage, :legData, :at) order by ord""";

    private final Tx tx;

    AcceptStore(Tx tx) {
        this.tx = tx;
    }

    /** One outcome for each item, in order. */
    Mono<List<Accepted>> accept(List<AcceptItem> items, Instant at) {
        Legs legs = Legs.of(items);
        return tx.client().sql(ACCEPT).bind("boxes", array(items, AcceptItem::box, Long[]::new))
                .bind("submissions", array(items, AcceptItem::submission, UUID[]::new))
                .bind("numbers", array(items, AcceptItem::number, String[]::new))
                .bind("external", array(items, AcceptItem::externalId, String[]::new))
                .bind("keys", array(items, AcceptItem::idempotencyKey, String[]::new))
                .bind("fingerprints", array(items, AcceptItem::fingerprint, String[]::new))
                .bind("contents", array(items, AcceptItem::content, UUID[]::new))
                .bind("keyIds", array(items, AcceptItem::keyId, String[]::new))
                .bind("sealedKeys", array(items, AcceptItem::sealedKey, String[]::new))
                .bind("sizes", array(items, AcceptItem::size, Long[]::new))
                .bind("sha256", array(items, AcceptItem::sha256, String[]::new))
                .bind("metas", array(items, AcceptItem::meta, String[]::new))
                .bind("inlineLengths", array(items, AcceptItem::inlineLength, Integer[]::new))
                .bind("inline", joined(items, AcceptItem::sealedContent))
                .bind("signatureLengths", array(items, item -> item.sealedSignature().length, Integer[]::new))
                .bind("signatures", joined(items, AcceptItem::sealedSignature))
                .bind("reports", array(items, AcceptItem::report, String[]::new))
                .bind("eventIds", array(items, AcceptItem::eventId, UUID[]::new))
                .bind("eventData", array(items, AcceptItem::eventData, String[]::new))
                .bind("usageIds", array(items, AcceptItem::usageId, UUID[]::new))
                .bind("ats", array(items, item -> utc(item.at()), OffsetDateTime[]::new))
                .bind("legItem", legs.items.toArray(Integer[]::new))
                .bind("legOrdinal", legs.ordinals.toArray(Integer[]::new))
                .bind("legBox", array(legs.legs, AcceptItem.Leg::box, Long[]::new))
                .bind("legRecipient", array(legs.legs, AcceptItem.Leg::recipient, String[]::new))
                .bind("legMessage", array(legs.legs, AcceptItem.Leg::message, UUID[]::new))
                .bind("legData", array(legs.legs, AcceptItem.Leg::data, String[]::new)).bind("at", utc(at))
                .map(AcceptStore::accepted).all()
                .collectList();
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
                : new BoxTop(Rows.get(row, "top_box", Long.class), Rows.get(row, "top_epoch", Integer.class), top);
        return new Accepted(Accepted.Outcome.valueOf(Rows.get(row, "outcome", String.class)),
                Rows.get(row, "submission", UUID.class),
                row.get("number", String.class), boxTop);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** A column of the batch; may hold nulls. */
    private interface Column<I, T> {
        @Nullable
        T of(I item);
    }

    @SuppressWarnings("NullAway") // arrays of a batch hold nulls where a column does
    private static <I, T> T[] array(List<I> items, Column<I, T> column, IntFunction<T[]> make) {
        T[] values = make.apply(items.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = column.of(items.get(i));
        }
        return values;
    }

    /** The driver corrupts arrays of bytea, so bytes travel as one value with lengths beside it. */
    private static ByteBuffer joined(List<AcceptItem> items, Function<AcceptItem, byte[]> of) {
        ToIntFunction<AcceptItem> length = item -> of.apply(item).length;
        ByteBuffer all = ByteBuffer.allocate(items.stream().mapToInt(length).sum());
        items.forEach(item -> all.put(of.apply(item)));
        return all.flip();
    }
}

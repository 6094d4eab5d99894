package kz.centerpro.hub.content;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.kernel.BinaryValue;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Tables {@code hub.content} and {@code hub.content_chunk}. */
final class ContentStore {

    private final Tx tx;

    ContentStore(Tx tx) {
        this.tx = tx;
    }

    record Head(DataKeyRow key, long size, int chunks) {}

    @SuppressWarnings("ArrayRecordComponent") // a row
    record DataKeyRow(String masterId, byte[] wrapped) {}

    Mono<Long> insertUnbound(long box, DataKey key, Instant at) {
        return tx.client().sql("""
                insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)
                values (:box, :content, :keyId, :sealed, 0, 0, false, :at)""").bind("box", box)
                .bind("content", key.content())
                .bind("keyId", key.masterId()).bind("sealed", key.wrapped()).bind("at", at).fetch().rowsUpdated();
    }

    Mono<Long> insertChunk(long box, UUID content, int ordinal, BinaryValue sealed) {
        return tx.client().sql(
                "insert into hub.content_chunk (box_id, content_id, ordinal, sealed) values (:box, :content, :ordinal, :sealed)")
                .bind("box", box).bind("content", content).bind("ordinal", ordinal).bind("sealed", sealed).fetch()
                .rowsUpdated();
    }

    Mono<Long> finish(long box, UUID content, long size, int chunks) {
        return tx.client().sql(
                "update hub.content set size = :size, chunks = :chunks where box_id = :box and content_id = :content")
                .bind("box", box).bind("content", content).bind("size", size).bind("chunks", chunks).fetch()
                .rowsUpdated();
    }

    Mono<Head> find(long box, UUID content) {
        return tx.client().sql(
                "select key_id, sealed_key, size, chunks from hub.content where box_id = :box and content_id = :content")
                .bind("box", box).bind("content", content)
                .map(row -> new Head(
                        new DataKeyRow(Rows.get(row, "key_id", String.class),
                                Rows.get(row, "sealed_key", byte[].class)),
                        Rows.get(row, "size", Long.class), Rows.get(row, "chunks", Integer.class)))
                .one();
    }

    Mono<byte[]> chunk(long box, UUID content, int ordinal) {
        return tx.client().sql(
                "select sealed from hub.content_chunk where box_id = :box and content_id = :content and ordinal = :ordinal")
                .bind("box", box).bind("content", content).bind("ordinal", ordinal)
                .map(row -> Rows.get(row, "sealed", byte[].class)).one();
    }

    /** Erases content that stayed unbound since before {@code limit}: its upload or its submission never ended. */
    Mono<Long> eraseUnbound(Instant limit) {
        return tx.client()
                .sql("""
                        with gone as (delete from hub.content where not bound and created_at < :limit returning box_id, content_id)
                        delete from hub.content_chunk c using gone g where c.box_id = g.box_id and c.content_id = g.content_id""")
                .bind("limit", limit).fetch().rowsUpdated();
    }
}

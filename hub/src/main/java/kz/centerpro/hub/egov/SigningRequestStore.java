package kz.centerpro.hub.egov;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import kz.centerpro.hub.egov.RequestRow.State;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tables {@code hub.signing_request} and {@code hub.signing_item}. What has expired is not found any more. */
final class SigningRequestStore {

    private final Tx tx;

    SigningRequestStore(Tx tx) {
        this.tx = tx;
    }

    /** A sealed item; {@code signature} once there is one. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Sealed(int ordinal, @Nullable String number, byte[] sealed, byte @Nullable [] signature) {

        @Override
        public String toString() {
            return "Sealed[" + ordinal + "]";
        }
    }

    /**
     * What one person keeps here.
     *
     * @param requests
     *            whose time is not over
     * @param bytes
     *            of what waits to be signed, as it is kept
     * @param next
     *            when the first of them is over; null without any
     */
    record Kept(long requests, long bytes, @Nullable Instant next) {}

    /**
     * The request with all its items, or nothing.
     *
     * @param room
     *            refuses what would be too much for its owner; others of the same owner wait meanwhile
     */
    Mono<Void> insert(RequestRow row, List<Sealed> items, Instant now, Consumer<Kept> room) {
        UUID owner = row.owner();
        Mono<Void> written = written(row, items, now);
        return tx.in(owner == null ? written : kept(owner, now).doOnNext(room).then(written));
    }

    /** The lock is a statement of its own: what is counted after it is seen as others left it. */
    private Mono<Kept> kept(UUID owner, Instant now) {
        return tx.client().sql("select pg_advisory_xact_lock(hashtextextended('signing-request ' || :owner, 0))")
                .bind("owner", owner.toString()).then().then(Mono.defer(() -> tx.client().sql("""
                        select count(distinct r.hash) as requests, min(r.expires_at) as next,
                               coalesce(sum(octet_length(i.sealed)), 0)::bigint as bytes
                          from hub.signing_request r left join hub.signing_item i on i.hash = r.hash
                         where r.owner = :owner and r.expires_at > :now""").bind("owner", owner).bind("now", now)
                        .map(found -> new Kept(Rows.get(found, "requests", Long.class),
                                Rows.get(found, "bytes", Long.class), found.get("next", Instant.class)))
                        .one()));
    }

    private Mono<Void> written(RequestRow row, List<Sealed> items, Instant now) {
        GenericExecuteSpec request = tx.client().sql("""
                insert into hub.signing_request (hash, purpose, owner, secret_hash, box_id, state, content_id, key_id,
                  sealed_key, created_at, expires_at)
                values (:hash, :purpose, :owner, :secret, :box, 'WAITING', :content, :keyId, :key, :now, :expires)""")
                .bind("hash", row.hash()).bind("purpose", row.purpose().name()).bind("box", row.box())
                .bind("content", row.key().content()).bind("keyId", row.key().masterId())
                .bind("key", row.key().wrapped()).bind("now", now).bind("expires", row.expiresAt());
        request = row.owner() == null ? request.bindNull("owner", UUID.class) : request.bind("owner", row.owner());
        request = row.secretHash() == null
                ? request.bindNull("secret", ByteBuffer.class)
                : request.bind("secret", ByteBuffer.wrap(row.secretHash()));
        return request.then()
                .then(Flux.fromIterable(items).concatMap(item -> insert(row.hash(), item), 1).then());
    }

    private Mono<Void> insert(byte[] hash, Sealed item) {
        GenericExecuteSpec insert = tx.client()
                .sql("insert into hub.signing_item (hash, ordinal, number, sealed) "
                        + "values (:hash, :ordinal, :number, :sealed)")
                .bind("hash", hash).bind("ordinal", item.ordinal()).bind("sealed", item.sealed());
        return (item.number() == null
                ? insert.bindNull("number", String.class)
                : insert.bind("number", item.number())).then();
    }

    Mono<RequestRow> find(byte[] hash, Instant now) {
        return tx.client().sql("select hash, purpose, owner, secret_hash, box_id, state, content_id, key_id, "
                + "sealed_key, expires_at, sent_hash from hub.signing_request where hash = :hash and expires_at > :now")
                .bind("hash", hash).bind("now", now).map(SigningRequestStore::request).one();
    }

    /** Items in their order, each read when the one before was taken. */
    Flux<Sealed> items(byte[] hash) {
        return tx.client().sql("select count(*) as items from hub.signing_item where hash = :hash").bind("hash", hash)
                .map(row -> Rows.get(row, "items", Long.class)).one()
                .flatMapMany(count -> Flux.range(1, count.intValue()).concatMap(ordinal -> item(hash, ordinal), 1));
    }

    private Mono<Sealed> item(byte[] hash, int ordinal) {
        return tx.client().sql("select ordinal, number, sealed, signature from hub.signing_item "
                + "where hash = :hash and ordinal = :ordinal").bind("hash", hash).bind("ordinal", ordinal)
                .map(SigningRequestStore::sealed).one();
    }

    /** Signatures in the order of the items. */
    Flux<byte[]> signatures(byte[] hash) {
        return tx.client().sql("select signature from hub.signing_item where hash = :hash order by ordinal")
                .bind("hash", hash).map(row -> Rows.get(row, "signature", byte[].class)).all();
    }

    Mono<Void> opened(byte[] hash) {
        return tx.client().sql("update hub.signing_request set state = 'OPENED' "
                + "where hash = :hash and state = 'WAITING'").bind("hash", hash).then();
    }

    /**
     * True for the one call that signs it: all signatures are there with the new state, and in place of the contents.
     */
    Mono<Boolean> sign(byte[] hash, byte[] sent, List<byte[]> signatures, Instant now) {
        Mono<Boolean> first = tx.client().sql("update hub.signing_request set state = 'SIGNED', sent_hash = :sent "
                + "where hash = :hash and state <> 'SIGNED' and expires_at > :now").bind("hash", hash)
                .bind("sent", sent).bind("now", now).fetch().rowsUpdated().map(rows -> rows == 1);
        return tx.in(first.flatMap(won -> won
                ? Flux.range(1, signatures.size())
                        .concatMap(ordinal -> sign(hash, ordinal, signatures.get(ordinal - 1)), 1)
                        .then(Mono.just(true))
                : Mono.just(false)));
    }

    private Mono<Void> sign(byte[] hash, int ordinal, byte[] signature) {
        return tx.client().sql("update hub.signing_item set signature = :signature, sealed = '' "
                + "where hash = :hash and ordinal = :ordinal").bind("hash", hash).bind("ordinal", ordinal)
                .bind("signature", signature).then();
    }

    Mono<Void> delete(byte[] hash) {
        return tx.client().sql("delete from hub.signing_request where hash = :hash").bind("hash", hash).then();
    }

    Mono<Long> purge(Instant now) {
        return tx.client().sql("delete from hub.signing_request where expires_at <= :now").bind("now", now).fetch()
                .rowsUpdated();
    }

    private static RequestRow request(Readable row) {
        return new RequestRow(Rows.get(row, "hash", byte[].class),
                Asked.Purpose.valueOf(Rows.get(row, "purpose", String.class)), row.get("owner", UUID.class),
                row.get("secret_hash", byte[].class), Rows.get(row, "box_id", Long.class),
                State.valueOf(Rows.get(row, "state", String.class)),
                new RequestRow.Key(Rows.get(row, "content_id", UUID.class), Rows.get(row, "key_id", String.class),
                        Rows.get(row, "sealed_key", byte[].class)),
                Rows.get(row, "expires_at", Instant.class), row.get("sent_hash", byte[].class));
    }

    private static Sealed sealed(Readable row) {
        return new Sealed(Rows.get(row, "ordinal", Integer.class), row.get("number", String.class),
                Rows.get(row, "sealed", byte[].class), row.get("signature", byte[].class));
    }
}

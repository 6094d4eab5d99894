package kz.centerpro.hub.access;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.challenge}: known by the hash of their text. */
final class ChallengeStore {

    private final Tx tx;

    ChallengeStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Void> insert(byte[] hash, Instant expires) {
        return tx.client().sql("insert into hub.challenge (hash, expires_at) values (:hash, :expires)")
                .bind("hash", ByteBuffer.wrap(hash)).bind("expires", expires).then();
    }

    Mono<Boolean> isOpen(byte[] hash, Instant now) {
        return tx.client().sql("select exists (select from hub.challenge "
                + "where hash = :hash and used_at is null and expires_at > :now) as open")
                .bind("hash", ByteBuffer.wrap(hash)).bind("now", now)
                .map(row -> Objects.requireNonNull(row.get("open", Boolean.class))).one();
    }

    /** True for the one call that uses the challenge up. */
    Mono<Boolean> use(byte[] hash, Instant now) {
        return tx.client().sql("update hub.challenge set used_at = :now "
                + "where hash = :hash and used_at is null and expires_at > :now")
                .bind("hash", ByteBuffer.wrap(hash)).bind("now", now).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    Mono<Long> purge(Instant expiredBefore) {
        return tx.client().sql("delete from hub.challenge where expires_at < :before").bind("before", expiredBefore)
                .fetch().rowsUpdated();
    }
}

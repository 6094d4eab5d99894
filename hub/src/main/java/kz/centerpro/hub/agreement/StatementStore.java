package kz.centerpro.hub.agreement;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.statement}: texts given out to be signed, known by their hash. */
final class StatementStore {

    private final Tx tx;

    /** A statement that may still be used. */
    record Open(UUID participant, int offerNo, int policyNo) {}

    StatementStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Void> insert(byte[] hash, Open statement, Instant expires) {
        return tx.client().sql("insert into hub.statement (hash, participant_id, offer_no, policy_no, expires_at) "
                + "values (:hash, :participant, :offer, :policy, :expires)")
                .bind("hash", ByteBuffer.wrap(hash)).bind("participant", statement.participant())
                .bind("offer", statement.offerNo()).bind("policy", statement.policyNo()).bind("expires", expires)
                .then();
    }

    Mono<Open> findOpen(byte[] hash, Instant now) {
        return tx.client().sql("select participant_id, offer_no, policy_no from hub.statement "
                + "where hash = :hash and used_at is null and expires_at > :now")
                .bind("hash", ByteBuffer.wrap(hash)).bind("now", now)
                .map(row -> new Open(Objects.requireNonNull(row.get("participant_id", UUID.class)),
                        Objects.requireNonNull(row.get("offer_no", Integer.class)),
                        Objects.requireNonNull(row.get("policy_no", Integer.class))))
                .one();
    }

    /** True for the one call that uses the statement up. */
    Mono<Boolean> use(byte[] hash, Instant now) {
        return tx.client().sql("update hub.statement set used_at = :now "
                + "where hash = :hash and used_at is null and expires_at > :now")
                .bind("hash", ByteBuffer.wrap(hash)).bind("now", now).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    Mono<Long> purge(Instant expiredBefore) {
        return tx.client().sql("delete from hub.statement where expires_at < :before").bind("before", expiredBefore)
                .fetch().rowsUpdated();
    }
}

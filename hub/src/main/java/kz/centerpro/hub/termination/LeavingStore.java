package kz.centerpro.hub.termination;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.leaving_statement}: texts given out to be signed, known by their hash. */
final class LeavingStore {

    private final Tx tx;

    LeavingStore(Tx tx) {
        this.tx = tx;
    }

    /** A statement that may still be used. */
    record Open(UUID participant, String ground, LocalDate effectiveOn) {}

    private static ByteBuffer hash(String statement) {
        return ByteBuffer.wrap(DigestAlgorithm.SHA_256.digest(statement.getBytes(StandardCharsets.UTF_8)));
    }

    /** Those that nobody signed in time go by the way. */
    Mono<Void> insert(String statement, Open open, Instant now, Instant expires) {
        return tx.client().sql("""
                with gone as (delete from hub.leaving_statement where expires_at < :now)
                insert into hub.leaving_statement (hash, participant_id, ground, effective_on, expires_at)
                values (:hash, :participant, :ground, :on, :expires)""").bind("now", now).bind("hash", hash(statement))
                .bind("participant", open.participant).bind("ground", open.ground).bind("on", open.effectiveOn)
                .bind("expires", expires).then();
    }

    Mono<Open> findOpen(String statement, Instant now) {
        return tx.client().sql("""
                select participant_id, ground, effective_on from hub.leaving_statement
                 where hash = :hash and used_at is null and expires_at > :now""").bind("hash", hash(statement))
                .bind("now", now)
                .map(row -> new Open(Rows.get(row, "participant_id", UUID.class),
                        Rows.get(row, "ground", String.class), Rows.get(row, "effective_on", LocalDate.class)))
                .one();
    }

    /** True for the one call that uses the statement up. */
    Mono<Boolean> use(String statement, Instant now) {
        return tx.client().sql("""
                update hub.leaving_statement set used_at = :now
                 where hash = :hash and used_at is null and expires_at > :now""").bind("hash", hash(statement))
                .bind("now", now).fetch().rowsUpdated().map(rows -> rows == 1);
    }
}

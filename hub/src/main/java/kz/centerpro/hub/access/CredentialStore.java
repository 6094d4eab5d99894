package kz.centerpro.hub.access;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.api_credential}. */
final class CredentialStore {

    private static final String COLUMNS = "id, participant_id, name, scopes, created_at, rotated_at, revoked_at, "
            + "last_used_at";

    private final Tx tx;
    private final Duration tokenLifetime;

    /** A live credential with the hash of its secret. */
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never with equals
    record Secret(Credential credential, byte[] hash) {}

    CredentialStore(Tx tx, Duration tokenLifetime) {
        this.tx = tx;
        this.tokenLifetime = tokenLifetime;
    }

    Mono<Void> insert(Credential made, byte[] secretHash, UUID by) {
        return tx.client().sql("""
                insert into hub.api_credential (id, participant_id, name, scopes, secret_hash, created_by, created_at)
                values (:id, :participant, :name, :scopes, :hash, :by, :at)""")
                .bind("id", made.id()).bind("participant", made.participant()).bind("name", made.name())
                .bind("scopes", made.scopes()).bind("hash", ByteBuffer.wrap(secretHash)).bind("by", by)
                .bind("at", made.createdAt()).then();
    }

    Mono<Secret> findLive(UUID id) {
        return tx.client().sql("select " + COLUMNS + ", secret_hash from hub.api_credential "
                + "where id = :id and revoked_at is null").bind("id", id)
                .map(row -> new Secret(credential(row), value(row, "secret_hash", byte[].class))).one();
    }

    Flux<Credential> list(UUID participant) {
        return tx.client().sql("select " + COLUMNS + " from hub.api_credential where participant_id = :participant "
                + "order by created_at desc, id desc limit 500").bind("participant", participant)
                .map(CredentialStore::credential).all();
    }

    Mono<Long> countLive(UUID participant) {
        return tx.client().sql("select count(*) as live from hub.api_credential "
                + "where participant_id = :participant and revoked_at is null").bind("participant", participant)
                .map(row -> value(row, "live", Long.class)).one();
    }

    /** The old secret stops serving with this statement. */
    Mono<Credential> rotate(UUID id, UUID participant, byte[] secretHash, Instant at) {
        return tx.client().sql("update hub.api_credential set secret_hash = :hash, rotated_at = :at where id = :id "
                + "and participant_id = :participant and revoked_at is null returning " + COLUMNS)
                .bind("hash", ByteBuffer.wrap(secretHash)).bind("at", at).bind("id", id)
                .bind("participant", participant).map(CredentialStore::credential).one();
    }

    /** The tokens that it has given end too. */
    Mono<Boolean> revoke(UUID id, UUID participant, Instant at) {
        return tx.client().sql("with ended as (update hub.api_credential set revoked_at = :at where id = :id "
                + "and participant_id = :participant and revoked_at is null returning id)" + WithdrawalStore.ENDED)
                .bind("at", at).bind("id", id).bind("participant", participant)
                .bind("until", WithdrawalStore.until(at, tokenLifetime)).fetch().rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> used(UUID id, Instant at) {
        return tx.client().sql("update hub.api_credential set last_used_at = :at where id = :id").bind("at", at)
                .bind("id", id).then();
    }

    private static Credential credential(Readable row) {
        return new Credential(value(row, "id", UUID.class), value(row, "participant_id", UUID.class),
                value(row, "name", String.class), value(row, "scopes", String.class),
                value(row, "created_at", Instant.class), row.get("rotated_at", Instant.class),
                row.get("revoked_at", Instant.class), row.get("last_used_at", Instant.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

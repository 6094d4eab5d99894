package kz.centerpro.hub.access;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.session} and {@code hub.refresh_token}. */
final class SessionStore {

    private static final String COLUMNS = "id, signatory_id, created_at, last_used_at, expires_at, ip, device";

    private final Tx tx;
    private final Duration tokenLifetime;

    SessionStore(Tx tx, Duration tokenLifetime) {
        this.tx = tx;
        this.tokenLifetime = tokenLifetime;
    }

    Mono<Void> insert(Session session) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.session (id, signatory_id, created_at, last_used_at, expires_at, ip, device)
                values (:id, :signatory, :created, :used, :expires, :ip, :device)""")
                .bind("id", session.id()).bind("signatory", session.signatory()).bind("created", session.createdAt())
                .bind("used", session.lastUsedAt()).bind("expires", session.expiresAt());
        return nullable(nullable(insert, "ip", session.visitor().ip()), "device", session.visitor().device()).then();
    }

    Mono<Void> insertToken(byte[] hash, UUID session, byte @Nullable [] rotatedFrom, Instant at) {
        GenericExecuteSpec insert = tx.client()
                .sql("insert into hub.refresh_token (hash, session_id, rotated_from, issued_at) "
                        + "values (:hash, :session, :from, :at)")
                .bind("hash", ByteBuffer.wrap(hash)).bind("session", session).bind("at", at);
        return (rotatedFrom == null
                ? insert.bindNull("from", ByteBuffer.class)
                : insert.bind("from", ByteBuffer.wrap(rotatedFrom))).then();
    }

    /** The open session of an unused token, which is used up by this; empty for any other token. */
    Mono<Session> useToken(byte[] hash, Instant now) {
        return tx.client().sql("""
                with used as (
                  update hub.refresh_token t set used_at = :now
                    from hub.session s
                   where t.hash = :hash and t.used_at is null and s.id = t.session_id
                     and s.revoked_at is null and s.expires_at > :now
                  returning t.session_id)
                update hub.session s set last_used_at = :now from used where s.id = used.session_id
                returning %s""".formatted(COLUMNS))
                .bind("hash", ByteBuffer.wrap(hash)).bind("now", now).map(SessionStore::session).one();
    }

    /** Ends the session of a token that was used before, and its access tokens; true when there was one to end. */
    Mono<Boolean> revokeByUsedToken(byte[] hash, Instant now) {
        return tx.client().sql("with ended as (update hub.session set revoked_at = :now where revoked_at is null "
                + "and id = (select session_id from hub.refresh_token where hash = :hash and used_at is not null) "
                + "returning id)" + WithdrawalStore.ENDED)
                .bind("now", now).bind("hash", ByteBuffer.wrap(hash))
                .bind("until", WithdrawalStore.until(now, tokenLifetime)).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Flux<Session> listOpen(UUID signatory, Instant now) {
        return tx.client().sql("select " + COLUMNS + " from hub.session where signatory_id = :signatory "
                + "and revoked_at is null and expires_at > :now order by created_at desc limit 100")
                .bind("signatory", signatory).bind("now", now).map(SessionStore::session).all();
    }

    /** Ends its access tokens too; true when there was such an open session of this signatory. */
    Mono<Boolean> revoke(UUID session, UUID signatory, Instant now) {
        return tx.client().sql("with ended as (update hub.session set revoked_at = :now where id = :id "
                + "and signatory_id = :signatory and revoked_at is null returning id)" + WithdrawalStore.ENDED)
                .bind("now", now).bind("id", session).bind("signatory", signatory)
                .bind("until", WithdrawalStore.until(now, tokenLifetime)).fetch().rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Boolean> isOpen(UUID session, Instant now) {
        return tx.client().sql("select exists (select from hub.session where id = :id and revoked_at is null "
                + "and expires_at > :now) as open").bind("id", session).bind("now", now)
                .map(row -> Objects.requireNonNull(row.get("open", Boolean.class))).one();
    }

    /** Forgets sessions that ran out, with their tokens. */
    Mono<Long> purge(Instant expiredBefore) {
        return tx.client().sql("delete from hub.session where expires_at < :before").bind("before", expiredBefore)
                .fetch().rowsUpdated();
    }

    private static GenericExecuteSpec nullable(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }

    private static Session session(Readable row) {
        return new Session(value(row, "id", UUID.class), value(row, "signatory_id", UUID.class),
                value(row, "created_at", Instant.class), value(row, "last_used_at", Instant.class),
                value(row, "expires_at", Instant.class),
                new Visitor(row.get("ip", String.class), row.get("device", String.class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

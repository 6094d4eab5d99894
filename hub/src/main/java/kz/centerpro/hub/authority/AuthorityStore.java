package kz.centerpro.hub.authority;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.es_application} and {@code hub.es_certificate}. */
final class AuthorityStore {

    private final Tx tx;

    AuthorityStore(Tx tx) {
        this.tx = tx;
    }

    /** False when the key was brought before. */
    Mono<Boolean> insert(Application made) {
        Applicant who = made.applicant();
        DatabaseClient.GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.es_application (id, created_at, secret_hash, name, organization, country, tax_id, email,
                  request, public_key_sha256, status)
                values (:id, :at, :hash, :name, :organization, :country, :taxId, :email, :request, :key, 'PENDING')
                on conflict (public_key_sha256) do nothing""")
                .bind("id", made.id()).bind("at", made.createdAt()).bind("hash", ByteBuffer.wrap(made.secretHash()))
                .bind("name", who.name()).bind("country", who.country()).bind("taxId", who.taxId())
                .bind("email", who.email()).bind("request", ByteBuffer.wrap(made.request()))
                .bind("key", made.publicKeySha256());
        return bound(insert, "organization", who.organization(), String.class).fetch().rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Application> find(UUID id) {
        return tx.client().sql("select * from hub.es_application where id = :id").bind("id", id)
                .map(AuthorityStore::application).one();
    }

    Flux<Application> pending(int limit) {
        return tx.client().sql("select * from hub.es_application where status = 'PENDING' "
                + "order by created_at, id limit :limit").bind("limit", limit).map(AuthorityStore::application).all();
    }

    /** False when it was decided meanwhile. */
    Mono<Boolean> decide(UUID id, String status, @Nullable String reason, UUID by, Instant at) {
        DatabaseClient.GenericExecuteSpec update = tx.client().sql("""
                update hub.es_application set status = :status, reason = :reason, decided_by = :by, decided_at = :at
                where id = :id and status = 'PENDING'""").bind("status", status).bind("by", by).bind("at", at)
                .bind("id", id);
        return bound(update, "reason", reason, String.class).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    Mono<Void> insert(IssuedCertificate made) {
        return tx.client().sql("""
                insert into hub.es_certificate (serial, application_id, certificate, sha256, issued_at, expires_at)
                values (:serial, :application, :certificate, :sha256, :issued, :expires)""")
                .bind("serial", made.serial()).bind("application", made.application())
                .bind("certificate", ByteBuffer.wrap(made.der())).bind("sha256", made.sha256())
                .bind("issued", made.issuedAt()).bind("expires", made.expiresAt()).then();
    }

    Mono<IssuedCertificate> certificate(String serial) {
        return tx.client().sql("select * from hub.es_certificate where serial = :serial").bind("serial", serial)
                .map(AuthorityStore::issued).one();
    }

    Mono<IssuedCertificate> certificateOf(UUID application) {
        return tx.client().sql("select * from hub.es_certificate where application_id = :id").bind("id", application)
                .map(AuthorityStore::issued).one();
    }

    Flux<IssuedCertificate> certificates(List<String> serials) {
        return tx.client().sql("select * from hub.es_certificate where serial = any(:serials)")
                .bind("serials", serials.toArray(String[]::new)).map(AuthorityStore::issued).all();
    }

    Flux<IssuedCertificate> revoked() {
        return tx.client().sql("select * from hub.es_certificate where revoked_at is not null order by serial")
                .map(AuthorityStore::issued).all();
    }

    /** The first revocation stays; false when there was one already. */
    Mono<Boolean> revoke(String serial, int reason, Instant at) {
        return tx.client().sql("update hub.es_certificate set revoked_at = :at, revocation = :reason "
                + "where serial = :serial and revoked_at is null").bind("at", at).bind("reason", (short) reason)
                .bind("serial", serial).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static <T> DatabaseClient.GenericExecuteSpec bound(DatabaseClient.GenericExecuteSpec statement,
            String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    private static Application application(Readable row) {
        Applicant who = new Applicant(Rows.get(row, "name", String.class), row.get("organization", String.class),
                Rows.get(row, "country", String.class), Rows.get(row, "tax_id", String.class),
                Rows.get(row, "email", String.class));
        return new Application(Rows.get(row, "id", UUID.class), Rows.get(row, "created_at", Instant.class),
                Rows.get(row, "secret_hash", byte[].class), who, Rows.get(row, "request", byte[].class),
                Rows.get(row, "public_key_sha256", String.class), Rows.get(row, "status", String.class),
                row.get("decided_at", Instant.class), row.get("reason", String.class));
    }

    private static IssuedCertificate issued(Readable row) {
        Short reason = row.get("revocation", Short.class);
        return new IssuedCertificate(Rows.get(row, "serial", String.class),
                Rows.get(row, "application_id", UUID.class), Rows.get(row, "certificate", byte[].class),
                Rows.get(row, "sha256", String.class), Rows.get(row, "issued_at", Instant.class),
                Rows.get(row, "expires_at", Instant.class), row.get("revoked_at", Instant.class),
                reason == null ? null : reason.intValue());
    }
}

package kz.centerpro.hub.participant;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.access.SignatoryPage;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.signatory}: one per certificate that signed in. */
final class SignatoryStore {

    private static final String COLUMNS = "id, participant_id, regime, iin, bin, name, organization, role, "
            + "certificate_sha256, public_key_sha256, certificate_until, certificate";

    private static final int LISTED_MAX = 500;

    private final Tx tx;

    SignatoryStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Signatory> find(UUID id) {
        return tx.client().sql("select " + COLUMNS + " from hub.signatory where id = :id").bind("id", id)
                .map(SignatoryStore::signatory).one();
    }

    Mono<Signatory> findByCertificate(String certificateSha256) {
        return tx.client().sql("select " + COLUMNS + " from hub.signatory where certificate_sha256 = :sha")
                .bind("sha", certificateSha256).map(SignatoryStore::signatory).one();
    }

    /** Does nothing when the certificate is known already. */
    Mono<Void> insert(UUID id, CertificateHolder holder, Instant at) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.signatory (id, regime, iin, bin, name, organization, role, certificate_sha256,
                                           public_key_sha256, certificate_until, certificate, first_seen)
                values (:id, :regime, :iin, :bin, :name, :organization, :role, :sha, :key, :until, :certificate, :at)
                on conflict (certificate_sha256) do nothing""")
                .bind("id", id).bind("regime", holder.regime().name()).bind("name", holder.name())
                .bind("role", holder.role().name()).bind("sha", holder.certificateSha256())
                .bind("key", holder.publicKeySha256()).bind("until", holder.certificateUntil())
                .bind("certificate", ByteBuffer.wrap(holder.certificate())).bind("at", at);
        return nullable(nullable(nullable(insert, "iin", holder.iin()), "bin", holder.bin()), "organization",
                holder.organization()).then();
    }

    Mono<Void> link(UUID id, UUID participant) {
        return tx.client().sql("update hub.signatory set participant_id = :participant "
                + "where id = :id and participant_id is null").bind("participant", participant).bind("id", id).then();
    }

    Mono<Boolean> holdsKey(UUID participant, String publicKeySha256) {
        return tx.client().sql("select exists (select from hub.signatory where participant_id = :participant "
                + "and public_key_sha256 = :key) as held")
                .bind("participant", participant).bind("key", publicKeySha256)
                .map(row -> Objects.requireNonNull(row.get("held", Boolean.class))).one();
    }

    /** The newest certificate first. */
    Flux<SignatoryPage.Item> list(UUID participant) {
        return tx.client().sql("select " + COLUMNS + ", first_seen from hub.signatory "
                + "where participant_id = :participant order by first_seen desc, id limit :limit")
                .bind("participant", participant).bind("limit", LISTED_MAX).map(row -> {
                    Signatory found = signatory(row);
                    return new SignatoryPage.Item(found.view(), WireTime.format(found.holder().certificateUntil()),
                            WireTime.format(value(row, "first_seen", Instant.class)));
                }).all();
    }

    private static GenericExecuteSpec nullable(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }

    private static Signatory signatory(Readable row) {
        CertificateHolder holder = new CertificateHolder(SignatureRegime.valueOf(value(row, "regime", String.class)),
                row.get("iin", String.class), row.get("bin", String.class), value(row, "name", String.class),
                row.get("organization", String.class), SignerRole.valueOf(value(row, "role", String.class)),
                value(row, "certificate_sha256", String.class), value(row, "public_key_sha256", String.class),
                value(row, "certificate_until", Instant.class), value(row, "certificate", byte[].class));
        return new Signatory(value(row, "id", UUID.class), row.get("participant_id", UUID.class), holder);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

package kz.centerpro.hub.agreement;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.hub.agreement.LegalText.Kind;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.legal_text}: versions, numbered from 1 within each kind. */
final class LegalTextStore {

    private static final String SELECT = "select kind, no, text_ru, text_kk, sha256_ru, sha256_kk, published_at, "
            + "effective_from from hub.legal_text ";
    /** Any number that nobody else locks: publishing is one at a time, so that numbers have no gap. */
    private static final long PUBLISHING = 4_702_001L;

    private final Tx tx;

    LegalTextStore(Tx tx) {
        this.tx = tx;
    }

    Mono<LegalText> find(Kind kind, int no) {
        return tx.client().sql(SELECT + "where kind = :kind and no = :no").bind("kind", kind.name()).bind("no", no)
                .map(LegalTextStore::text).one();
    }

    /** The newest edition among those in force at that time. */
    Mono<LegalText> findInForce(Kind kind, Instant at) {
        return tx.client().sql(SELECT + "where kind = :kind and effective_from <= :at order by no desc limit 1")
                .bind("kind", kind.name()).bind("at", at).map(LegalTextStore::text).one();
    }

    /** Number of the newest edition, 0 without any; holds the publishing lock until the transaction ends. */
    Mono<Integer> lockNewest(Kind kind) {
        return tx.client().sql("select 1 from pg_advisory_xact_lock(:lock)").bind("lock", PUBLISHING).then()
                .then(Mono.defer(() -> tx.client()
                        .sql("select coalesce(max(no), 0) as no from hub.legal_text where kind = :kind")
                        .bind("kind", kind.name())
                        .map(row -> Objects.requireNonNull(row.get("no", Integer.class))).one()));
    }

    Mono<Void> insert(LegalText text, @Nullable UUID publishedBy) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.legal_text (kind, no, text_ru, text_kk, sha256_ru, sha256_kk, published_at,
                                            effective_from, published_by)
                values (:kind, :no, :ru, :kk, :shaRu, :shaKk, :published, :effective, :by)""")
                .bind("kind", text.kind().name()).bind("no", text.no()).bind("ru", text.textRu())
                .bind("kk", text.textKk()).bind("shaRu", text.sha256Ru()).bind("shaKk", text.sha256Kk())
                .bind("published", text.publishedAt()).bind("effective", text.effectiveFrom());
        return (publishedBy == null ? insert.bindNull("by", UUID.class) : insert.bind("by", publishedBy)).then();
    }

    private static LegalText text(Readable row) {
        return new LegalText(Kind.valueOf(value(row, "kind", String.class)), value(row, "no", Integer.class),
                value(row, "text_ru", String.class), value(row, "text_kk", String.class),
                value(row, "sha256_ru", String.class), value(row, "sha256_kk", String.class),
                value(row, "published_at", Instant.class), value(row, "effective_from", Instant.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}

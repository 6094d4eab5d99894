package kz.centerpro.hub.bulletin;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.party.BulletinView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.kernel.Works;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code hub.bulletin}. */
final class BulletinStore {

    private static final String COLUMNS = "id, kind, title::text as title, body::text as body, starts_at, ends_at, closes, "
            + "published_at, withdrawn_at, box_upto";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
    };

    private final Tx tx;
    private final JsonMapper json;

    BulletinStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /** News with how far it has been carried. */
    record Underway(BulletinView news, long boxUpto) {}

    Mono<Void> insert(UUID id, BulletinPolicy.Checked made, UUID by, Instant at) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into hub.bulletin (id, kind, title, body, starts_at, ends_at, closes, published_at, published_by)
                values (:id, :kind, cast(:title as jsonb), cast(:body as jsonb), :starts, :ends, :closes, :at, :by)""")
                .bind("id", id).bind("kind", made.kind()).bind("title", json.writeValueAsString(made.title()))
                .bind("body", json.writeValueAsString(made.text())).bind("starts", made.startsAt())
                .bind("closes", made.closes()).bind("at", at)
                .bind("by", by);
        Instant ends = made.endsAt();
        return (ends == null ? insert.bindNull("ends", Instant.class) : insert.bind("ends", ends)).then();
    }

    Mono<BulletinView> find(UUID id) {
        return tx.client().sql("select " + COLUMNS + " from hub.bulletin where id = :id").bind("id", id)
                .map(this::view).one();
    }

    /** What holds or is to come at that instant, the newest first; withdrawn and past ones too when {@code all}. */
    Flux<BulletinView> list(boolean all, Instant at, int limit) {
        return tx.client().sql("select " + COLUMNS + " from hub.bulletin where :all "
                + "or (withdrawn_at is null and (ends_at is null or ends_at > :at)) "
                + "order by published_at desc, id limit :limit").bind("all", all).bind("at", at).bind("limit", limit)
                .map(this::view).all();
    }

    /** Windows of works that close sending and are not over at that instant. */
    Flux<Works.Window> closing(Instant at) {
        return tx.client().sql("select id, starts_at, ends_at from hub.bulletin where closes and withdrawn_at is null "
                + "and (ends_at is null or ends_at > :at)").bind("at", at)
                .map(row -> new Works.Window(Rows.get(row, "id", UUID.class),
                        Rows.get(row, "starts_at", Instant.class), row.get("ends_at", Instant.class)))
                .all();
    }

    Mono<Boolean> withdraw(UUID id, Instant at) {
        return tx.client().sql("update hub.bulletin set withdrawn_at = :at where id = :id and withdrawn_at is null")
                .bind("at", at).bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** The oldest news under way that no other node carries just now; locked until the transaction ends. */
    Mono<Underway> lockNext() {
        return tx.client()
                .sql("select " + COLUMNS + " from hub.bulletin where carried_at is null and withdrawn_at is null "
                        + "order by published_at limit 1 for update skip locked")
                .map(row -> new Underway(view(row), Rows.get(row, "box_upto", Long.class))).one();
    }

    Mono<Void> advance(UUID id, long boxUpto) {
        return tx.client().sql("update hub.bulletin set box_upto = :upto where id = :id").bind("upto", boxUpto)
                .bind("id", id).then();
    }

    Mono<Void> close(UUID id, Instant at) {
        return tx.client().sql("update hub.bulletin set carried_at = :at where id = :id").bind("at", at).bind("id", id)
                .then();
    }

    private BulletinView view(Readable row) {
        return new BulletinView(Rows.get(row, "id", UUID.class).toString(), Rows.get(row, "kind", String.class),
                json.readValue(Rows.get(row, "title", String.class), TEXTS),
                json.readValue(Rows.get(row, "body", String.class), TEXTS),
                WireTime.format(Rows.get(row, "starts_at", Instant.class)), time(row, "ends_at"),
                Rows.get(row, "closes", Boolean.class),
                WireTime.format(Rows.get(row, "published_at", Instant.class)), time(row, "withdrawn_at"));
    }

    private static @Nullable String time(Readable row, String column) {
        Instant at = row.get(column, Instant.class);
        return at == null ? null : WireTime.format(at);
    }
}

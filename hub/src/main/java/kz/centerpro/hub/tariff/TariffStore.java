package kz.centerpro.hub.tariff;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code billing.tariff}, its versions and volumes, and of promotions. */
final class TariffStore {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<List<Map<String, Object>>> VOLUMES = new TypeReference<>() {
    };

    /** The newest version of each tariff. */
    private static final String CURRENT = """
            select v.tariff, v.version, v.price, v.term, v.products, v.names::text names, v.conditions::text conditions,
                   v.welcome, v.published_at, f.retired_at,
                   (select coalesce(jsonb_agg(jsonb_build_object('metric', u.metric, 'volume', u.volume) order by u.metric), '[]')::text
                      from billing.tariff_volume u where u.tariff = v.tariff and u.version = v.version) volumes
              from billing.tariff_version v join billing.tariff f on f.tariff = v.tariff
             where not exists (select from billing.tariff_version n where n.tariff = v.tariff and n.version > v.version)
            """;

    private final Tx tx;
    private final JsonMapper json;

    TariffStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /** Tariffs that can be started, or all of them. */
    Flux<TariffVersion> current(boolean retired) {
        return tx.client().sql(CURRENT + (retired ? "" : " and f.retired_at is null") + " order by v.price, v.tariff")
                .map(this::version).all();
    }

    Mono<TariffVersion> find(String tariff) {
        return tx.client().sql(CURRENT + " and v.tariff = :tariff").bind("tariff", tariff).map(this::version).one();
    }

    /** The next version of the tariff, in the caller's transaction; empty when the tariff is retired. */
    Mono<Integer> publish(TariffPolicy.Terms terms, String by, Instant at) {
        Mono<Integer> version = tx.client()
                .sql("insert into billing.tariff (tariff) values (:tariff) on conflict do nothing")
                .bind("tariff", terms.tariff()).then()
                .thenMany(tx.client().sql(
                        "select tariff from billing.tariff where tariff = :tariff and retired_at is null for update")
                        .bind("tariff", terms.tariff()).map(row -> Rows.get(row, "tariff", String.class)).all())
                .concatMap(tariff -> tx.client().sql(
                        "select coalesce(max(version), 0) + 1 as next from billing.tariff_version where tariff = :tariff")
                        .bind("tariff", tariff).map(row -> Rows.get(row, "next", Integer.class)).one(), 1)
                .next();
        return version.flatMap(next -> tx.client().sql("""
                insert into billing.tariff_version (tariff, version, price, term, products, names, conditions, welcome,
                  published_at, published_by)
                values (:tariff, :version, :price, :term, :products, cast(:names as jsonb), cast(:conditions as jsonb),
                  :welcome, :at, :by)""")
                .bind("tariff", terms.tariff()).bind("version", next).bind("price", terms.price())
                .bind("term", terms.term()).bind("products", terms.products().toArray(String[]::new))
                .bind("names", json.writeValueAsString(terms.names()))
                .bind("conditions", json.writeValueAsString(terms.conditions())).bind("welcome", terms.welcome())
                .bind("at", at).bind("by", by).then()
                .thenMany(Flux.fromIterable(terms.volumes()).concatMap(volume -> volume(terms.tariff(), next, volume)))
                .then(Mono.just(next)));
    }

    private Mono<Void> volume(String tariff, int version, TariffView.Volume volume) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into billing.tariff_volume (tariff, version, metric, volume)
                values (:tariff, :version, :metric, :volume)""").bind("tariff", tariff).bind("version", version)
                .bind("metric", volume.metric());
        Long units = volume.volume();
        return (units == null ? insert.bindNull("volume", Long.class) : insert.bind("volume", units)).then();
    }

    /** False when there is no such tariff. */
    Mono<Boolean> retire(String tariff, Instant at) {
        return tx.client().sql("""
                update billing.tariff set retired_at = coalesce(retired_at, :at) where tariff = :tariff""")
                .bind("at", at).bind("tariff", tariff).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** False when the code was used before. */
    Mono<Boolean> promote(PromotionPolicy.Promotion made) {
        GenericExecuteSpec insert = tx.client().sql("""
                insert into billing.promotion (code, tariff, percent, amount, valid_from, valid_to, per_box, names)
                values (:code, :tariff, :percent, :amount, :from, :to, :perBox, cast(:names as jsonb))
                on conflict (code) do nothing""").bind("code", made.code()).bind("from", made.validFrom())
                .bind("to", made.validTo()).bind("perBox", made.perParticipant())
                .bind("names", json.writeValueAsString(made.names()));
        return bound(bound(bound(insert, "tariff", made.tariff(), String.class), "percent", made.percent(),
                Integer.class), "amount", made.amount(), Long.class).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static <T> GenericExecuteSpec bound(GenericExecuteSpec spec, String name, @Nullable T value,
            Class<T> type) {
        return value == null ? spec.bindNull(name, type) : spec.bind(name, value);
    }

    private TariffVersion version(Readable row) {
        return new TariffVersion(Rows.get(row, "tariff", String.class), Rows.get(row, "version", Integer.class),
                Rows.get(row, "price", Long.class), Rows.get(row, "term", String.class),
                volumes(Rows.get(row, "volumes", String.class)), List.of(Rows.get(row, "products", String[].class)),
                texts(Rows.get(row, "names", String.class)), texts(Rows.get(row, "conditions", String.class)),
                Rows.get(row, "welcome", Boolean.class), Rows.get(row, "published_at", Instant.class),
                row.get("retired_at", Instant.class));
    }

    private Map<String, String> texts(String stored) {
        return new LinkedHashMap<>(json.readValue(stored, TEXTS));
    }

    private List<TariffView.Volume> volumes(String stored) {
        List<TariffView.Volume> volumes = new ArrayList<>();
        json.readValue(stored, VOLUMES).forEach(volume -> volumes.add(new TariffView.Volume(
                String.valueOf(volume.get("metric")),
                volume.get("volume") instanceof Number units ? units.longValue() : null)));
        return volumes;
    }
}

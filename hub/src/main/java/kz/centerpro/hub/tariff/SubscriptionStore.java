package kz.centerpro.hub.tariff;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.SubscriptionView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Calls {@code billing.purchase}, and reads what was started. */
final class SubscriptionStore {

    private static final TypeReference<List<Map<String, Object>>> ALLOWANCES = new TypeReference<>() {
    };
    private static final int PAGE = 200;

    private static final String SELECT = """
            select s.subscription_id, s.tariff, s.version, s.started_at, s.ends_at, s.products, s.list_price, s.discount,
                   s.paid_cash, s.paid_bonus, s.vat,
                   (select coalesce(jsonb_agg(jsonb_build_object('metric', a.metric, 'volume', a.volume, 'used', a.used
                             + coalesce((select sum(q.spent) from billing.quota_lease q where q.box_id = a.box_id
                                          and q.subscription_id = a.subscription_id and q.metric = a.metric), 0))
                             order by a.metric), '[]')::text
                      from billing.allowance a where a.box_id = s.box_id and a.subscription_id = s.subscription_id) allowances
              from billing.subscription s where s.box_id = :box
            """;

    private final Tx tx;
    private final JsonMapper json;

    SubscriptionStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /**
     * @param promotion
     *            a code; null for none
     * @param key
     *            the caller's Idempotency-Key
     */
    record Order(long box, UUID id, String tariff, @Nullable String promotion, boolean useBonus, @Nullable String key,
            String fingerprint, UUID event) {}

    /** {@code needed} and {@code available} in tiyn. */
    record Outcome(String outcome, @Nullable UUID subscription, long needed, long available, @Nullable BoxTop top) {}

    Mono<Outcome> purchase(Order order, Instant at) {
        GenericExecuteSpec call = tx.client().sql("""
                select outcome, subscription, needed, available, top_seq, epoch
                  from billing.purchase(:box, :id, :tariff, :promotion, :bonus, :key, :fingerprint, :event, :at)""")
                .bind("box", order.box()).bind("id", order.id()).bind("tariff", order.tariff())
                .bind("bonus", order.useBonus()).bind("fingerprint", order.fingerprint())
                .bind("event", order.event()).bind("at", at);
        return text(text(call, "promotion", order.promotion()), "key", order.key())
                .map(row -> outcome(order.box(), row)).one();
    }

    private static Outcome outcome(long box, Readable row) {
        Long top = row.get("top_seq", Long.class);
        Long needed = row.get("needed", Long.class);
        Long available = row.get("available", Long.class);
        return new Outcome(Rows.get(row, "outcome", String.class), row.get("subscription", UUID.class),
                needed == null ? 0 : needed, available == null ? 0 : available,
                top == null ? null : new BoxTop(box, Rows.get(row, "epoch", Integer.class), top));
    }

    Flux<SubscriptionView> list(long box, Instant now) {
        return tx.client().sql(SELECT + " order by s.started_at desc, s.subscription_id limit " + PAGE)
                .bind("box", box).map(row -> view(row, now)).all();
    }

    Mono<SubscriptionView> find(long box, UUID id, Instant now) {
        return tx.client().sql(SELECT + " and s.subscription_id = :id").bind("box", box).bind("id", id)
                .map(row -> view(row, now)).one();
    }

    private SubscriptionView view(Readable row, Instant now) {
        List<SubscriptionView.Allowance> allowances = new ArrayList<>();
        json.readValue(Rows.get(row, "allowances", String.class), ALLOWANCES).forEach(found -> {
            long used = found.get("used") instanceof Number units ? units.longValue() : 0;
            Long volume = found.get("volume") instanceof Number units ? units.longValue() : null;
            allowances.add(new SubscriptionView.Allowance(String.valueOf(found.get("metric")), volume, used,
                    volume == null ? null : volume - used));
        });
        Instant ends = Rows.get(row, "ends_at", Instant.class);
        boolean exhausted = allowances.stream().anyMatch(it -> it.left() != null && it.left() <= 0);
        return new SubscriptionView(Rows.get(row, "subscription_id", UUID.class).toString(),
                Rows.get(row, "tariff", String.class), Rows.get(row, "version", Integer.class),
                !now.isBefore(ends) ? "EXPIRED" : exhausted ? "EXHAUSTED" : "ACTIVE",
                WireTime.format(Rows.get(row, "started_at", Instant.class)), WireTime.format(ends),
                List.of(Rows.get(row, "products", String[].class)), money(row, "list_price"), money(row, "discount"),
                money(row, "paid_cash"), money(row, "paid_bonus"), money(row, "vat"), allowances);
    }

    private static Money money(Readable row, String column) {
        return Money.ofTiyn(Rows.get(row, column, Long.class));
    }

    private static GenericExecuteSpec text(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }
}

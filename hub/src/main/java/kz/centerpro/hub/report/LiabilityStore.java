package kz.centerpro.hub.report;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.billing.ForceMajeureView;
import kz.centerpro.contracts.billing.LiabilityClaimView;
import kz.centerpro.contracts.billing.LiabilityView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads claims and cases; calls the functions that write them. */
final class LiabilityStore {

    private static final int LIST_MAX = 500;
    private static final String CHECK_VIOLATION = "23514";
    private static final String CLAIM = """
            select claim_id, box_id, kind, amount, memo, documented, subscription_id, paid, list_price, settled_before, settled_at
              from billing.liability_claim
            """;

    private final Tx tx;

    LiabilityStore(Tx tx) {
        this.tx = tx;
    }

    /** What the caps are reckoned from, and the tariff that was paid last. */
    record Standing(LiabilityPolicy.Facts facts, LiabilityView.@Nullable LastPaid lastPaid) {}

    Mono<Standing> standing(long box) {
        return tx.client()
                .sql("""
                        select l.subscription_id, l.tariff, l.version, l.started_at, l.paid, l.list_price,
                               (select coalesce(sum(c.amount), 0)::bigint from billing.liability_claim c where c.box_id = :box) as settled,
                               exists (select from billing.force_majeure f
                                        where f.ended_at is null and (f.box_id is null or f.box_id = :box)) as force_majeure
                          from (select 1) one left join billing.last_paid(:box) l on true""")
                .bind("box", box)
                .map(LiabilityStore::stood).one();
    }

    private static Standing stood(Readable row) {
        UUID subscription = row.get("subscription_id", UUID.class);
        long settled = Rows.get(row, "settled", Long.class);
        boolean forceMajeure = Rows.get(row, "force_majeure", Boolean.class);
        if (subscription == null) {
            return new Standing(new LiabilityPolicy.Facts(0, 0, settled, forceMajeure), null);
        }
        long paid = Rows.get(row, "paid", Long.class);
        long listPrice = Rows.get(row, "list_price", Long.class);
        return new Standing(new LiabilityPolicy.Facts(paid, listPrice, settled, forceMajeure),
                new LiabilityView.LastPaid(subscription.toString(), Rows.get(row, "tariff", String.class),
                        Rows.get(row, "version", Integer.class),
                        WireTime.format(Rows.get(row, "started_at", Instant.class)), Money.ofTiyn(paid),
                        Money.ofTiyn(listPrice)));
    }

    record Claim(UUID id, long box, String kind, long tiyn, String memo, boolean documented, UUID by,
            @Nullable String key) {}

    record Outcome(String outcome, @Nullable UUID claim) {}

    Mono<Outcome> settle(Claim claim, Instant at) {
        GenericExecuteSpec call = tx.client()
                .sql("""
                        select outcome, claim from billing.settle_claim(:id, :box, :kind, :amount, :memo, :documented, :by, :key, :at)""")
                .bind("id", claim.id()).bind("box", claim.box()).bind("kind", claim.kind())
                .bind("amount", claim.tiyn()).bind("memo", claim.memo()).bind("documented", claim.documented())
                .bind("by", claim.by()).bind("at", at);
        return (claim.key() == null ? call.bindNull("key", String.class) : call.bind("key", claim.key()))
                .map(row -> new Outcome(Rows.get(row, "outcome", String.class), row.get("claim", UUID.class))).one();
    }

    /** Whether a claim was beyond a cap when its turn came. */
    static boolean isBeyondCap(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof R2dbcException told) {
                return CHECK_VIOLATION.equals(told.getSqlState());
            }
        }
        return false;
    }

    Mono<LiabilityClaimView> find(UUID id) {
        return tx.client().sql(CLAIM + " where claim_id = :id").bind("id", id).map(LiabilityStore::claim).one();
    }

    Flux<LiabilityClaimView> claims() {
        return tx.client().sql(CLAIM + " order by settled_at desc, claim_id desc limit :most").bind("most", LIST_MAX)
                .map(LiabilityStore::claim).all();
    }

    private static LiabilityClaimView claim(Readable row) {
        return new LiabilityClaimView(Rows.get(row, "claim_id", UUID.class).toString(),
                Rows.get(row, "box_id", Long.class), Rows.get(row, "kind", String.class), money(row, "amount"),
                Rows.get(row, "memo", String.class), Rows.get(row, "documented", Boolean.class),
                Rows.get(row, "subscription_id", UUID.class).toString(), money(row, "paid"), money(row, "list_price"),
                money(row, "settled_before"), WireTime.format(Rows.get(row, "settled_at", Instant.class)));
    }

    private static Money money(Readable row, String column) {
        return Money.ofTiyn(Rows.get(row, column, Long.class));
    }

    Mono<Void> open(UUID id, @Nullable Long box, String memo, UUID by, Instant at) {
        GenericExecuteSpec call = tx.client().sql("select billing.open_force_majeure(:id, :box, :memo, :by, :at)")
                .bind("id", id).bind("memo", memo).bind("by", by).bind("at", at);
        return (box == null ? call.bindNull("box", Long.class) : call.bind("box", box)).then();
    }

    /** False when there is no such case. */
    Mono<Boolean> end(UUID id, Instant at) {
        return tx.client().sql("select billing.end_force_majeure(:id, :at) as found").bind("id", id).bind("at", at)
                .map(row -> Rows.get(row, "found", Boolean.class)).one();
    }

    Flux<ForceMajeureView> cases() {
        return tx.client().sql("""
                select case_id, box_id, memo, started_at, ended_at from billing.force_majeure
                 order by started_at desc, case_id desc limit :most""").bind("most", LIST_MAX).map(row -> {
            Instant ended = row.get("ended_at", Instant.class);
            return new ForceMajeureView(Rows.get(row, "case_id", UUID.class).toString(),
                    row.get("box_id", Long.class), Rows.get(row, "memo", String.class),
                    WireTime.format(Rows.get(row, "started_at", Instant.class)),
                    ended == null ? null : WireTime.format(ended));
        }).all();
    }
}

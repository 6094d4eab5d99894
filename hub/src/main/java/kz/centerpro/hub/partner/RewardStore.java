package kz.centerpro.hub.partner;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls {@code billing.reward_referral} and what goes with it, in billing's role. */
final class RewardStore {

    private final Tx tx;

    RewardStore(Tx tx) {
        this.tx = tx;
    }

    /** Boxes of clients whose referral can be settled. */
    Flux<Long> due(Instant at, int limit) {
        return tx.client().sql("select box_id from billing.due_referrals(:at, :limit)").bind("at", at)
                .bind("limit", limit).map(row -> Rows.get(row, "box_id", Long.class)).all();
    }

    /** {@code partner}: the partner's new top when it was rewarded. */
    record Settled(boolean rewarded, @Nullable BoxTop partner) {}

    /** Empty when another did it meanwhile. */
    Mono<Settled> settle(long box, UUID event, Instant at) {
        return tx.client().sql("""
                select rewarded, partner_box, top_seq, epoch from billing.reward_referral(:box, :event, :at)""")
                .bind("box", box).bind("event", event).bind("at", at).map(row -> {
                    Long partner = row.get("partner_box", Long.class);
                    return new Settled(Rows.get(row, "rewarded", Boolean.class), partner == null
                            ? null
                            : new BoxTop(partner, Rows.get(row, "epoch", Integer.class),
                                    Rows.get(row, "top_seq", Long.class)));
                }).one();
    }
}

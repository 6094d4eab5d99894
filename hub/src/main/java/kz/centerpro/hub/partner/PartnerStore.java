package kz.centerpro.hub.partner;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.PartnerTermsView;
import kz.centerpro.contracts.billing.PartnerView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads partners, terms and referrals; calls the functions that write them, in the hub's role. */
final class PartnerStore {

    private static final int REFERRALS_MAX = 500;

    private final Tx tx;

    PartnerStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Integer> publish(PartnerPolicy.Terms terms, UUID by, Instant at) {
        return tx.client().sql("""
                select billing.publish_partner_terms(:percent, :join, :reward, :kk, :ru, :by, :at) as version""")
                .bind("percent", terms.percent()).bind("join", terms.joinDays()).bind("reward", terms.rewardDays())
                .bind("kk", terms.textKk()).bind("ru", terms.textRu()).bind("by", by).bind("at", at)
                .map(row -> Rows.get(row, "version", Integer.class)).one();
    }

    /** Those in force: the newest. */
    Mono<PartnerTermsView> terms() {
        return tx.client().sql("""
                select version, percent, join_days, reward_days, text_kk, text_ru, published_at
                  from billing.partner_terms order by version desc limit 1""")
                .map(row -> new PartnerTermsView(Rows.get(row, "version", Integer.class),
                        Rows.get(row, "percent", Integer.class), Rows.get(row, "join_days", Integer.class),
                        Rows.get(row, "reward_days", Integer.class), Rows.get(row, "text_kk", String.class),
                        Rows.get(row, "text_ru", String.class),
                        WireTime.format(Rows.get(row, "published_at", Instant.class))))
                .one();
    }

    Mono<String> enrol(long box, String code, int version, UUID by, Instant at) {
        return tx.client().sql("select billing.enrol_partner(:box, :code, :version, :by, :at) as outcome")
                .bind("box", box).bind("code", code).bind("version", version).bind("by", by).bind("at", at)
                .map(row -> Rows.get(row, "outcome", String.class)).one();
    }

    Mono<String> change(String code, String state, String reason, Instant at) {
        return tx.client().sql("select billing.change_partner(:code, :state, :reason, :at) as outcome")
                .bind("code", code).bind("state", state).bind("reason", reason).bind("at", at)
                .map(row -> Rows.get(row, "outcome", String.class)).one();
    }

    Mono<String> refer(long box, String code, Instant at) {
        return tx.client().sql("select billing.refer(:box, :code, :at) as outcome").bind("box", box).bind("code", code)
                .bind("at", at).map(row -> Rows.get(row, "outcome", String.class)).one();
    }

    /** A partner's report; empty for who is none. */
    Mono<PartnerView> report(long box) {
        return referrals(box).collectList().flatMap(referrals -> tx.client()
                .sql("""
                        select p.code, p.state, p.version, p.enrolled_at, count(r.box_id) as referred, count(r.reward) as rewarded,
                               coalesce(sum(r.reward), 0)::bigint as rewards
                          from billing.partner p left join billing.referral r on r.partner_box = p.box_id
                         where p.box_id = :box group by p.box_id""")
                .bind("box", box)
                .map(row -> new PartnerView(Rows.get(row, "code", String.class), Rows.get(row, "state", String.class),
                        Rows.get(row, "version", Integer.class),
                        WireTime.format(Rows.get(row, "enrolled_at", Instant.class)),
                        Rows.get(row, "referred", Long.class), Rows.get(row, "rewarded", Long.class),
                        Money.ofTiyn(Rows.get(row, "rewards", Long.class)), referrals))
                .one());
    }

    private Flux<PartnerView.Referral> referrals(long box) {
        return tx.client().sql("""
                select referred_at, until_at, version, state, reward, settled_at from billing.referral
                 where partner_box = :box order by referred_at desc, box_id desc limit :most""").bind("box", box)
                .bind("most", REFERRALS_MAX).map(row -> {
                    Long reward = row.get("reward", Long.class);
                    Instant settled = row.get("settled_at", Instant.class);
                    return new PartnerView.Referral(WireTime.format(Rows.get(row, "referred_at", Instant.class)),
                            WireTime.format(Rows.get(row, "until_at", Instant.class)),
                            Rows.get(row, "version", Integer.class), Rows.get(row, "state", String.class),
                            reward == null ? null : Money.ofTiyn(reward),
                            settled == null ? null : WireTime.format(settled));
                }).all();
    }
}

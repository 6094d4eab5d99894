package kz.centerpro.hub.partner;

import java.time.Instant;
import java.util.List;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Settles referrals, for a given instant. Repeating it does nothing twice. */
public final class PartnerJobs {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerJobs.class);
    private static final int BATCH = 500;

    private final RewardStore store;
    private final Bell bell;
    private final Ids ids;

    PartnerJobs(RewardStore store, Bell bell, Ids ids) {
        this.store = store;
        this.bell = bell;
        this.ids = ids;
    }

    /**
     * Rewards partners whose clients have paid their first tariff; returns how many. The rest comes with the next run.
     */
    public Mono<Long> reward(Instant asOf) {
        return store.due(asOf, BATCH).collectList().flatMapIterable(due -> due).concatMap(box -> settled(box, asOf), 1)
                .filter(RewardStore.Settled::rewarded).count();
    }

    private Mono<RewardStore.Settled> settled(long box, Instant asOf) {
        return store.settle(box, ids.next(), asOf).doOnNext(done -> {
            if (done.partner() != null) {
                bell.ring(List.of(done.partner()));
            }
        }).onErrorResume(failure -> {
            LOG.warn("A partner's reward waits, the others go on: {}", failure.toString());
            return Mono.empty();
        });
    }
}

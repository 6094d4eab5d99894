package kz.centerpro.hub.trust;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.kernel.BackgroundLoop;
import kz.centerpro.hub.kernel.Bulkhead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps lists fresh: files when they change, addresses as the plan says, with the deltas that fetched lists name. A
 * list that cannot be had, read or believed, or is older than the known one, changes nothing.
 */
final class TrustLoop extends BackgroundLoop {

    private static final Logger LOG = LoggerFactory.getLogger(TrustLoop.class);
    private static final Duration FILES_EVERY = Duration.ofSeconds(30);
    private static final Duration PLAN_EVERY = Duration.ofSeconds(5);

    private final TrustDesk desk;
    private final TrustFiles files;
    private final ListKeeper lists;
    private final RefreshPlan plan;
    private final Bulkhead work;
    private final Clock clock;
    private final AtomicLong version = new AtomicLong(1);
    private String seen = "";

    TrustLoop(TrustDesk desk, TrustFiles files, ListKeeper lists, RefreshPlan plan, Bulkhead work, Clock clock) {
        this.desk = desk;
        this.files = files;
        this.lists = lists;
        this.plan = plan;
        this.work = work;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(FILES_EVERY, FILES_EVERY, "Revocation lists not read again", this::reread),
                every(Duration.ZERO, PLAN_EVERY, "Revocation lists not refreshed", this::refresh));
    }

    private Mono<Boolean> reread() {
        return work.run(() -> {
            Instant moment = clock.instant();
            String now = files.listsFingerprint(moment);
            boolean changed = !now.equals(seen) && !seen.isEmpty();
            if (changed) {
                desk.reset(files.read(version.incrementAndGet(), moment).build());
            }
            seen = now;
            return changed;
        });
    }

    /** One round over the addresses that are due. */
    Mono<Void> refresh() {
        return Flux.defer(() -> Flux.fromIterable(plan.due(clock.instant()))).concatMap(this::refreshed, 1).then();
    }

    private Mono<Boolean> refreshed(URI address) {
        return lists.fetched(address).flatMap(list -> desk.offer(list).map(refusal -> noted(address, list, refusal)))
                .onErrorResume(failure -> {
                    LOG.warn("Revocation list not refreshed: {}", failure.toString());
                    plan.failed(address, clock.instant());
                    return Mono.just(false);
                });
    }

    private boolean noted(URI address, RevocationList list, String refusal) {
        Instant now = clock.instant();
        boolean known = desk.snapshot().lists().stream().anyMatch(other -> other.sha256().equals(list.sha256()));
        if (!known) {
            LOG.warn("Revocation list of {} not taken: {}", list.issuerName(), refusal);
            plan.failed(address, now);
            return false;
        }
        list.deltaUrls.forEach(plan::addNamed);
        plan.fetched(address, now, list.thisUpdate, list.nextUpdate);
        return refusal.isEmpty();
    }
}

package kz.centerpro.hub.trust;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps lists fresh: files when they change, addresses as the plan says, with the deltas that fetched lists name. A
 * list that cannot be had, read or believed, or is older than the known one, changes nothing.
 */
final class TrustLoop implements SmartLifecycle {

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
    private @Nullable Disposable running;

    TrustLoop(TrustDesk desk, TrustFiles files, ListKeeper lists, RefreshPlan plan, Bulkhead work, Clock clock) {
        this.desk = desk;
        this.files = files;
        this.lists = lists;
        this.plan = plan;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        Flux<?> fromFiles = Flux.interval(FILES_EVERY).onBackpressureDrop().concatMap(_ -> reread(), 1);
        Flux<?> fromAddresses = Flux.interval(Duration.ZERO, PLAN_EVERY).onBackpressureDrop()
                .concatMap(_ -> refresh(), 1);
        running = Flux.merge(fromFiles, fromAddresses).subscribe();
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
        }).onErrorResume(failure -> {
            LOG.warn("Revocation lists not read again: {}", failure.toString());
            return Mono.just(false);
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

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}

package kz.centerpro.notification.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Looks for work whenever it is nudged and every sweep, and does it side by side up to a bound. What another node holds
 * is passed over by the claim itself.
 *
 * @param <C>
 *            the claims of the work
 */
public final class OutboundLoop<C> implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundLoop.class);

    /** How often in its pace it is seen whether enough has gathered. */
    private static final int STEPS = 8;

    private final String name;
    private final Work<C> work;
    private final Duration sweep;
    private final Duration pace;
    private final int atOnce;
    private final Clock clock;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().onBackpressureBuffer(1, false);
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();
    private volatile @Nullable Disposable running;
    private volatile boolean stopped;

    /**
     * @param name
     *            for the log
     * @param sweep
     *            how often work is looked for, whatever was nudged
     * @param pace
     *            the least time between two looks while there is little to do, so that work comes in batches
     * @param atOnce
     *            claims held at a time
     */
    public OutboundLoop(String name, Work<C> work, Duration sweep, Duration pace, int atOnce, Clock clock) {
        this.name = name;
        this.work = work;
        this.sweep = sweep;
        this.pace = pace;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    @Override
    public void start() {
        stopped = false;
        running = Flux
                .merge(nudges.asFlux(), Flux.interval(sweep).onBackpressureDrop().concatMap(_ -> refreshed(), 1))
                .takeWhile(_ -> !stopped).onBackpressureLatest().concatMap(_ -> looked(), 1).subscribe();
    }

    /** Says that there may be work. Nudges that come while one is waiting are the same nudge. */
    public void nudge() {
        synchronized (nudges) {
            nudges.tryEmitNext(true);
        }
    }

    private Mono<Boolean> refreshed() {
        return work.refresh().thenReturn(true).onErrorResume(this::away);
    }

    private Mono<Boolean> looked() {
        return Mono.defer(() -> {
            int free = atOnce - underWay.get();
            Instant now = clock.instant();
            return free <= 0
                    ? Mono.<Boolean>empty()
                    : work.claim(free, now).doOnNext(claims -> begin(claims, now))
                            .flatMap(claims -> claims.size() < free && pace.isPositive()
                                    ? paced()
                                    : Mono.just(true))
                            .onErrorResume(this::away);
        });
    }

    private Mono<Boolean> paced() {
        return work.hasGathered()
                ? Mono.just(true)
                : Flux.interval(pace.dividedBy(STEPS)).take(STEPS).takeUntil(_ -> work.hasGathered()).then()
                        .thenReturn(true);
    }

    private void begin(List<C> claims, Instant now) {
        for (C claim : claims) {
            underWay.incrementAndGet();
            Mono.defer(() -> work.serve(claim, now, closing.asMono())).thenReturn(true).onErrorResume(failure -> {
                LOG.debug("{} waits for the next sweep: {}", name, failure.toString());
                return Mono.just(false);
            }).subscribe(this::ended);
        }
    }

    private void ended(boolean well) {
        int left = underWay.decrementAndGet();
        if (running != null && well) {
            nudge(); // more may have come while it was done, or others waited for its place
        } else if (running == null && left == 0) {
            over();
        }
    }

    private Mono<Boolean> away(Throwable failure) {
        LOG.debug("{}: the store is away: {}", name, failure.toString());
        return Mono.empty();
    }

    @Override
    public void stop(Runnable callback) {
        afterwards.set(callback);
        stop();
        if (underWay.get() == 0) {
            over();
        }
    }

    @Override
    public void stop() {
        running = null;
        stopped = true;
        closing.tryEmitEmpty();
        nudge(); // the look under way comes to its end, since what it claims has to be given back; then no other begins
    }

    private void over() {
        work.over();
        Runnable told = afterwards.getAndSet(null);
        if (told != null) {
            told.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}

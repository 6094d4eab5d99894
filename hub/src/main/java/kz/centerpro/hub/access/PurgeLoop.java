package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.agreement.Agreement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets, from time to time, challenges, statements and sessions that ran out. */
final class PurgeLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeLoop.class);

    private final Access access;
    private final Agreement agreement;
    private final Clock clock;
    private final Duration every;
    private @Nullable Disposable running;

    PurgeLoop(Access access, Agreement agreement, Clock clock, Duration every) {
        this.access = access;
        this.agreement = agreement;
        this.clock = clock;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        running = Flux.interval(every).onBackpressureDrop().concatMap(_ -> round()).subscribe();
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

    private Mono<Long> round() {
        Instant now = clock.instant();
        return access.purge(now).then(Mono.defer(() -> agreement.purgeStatements(now))).onErrorResume(failure -> {
            LOG.warn("Purging waits for the next round", failure);
            return Mono.empty();
        });
    }
}

package kz.centerpro.hub.agreement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Seeds version 1 at start, then carries announcements for as long as the process runs. */
final class OfferLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OfferLoop.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private final Publisher publisher;
    private final Announcer announcer;
    private final boolean seed;
    private final Duration every;
    private @Nullable Disposable running;

    OfferLoop(Publisher publisher, Announcer announcer, boolean seed, Duration every) {
        this.publisher = publisher;
        this.announcer = announcer;
        this.seed = seed;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        Mono<Void> seeded = seed
                ? publisher.seed().retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY_FIRST).maxBackoff(RETRY_MOST))
                : Mono.empty();
        running = seeded.thenMany(Flux.interval(every).onBackpressureDrop().concatMap(_ -> round())).subscribe();
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

    private Mono<Void> round() {
        return announcer.drain().onErrorResume(failure -> {
            LOG.warn("Announcements wait for the next round", failure);
            return Mono.empty();
        });
    }
}

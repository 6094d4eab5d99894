package kz.centerpro.hub.agreement;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Seeds version 1 at start, then carries announcements for as long as the process runs. */
final class OfferLoop extends BackgroundLoop {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MOST = Duration.ofSeconds(10);

    private final Publisher publisher;
    private final Announcer announcer;
    private final boolean seed;
    private final Duration every;

    OfferLoop(Publisher publisher, Announcer announcer, boolean seed, Duration every) {
        this.publisher = publisher;
        this.announcer = announcer;
        this.seed = seed;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        Mono<Void> seeded = seed
                ? publisher.seed().retryWhen(Retry.backoff(Long.MAX_VALUE, RETRY_FIRST).maxBackoff(RETRY_MOST))
                : Mono.empty();
        return seeded.thenMany(every(every, every, "Announcements wait for the next round", announcer::drain));
    }
}

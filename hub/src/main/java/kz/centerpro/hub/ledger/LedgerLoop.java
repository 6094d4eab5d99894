package kz.centerpro.hub.ledger;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Each hour: seals what is over, which does nothing until a day has ended, and then recomputes. */
final class LedgerLoop extends BackgroundLoop {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);

    private final LedgerJobs jobs;
    private final Clock clock;

    LedgerLoop(LedgerJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return every(FIRST, EVERY, "The books were not sealed", () -> jobs.seal(clock.instant())
                .filter(sealed -> sealed > 0).flatMap(_ -> jobs.recompute()));
    }
}

package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets, from time to time, challenges, statements and sessions that ran out. */
final class PurgeLoop extends BackgroundLoop {

    private final Access access;
    private final Agreement agreement;
    private final Clock clock;
    private final Duration every;

    PurgeLoop(Access access, Agreement agreement, Clock clock, Duration every) {
        this.access = access;
        this.agreement = agreement;
        this.clock = clock;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return every(every, every, "Purging waits for the next round", this::round);
    }

    private Mono<Long> round() {
        Instant now = clock.instant();
        return access.purge(now).then(Mono.defer(() -> agreement.purgeStatements(now)));
    }
}

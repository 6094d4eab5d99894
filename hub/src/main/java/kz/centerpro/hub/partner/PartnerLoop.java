package kz.centerpro.hub.partner;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Rewards every minute. */
final class PartnerLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final PartnerJobs jobs;
    private final Clock clock;

    PartnerLoop(PartnerJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return every(EVERY, EVERY, "Partners not rewarded", () -> jobs.reward(clock.instant()));
    }
}

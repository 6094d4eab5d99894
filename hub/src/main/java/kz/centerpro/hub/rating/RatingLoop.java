package kz.centerpro.hub.rating;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Runs the jobs: the newest usage every second, all of it now and then. */
final class RatingLoop extends BackgroundLoop {

    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration WHOLE = Duration.ofMinutes(5);
    private static final Duration TIDY = Duration.ofSeconds(10);
    private static final Duration NIGHTLY = Duration.ofHours(6);

    private final RatingJobs jobs;
    private final Clock clock;

    RatingLoop(RatingJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(
                every(OFTEN, OFTEN, "Usage not rated", () -> jobs.rateLately(clock.instant())),
                every(Duration.ZERO, WHOLE, "Usage not rated", () -> jobs.rate(clock.instant())),
                every(OFTEN, OFTEN, "Ends of tariffs not looked at", () -> jobs.turnSubscriptions(clock.instant())),
                every(TIDY, TIDY, "Leases not taken back", () -> jobs.reapLeases(clock.instant())
                        .then(jobs.look(clock.instant()))),
                every(TIDY, NIGHTLY, "Billing not reconciled", () -> jobs.closePeriods(clock.instant())
                        .then(jobs.reconcile())));
    }
}

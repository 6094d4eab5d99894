package kz.centerpro.hub.act;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Runs the jobs. */
final class ActLoop extends BackgroundLoop {

    private static final Duration FIRST = Duration.ofSeconds(15);

    private final ActJobs jobs;
    private final Clock clock;
    private final Duration every;

    ActLoop(ActJobs jobs, Clock clock, Duration every) {
        this.jobs = jobs;
        this.clock = clock;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(FIRST, every, "Acts not issued", () -> jobs.issue(clock.instant())),
                every(FIRST, every, "Acts without an answer not looked at", () -> jobs.accept(clock.instant())));
    }
}

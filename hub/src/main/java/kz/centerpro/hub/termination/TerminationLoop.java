package kz.centerpro.hub.termination;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks every second for agreements whose day has come; every node does, and one of them ends each. */
final class TerminationLoop extends BackgroundLoop {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Terminations terminations;

    TerminationLoop(Terminations terminations) {
        this.terminations = terminations;
    }

    @Override
    protected Flux<?> work() {
        return every(PERIOD, PERIOD, "Agreements that are due end in the next round",
                () -> Mono.defer(() -> terminations.end(terminations.now())).timeout(PATIENCE));
    }
}

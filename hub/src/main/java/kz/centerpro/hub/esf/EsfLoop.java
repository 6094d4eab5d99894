package kz.centerpro.hub.esf;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Runs the rounds. */
final class EsfLoop extends BackgroundLoop {

    private final EsfDesk desk;
    private final Duration every;

    EsfLoop(EsfDesk desk, Duration every) {
        this.desk = desk;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return every(every, every, "Acts not brought to ИС ЭСФ", desk::round);
    }
}

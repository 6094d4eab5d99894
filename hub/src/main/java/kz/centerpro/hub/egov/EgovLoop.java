package kz.centerpro.hub.egov;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Erases, with contents and signatures, requests whose time is over. */
final class EgovLoop extends BackgroundLoop {

    private final RequestDesk desk;
    private final Duration every;

    EgovLoop(RequestDesk desk, Duration every) {
        this.desk = desk;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return every(every, every, "Signing requests wait for the next round to be erased", desk::purge);
    }
}

package kz.centerpro.hub.trust;

import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;

/** Fetches evidence before it is missing; what fails is asked for again when it is. */
final class RenewalLoop extends BackgroundLoop {

    private static final int AT_ONCE = 16;
    private static final int WAITING_MAX = 10_000;

    private final TrustDesk desk;

    RenewalLoop(TrustDesk desk) {
        this.desk = desk;
    }

    @Override
    protected Flux<?> work() {
        return desk.renewals().wanted()
                .onBackpressureBuffer(WAITING_MAX, _ -> {
                }, BufferOverflowStrategy.DROP_LATEST)
                .flatMap(need -> told("Evidence not renewed", desk.renewed(need)), AT_ONCE);
    }
}

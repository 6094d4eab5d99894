package kz.centerpro.hub.quota;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Gives back leases that nobody spends, so that an idle node holds nothing. */
final class QuotaLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(15);

    private final QuotaDesk desk;

    QuotaLoop(QuotaDesk desk) {
        this.desk = desk;
    }

    @Override
    protected Flux<?> work() {
        return every(EVERY, EVERY, "Leases not given back", () -> desk.tidy(IDLE));
    }
}

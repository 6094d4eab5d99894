package kz.centerpro.hub.restriction;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Learns about once a second whose access was taken or given back, on any node. */
final class RestrictionLoop extends BackgroundLoop {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Restrictions restrictions;

    RestrictionLoop(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    @Override
    protected Flux<?> work() {
        return every(Duration.ZERO, PERIOD, "Restrictions wait for the next round",
                () -> restrictions.learn().timeout(PATIENCE));
    }
}

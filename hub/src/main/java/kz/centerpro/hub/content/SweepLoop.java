package kz.centerpro.hub.content;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Erases uploads that never became documents. */
final class SweepLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration UNBOUND_FOR = Duration.ofHours(24);

    private final ContentDesk desk;
    private final Clock clock;

    SweepLoop(ContentDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return every(EVERY, EVERY, "Unbound content not erased",
                () -> desk.eraseUnbound(clock.instant().minus(UNBOUND_FOR)));
    }
}

package kz.centerpro.hub.acquiring;

import java.time.Clock;
import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Asks the acquirer for the orders that are open: its messages may be lost. */
final class CardLoop extends BackgroundLoop {

    private final CardTill till;
    private final Clock clock;
    private final Duration every;

    CardLoop(CardTill till, Clock clock, Duration every) {
        this.till = till;
        this.clock = clock;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        CardDesk desk = till.desk();
        return desk == null
                ? Flux.never()
                : every(every, every, "Orders by card are asked for in the next round",
                        () -> desk.checkDue(clock.instant()));
    }
}

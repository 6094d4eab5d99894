package kz.centerpro.hub.bulletin;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Carries announcements for as long as the process runs. */
final class BulletinLoop extends BackgroundLoop {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Bulletins bulletins;

    BulletinLoop(Bulletins bulletins) {
        this.bulletins = bulletins;
    }

    @Override
    protected Flux<?> work() {
        return every(PERIOD, PERIOD, "Announcements wait for the next round", bulletins::drain);
    }
}

package kz.centerpro.hub.bulletin;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import kz.centerpro.hub.kernel.Works;
import reactor.core.publisher.Flux;

/** Carries announcements, and opens and closes this node's intake by them, for as long as the process runs. */
final class BulletinLoop extends BackgroundLoop {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Bulletins bulletins;
    private final Works works;

    BulletinLoop(Bulletins bulletins, Works works) {
        this.bulletins = bulletins;
        this.works = works;
    }

    @Override
    protected Flux<?> work() {
        // Beside one another: while news is carried to every box, windows open and close on this node all the same.
        return Flux.merge(
                every(PERIOD, PERIOD, "Windows of works wait for the next round", () -> bulletins.close(works)),
                every(PERIOD, PERIOD, "Announcements wait for the next round", bulletins::drain));
    }
}

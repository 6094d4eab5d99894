package kz.centerpro.hub.restriction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Learns about once a second whose access was taken or given back, on any node. */
final class RestrictionLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestrictionLoop.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Restrictions restrictions;
    private @Nullable Disposable running;

    RestrictionLoop(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    void start() {
        running = Flux.interval(Duration.ZERO, PERIOD).onBackpressureDrop()
                .concatMap(_ -> restrictions.learn().timeout(PATIENCE).onErrorResume(away -> {
                    LOG.debug("Restrictions wait for the next round: {}", away.toString());
                    return Mono.empty();
                }), 1).subscribe();
    }

    @Override
    public void close() {
        if (running != null) {
            running.dispose();
        }
    }
}

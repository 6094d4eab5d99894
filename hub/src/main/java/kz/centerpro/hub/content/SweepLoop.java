package kz.centerpro.hub.content;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Erases uploads that never became documents. */
final class SweepLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration UNBOUND_FOR = Duration.ofHours(24);

    private final ContentDesk desk;
    private final Clock clock;
    private @Nullable Disposable running;

    SweepLoop(ContentDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY).onBackpressureDrop()
                .concatMap(tick -> desk.eraseUnbound(clock.instant().minus(UNBOUND_FOR)).onErrorResume(failure -> {
                    LOG.warn("Unbound content not erased: {}", failure.toString());
                    return Mono.just(0L);
                }), 1).subscribe();
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}

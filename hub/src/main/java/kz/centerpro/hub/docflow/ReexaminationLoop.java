package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at parked submissions again and again until their evidence can be had. */
final class ReexaminationLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReexaminationLoop.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int PAGE = 64;

    private final SubmissionStore store;
    private final Reexaminer reexaminer;
    private final Clock clock;
    private @Nullable Disposable running;

    ReexaminationLoop(SubmissionStore store, Reexaminer reexaminer, Clock clock) {
        this.store = store;
        this.reexaminer = reexaminer;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = Flux.interval(EVERY).onBackpressureDrop().concatMap(tick -> round(), 1).subscribe();
    }

    private Mono<Void> round() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return store.due(now, now.plus(AGAIN_AFTER), PAGE).collectList();
        }).flatMapMany(Flux::fromIterable).flatMap(this::looked, AT_ONCE).then().onErrorResume(failure -> {
            LOG.warn("Parked submissions not read: {}", failure.toString());
            return Mono.empty();
        });
    }

    private Mono<Void> looked(SubmissionStore.Row row) {
        return reexaminer.look(row).onErrorResume(failure -> {
            LOG.warn("Submission {} waits on: {}", row.id(), failure.toString());
            return Mono.empty();
        });
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

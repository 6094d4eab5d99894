package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.delivery.Backlog;
import kz.centerpro.hub.delivery.DeliveryLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks every few seconds at what waits in the tables, for the meters. What cannot be read is NaN, not zero. */
final class BacklogLoop implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final DeliveryLoop delivery;
    private final SubmissionStore submissions;
    private volatile @Nullable Seen seen;
    private @Nullable Disposable running;

    BacklogLoop(DeliveryLoop delivery, SubmissionStore submissions) {
        this.delivery = delivery;
        this.submissions = submissions;
    }

    private record Seen(Backlog outbox, long parked) {}

    double waiting() {
        Seen now = seen;
        return now == null ? Double.NaN : now.outbox.waiting();
    }

    /** Seconds. */
    double oldest(Instant now) {
        Seen last = seen;
        if (last == null) {
            return Double.NaN;
        }
        Instant oldest = last.outbox.oldest();
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0);
    }

    double parked() {
        Seen now = seen;
        return now == null ? Double.NaN : now.parked;
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, EVERY).onBackpressureDrop().concatMap(_ -> looked(), 1).subscribe();
    }

    private Mono<Void> looked() {
        return delivery.backlog().zipWith(submissions.parked(), Seen::new).timeout(EVERY)
                .doOnNext(now -> seen = now).onErrorResume(_ -> Mono.fromRunnable(() -> seen = null)).then();
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

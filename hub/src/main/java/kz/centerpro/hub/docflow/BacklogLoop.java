package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.delivery.Backlog;
import kz.centerpro.hub.delivery.DeliveryLoop;
import kz.centerpro.hub.kernel.BackgroundLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks every few seconds at what waits in the tables, for the meters. What cannot be read is NaN, not zero. */
final class BacklogLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final DeliveryLoop delivery;
    private final SubmissionStore submissions;
    private volatile @Nullable Seen seen;

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
    protected Flux<?> work() {
        return every(Duration.ZERO, EVERY, "Backlog not read", this::looked);
    }

    private Mono<Void> looked() {
        return delivery.backlog().zipWith(submissions.parked(), Seen::new).timeout(EVERY)
                .doOnNext(now -> seen = now).onErrorResume(_ -> Mono.fromRunnable(() -> seen = null)).then();
    }
}

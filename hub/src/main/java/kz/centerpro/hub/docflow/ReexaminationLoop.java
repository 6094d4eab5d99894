package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at parked submissions again and again until their evidence can be had. */
final class ReexaminationLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int PAGE = 64;

    private final SubmissionStore store;
    private final Reexaminer reexaminer;
    private final Clock clock;

    ReexaminationLoop(SubmissionStore store, Reexaminer reexaminer, Clock clock) {
        this.store = store;
        this.reexaminer = reexaminer;
        this.clock = clock;
    }

    @Override
    protected Flux<?> work() {
        return every(EVERY, EVERY, "Parked submissions not read", this::round);
    }

    private Mono<Void> round() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return store.due(now, now.plus(AGAIN_AFTER), PAGE).collectList();
        }).flatMapMany(Flux::fromIterable).flatMap(this::looked, AT_ONCE).then();
    }

    private Mono<Void> looked(SubmissionStore.Row row) {
        return told("Submission " + row.id() + " waits on", reexaminer.look(row));
    }
}

package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at parked submissions again and again until their evidence can be had. Once it can, page follows page: what an
 * outage has parked is then registered as fast as what arrives. While it cannot, one page a second is asked about.
 */
final class ReexaminationLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 32;
    private static final int PAGE = 256;

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
        return Mono.defer(this::page).repeat().takeUntil(last -> last).then();
    }

    /** Whether there is nothing more to be reached now. */
    private Mono<Boolean> page() {
        Instant now = clock.instant();
        return store.due(now, now.plus(AGAIN_AFTER), PAGE).collectList()
                .flatMap(rows -> Flux.fromIterable(rows).flatMap(this::looked, AT_ONCE).filter(ended -> ended).count()
                        .map(ended -> rows.size() < PAGE || ended == 0));
    }

    private Mono<Boolean> looked(SubmissionStore.Row row) {
        return told("Submission " + row.id() + " waits on", reexaminer.look(row), false);
    }
}

package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Mono;

/** How many submissions may be under way on this node; the next one is refused before its body is read. */
final class Admission {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int atOnceMax;
    private final AtomicInteger underWay = new AtomicInteger();

    Admission(int atOnceMax) {
        this.atOnceMax = atOnceMax;
    }

    /** Holds a place while {@code work} runs; given back however it ends. */
    <T> Mono<T> admit(Mono<T> work) {
        return Mono.defer(() -> {
            if (underWay.incrementAndGet() > atOnceMax) {
                underWay.decrementAndGet();
                return Mono.error(Refusal.of(ProblemType.OVERLOADED,
                        "This node takes " + atOnceMax + " submissions at once: repeat with the same Idempotency-Key.")
                        .retryAfter(RETRY));
            }
            return work.doFinally(end -> underWay.decrementAndGet());
        });
    }
}

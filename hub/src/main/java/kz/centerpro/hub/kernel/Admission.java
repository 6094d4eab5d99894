package kz.centerpro.hub.kernel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many submissions may be under way on this node; the next one is refused before its body is read. */
public final class Admission {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int atOnceMax;
    private final String what;
    private final String advice;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param what
     *            what is counted, in the plural, and what to do when there are too many; for the refusal
     */
    public Admission(int atOnceMax, String what, String advice) {
        this.atOnceMax = atOnceMax;
        this.what = what;
        this.advice = advice;
    }

    /** Holds a place while {@code work} runs; given back however it ends. */
    public <T> Mono<T> admit(Mono<T> work) {
        return Mono
                .defer(() -> turnsAway() ? Mono.error(refusal()) : work.doFinally(end -> underWay.decrementAndGet()));
    }

    /** The same for work with many results: refused before the first. */
    public <T> Flux<T> admit(Flux<T> work) {
        return Flux
                .defer(() -> turnsAway() ? Flux.error(refusal()) : work.doFinally(end -> underWay.decrementAndGet()));
    }

    /** Takes a place, if there is one. */
    private boolean turnsAway() {
        if (underWay.incrementAndGet() > atOnceMax) {
            underWay.decrementAndGet();
            return true;
        }
        return false;
    }

    private Refusal refusal() {
        return Refusal.of(ProblemType.OVERLOADED, "This node takes " + atOnceMax + " " + what + " at once: " + advice)
                .retryAfter(RETRY);
    }
}

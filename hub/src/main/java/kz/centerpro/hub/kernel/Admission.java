package kz.centerpro.hub.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How much work may be under way on this node, and how much of it for one client, so that a bulk sender leaves room for
 * a person; what comes beyond is refused before its body is read.
 */
public final class Admission {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int atOnceMax;
    private final int eachMax;
    private final String what;
    private final String advice;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<Object, Integer> holders = new ConcurrentHashMap<>();

    /**
     * @param eachMax
     *            of them for one holder
     * @param what
     *            what is counted, in the plural, and what to do when there are too many; for the refusal
     */
    public Admission(int atOnceMax, int eachMax, String what, String advice) {
        this.atOnceMax = atOnceMax;
        this.eachMax = eachMax;
        this.what = what;
        this.advice = advice;
    }

    /** For work that belongs to nobody. */
    public Admission(int atOnceMax, String what, String advice) {
        this(atOnceMax, atOnceMax, what, advice);
    }

    /** Holds a place while {@code work} runs; given back however it ends. */
    public <T> Mono<T> admit(Mono<T> work) {
        return admit("", work);
    }

    /**
     * The same, counted for {@code holder} too. The place is free before the result is passed on: who asks again as
     * soon as it has the answer finds it.
     */
    public <T> Mono<T> admit(Object holder, Mono<T> work) {
        return Mono.defer(() -> {
            enter(holder);
            AtomicBoolean left = new AtomicBoolean();
            Runnable leave = () -> {
                if (left.compareAndSet(false, true)) {
                    leave(holder);
                }
            };
            return work.doOnTerminate(leave).doOnCancel(leave);
        });
    }

    /** The same for work with many results: refused before the first. */
    public <T> Flux<T> admit(Object holder, Flux<T> work) {
        return Flux.defer(() -> {
            enter(holder);
            return work.doFinally(end -> leave(holder));
        });
    }

    private void enter(Object holder) {
        if (underWay.incrementAndGet() > atOnceMax) {
            underWay.decrementAndGet();
            throw Refusal.of(ProblemType.OVERLOADED,
                    "This node takes " + atOnceMax + " " + what + " at once: " + advice).retryAfter(RETRY);
        }
        if (holders.merge(holder, 1, Integer::sum) > eachMax) {
            leave(holder);
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "This node takes " + eachMax + " " + what + " of one client at once: " + advice)
                    .retryAfter(RETRY);
        }
    }

    private void leave(Object holder) {
        holders.computeIfPresent(holder, (key, count) -> count == 1 ? null : count - 1);
        underWay.decrementAndGet();
    }
}

package kz.centerpro.hub.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A bounded pool for one kind of work that must not run on an event loop (verifying, hashing, sealing). Work beyond
 * {@code threads + queue} is refused at once with {@link java.util.concurrent.RejectedExecutionException}, which a door
 * answers with 503. Work that has started runs to its end even if its subscriber left.
 */
public final class Bulkhead implements DisposableBean {

    private static final int IDLE_SECONDS_MAX = 60;
    /** The bulkhead whose thread this is. */
    private static final ThreadLocal<@Nullable Bulkhead> HERE = new ThreadLocal<>();

    private final Scheduler pool;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    /** {@code name} becomes the threads' prefix; {@code verify-} threads are watched for blocking calls in tests. */
    public Bulkhead(String name, int threads, int queue) {
        // The cap of a bounded elastic scheduler is for each thread.
        this.pool = Schedulers.newBoundedElastic(threads, Math.max(1, queue / threads), name, IDLE_SECONDS_MAX, true);
    }

    /**
     * Runs {@code work} on the pool when subscribed to; at once when that happens on one of its threads, so that what
     * follows from work on this bulkhead needs no other turn.
     */
    public <T> Mono<T> run(Callable<T> work) {
        return Mono.create(sink -> {
            if (HERE.get() == this) {
                Trace.logged(sink.contextView(), () -> done(work, sink));
                return;
            }
            waiting.incrementAndGet();
            try {
                pool.schedule(() -> started(work, sink));
            } catch (RejectedExecutionException full) {
                waiting.decrementAndGet();
                throw full;
            }
        });
    }

    private <T> void started(Callable<T> work, MonoSink<T> sink) {
        waiting.decrementAndGet();
        busy.incrementAndGet();
        HERE.set(this);
        try {
            Trace.logged(sink.contextView(), () -> done(work, sink));
        } finally {
            HERE.remove();
            busy.decrementAndGet();
        }
    }

    private static <T> void done(Callable<T> work, MonoSink<T> sink) {
        T result;
        try {
            result = work.call();
        } catch (Throwable failure) {
            sink.error(failure);
            return;
        }
        sink.success(result);
    }

    /** Work that waits for a thread. */
    public int waiting() {
        return waiting.get();
    }

    /** Threads at work. */
    public int busy() {
        return busy.get();
    }

    @Override
    public void destroy() {
        pool.dispose();
    }
}

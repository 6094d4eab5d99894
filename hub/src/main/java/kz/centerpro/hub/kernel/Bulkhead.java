package kz.centerpro.hub.kernel;

import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A bounded pool for one kind of work that must not run on an event loop (verifying, hashing, sealing). Work beyond
 * {@code threads + queue} is refused at once with {@link java.util.concurrent.RejectedExecutionException}, which a door
 * answers with 503. Work that has started runs to its end even if its subscriber left.
 */
public final class Bulkhead implements DisposableBean {

    private static final int IDLE_SECONDS_MAX = 60;

    private final Scheduler pool;

    /** {@code name} becomes the threads' prefix; {@code verify-} threads are watched for blocking calls in tests. */
    public Bulkhead(String name, int threads, int queue) {
        // The cap of a bounded elastic scheduler is for each thread.
        this.pool = Schedulers.newBoundedElastic(threads, Math.max(1, queue / threads), name, IDLE_SECONDS_MAX, true);
    }

    /** Runs {@code work} on the pool when subscribed to. */
    public <T> Mono<T> run(Callable<T> work) {
        return Mono.create(sink -> pool.schedule(() -> {
            try {
                sink.success(work.call());
            } catch (Throwable failure) {
                sink.error(failure);
            }
        }));
    }

    @Override
    public void destroy() {
        pool.dispose();
    }
}

package kz.centerpro.notification.outbound;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A bounded pool for work that blocks or computes for long, such as a conversation with a mail server. Work beyond
 * {@code threads + queue} is refused at once with {@link RejectedExecutionException}. Work that has started runs to its
 * end even if nobody waits for it any more.
 */
public final class Bulkhead implements AutoCloseable {

    private static final int IDLE_SECONDS_MAX = 60;

    private final Scheduler pool;

    /** {@code name} becomes the threads' prefix. */
    public Bulkhead(String name, int threads, int queue) {
        // The cap of a bounded elastic scheduler is for each thread.
        this.pool = Schedulers.newBoundedElastic(threads, Math.max(1, queue / threads), name, IDLE_SECONDS_MAX, true);
    }

    /** Runs {@code work} on the pool when subscribed to. */
    public <T> Mono<T> run(Callable<T> work) {
        return Mono.create(sink -> pool.schedule(() -> {
            T result;
            try {
                result = work.call();
            } catch (Exception failure) {
                sink.error(failure);
                return;
            }
            sink.success(result);
        }));
    }

    @Override
    public void close() {
        pool.dispose();
    }
}

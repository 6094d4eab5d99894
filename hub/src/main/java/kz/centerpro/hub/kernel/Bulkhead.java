package kz.centerpro.hub.kernel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

/**
 * A bounded pool for one kind of work that must not run on an event loop (verifying, hashing, sealing). Work beyond
 * {@code threads + queue} is refused at once with {@link RejectedExecutionException}, which a door answers with 503.
 * Work that has started runs to its end even if its subscriber left.
 */
public final class Bulkhead implements DisposableBean {

    private final ThreadPoolExecutor pool;

    /** {@code name} becomes the threads' prefix; {@code verify-} threads are watched for blocking calls in tests. */
    public Bulkhead(String name, int threads, int queue) {
        AtomicInteger count = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue),
                task -> {
                    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.prestartAllCoreThreads();
    }

    /** Runs {@code work} on the pool when subscribed to. */
    public <T> Mono<T> run(Callable<T> work) {
        return Mono.create(sink -> pool.execute(() -> {
            try {
                sink.success(work.call());
            } catch (Throwable failure) {
                sink.error(failure);
            }
        }));
    }

    @Override
    public void destroy() {
        pool.shutdown();
    }
}

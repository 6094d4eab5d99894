package kz.centerpro.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the same work on a number of threads for a while and counts what was done in a second of the clock. */
final class Throughput {

    private Throughput() {}

    /** {@code turn} counts up over all threads. */
    interface Work {
        void run(int turn) throws Exception;
    }

    /** Work that has begun is finished and counted, with the time it took. */
    static double of(int threads, boolean platform, Duration turn, Work work) throws Exception {
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long began = System.nanoTime();
        long end = began + turn.toNanos();
        try (ExecutorService pool = platform
                ? Executors.newFixedThreadPool(threads)
                : Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    while (System.nanoTime() < end) {
                        work.run(turns.getAndIncrement());
                        done.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                finished(each);
            }
        }
        return done.get() * 1e9 / (System.nanoTime() - began);
    }

    private static void finished(Future<?> each) throws Exception {
        try {
            each.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}

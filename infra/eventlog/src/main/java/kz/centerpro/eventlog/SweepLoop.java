package kz.centerpro.eventlog;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the store for the tops of all boxes that somebody here waits for, every so often and whenever wake-ups may have
 * been missed. This, not Redis, is why no event is overlooked. One sweep at a time; calls during a sweep make one more.
 */
public final class SweepLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final EventReader reader;
    private final WakeListener listener;
    private final Duration period;
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Disposable timer;
    private volatile boolean closed;

    public SweepLoop(EventReader reader, WakeListener listener, Duration period) {
        this.reader = reader;
        this.listener = listener;
        this.period = period;
    }

    public void start() {
        timer = Flux.interval(period).onBackpressureDrop().subscribe(_ -> soon());
    }

    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.dispose();
        }
    }

    /** Sweeps now, or once more after the sweep that is under way. Returns at once. */
    public void soon() {
        if (asked.getAndIncrement() == 0) {
            run(1);
        }
    }

    private void run(int answered) {
        sweep().timeout(DEADLINE).onErrorResume(SweepLoop::away).doFinally(_ -> {
            int left = asked.addAndGet(-answered);
            if (left != 0 && !closed) {
                run(left);
            }
        }).subscribe();
    }

    private Mono<Void> sweep() {
        return Mono.defer(() -> {
            Collection<Long> boxes = listener.boxes();
            return boxes.isEmpty() ? Mono.empty() : reader.tops(boxes);
        }).doOnNext(tops -> tops.forEach(listener::swept)).then();
    }

    private static Mono<Void> away(Throwable failure) {
        LOG.debug("Sweep failed, the next one will look again: {}", failure.toString());
        return Mono.empty();
    }
}

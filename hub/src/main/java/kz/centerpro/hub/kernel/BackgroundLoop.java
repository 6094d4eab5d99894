package kz.centerpro.hub.kernel;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work that starts and stops with the process. A round never overlaps the one before it; a round that fails is told in
 * the log and the next one comes all the same. Stopping cancels the round under way.
 */
public abstract class BackgroundLoop implements SmartLifecycle {

    private final Logger log = LoggerFactory.getLogger(getClass());
    private @Nullable Disposable running;

    /** The whole work; asked for at each start. It should neither end nor fail; if it does, the log says so. */
    protected abstract Flux<?> work();

    /** Rounds, {@code period} apart, the first after {@code first}; beats that come during a round are left out. */
    protected final Flux<?> every(Duration first, Duration period, String what, Supplier<? extends Mono<?>> round) {
        return Flux.interval(first, period).onBackpressureDrop().concatMap(_ -> told(what, Mono.defer(round)), 0);
    }

    /** A round for each beat of {@code beats}, with at most one beat waiting for the round under way. */
    protected final Flux<?> rounds(Publisher<?> beats, String what, Supplier<? extends Mono<?>> round) {
        return Flux.from(beats).map(_ -> true).onBackpressureLatest().concatMap(_ -> told(what, Mono.defer(round)), 0);
    }

    /** {@code work}, with its failure told and passed over. */
    protected final Mono<Void> told(String what, Mono<?> work) {
        return work.then().onErrorResume(failure -> {
            log.warn("{}: {}", what, failure.toString());
            return Mono.empty();
        });
    }

    /** As {@link #told(String, Mono)}, with {@code instead} for work that failed. */
    protected final <T> Mono<T> told(String what, Mono<T> work, T instead) {
        return work.onErrorResume(failure -> {
            log.warn("{}: {}", what, failure.toString());
            return Mono.just(instead);
        });
    }

    @Override
    public final synchronized void start() {
        if (running == null) {
            running = work().subscribe(_ -> {
            }, failure -> log.error("Ended before its time", failure));
        }
    }

    @Override
    public final synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public final synchronized boolean isRunning() {
        return running != null;
    }
}

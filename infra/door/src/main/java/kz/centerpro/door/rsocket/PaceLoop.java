package kz.centerpro.door.rsocket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes the client's demand on in small grants, and only while the connection has room. So of a demand of
 * {@code Long.MAX_VALUE} no more than a grant beyond the window is ever under way. What it passes on it turns into what
 * the connection takes, here, so that an idle stream is not a chain of operators.
 */
final class PaceLoop<T, R> implements CoreSubscriber<T>, Subscription {

    private static final int GRANT = 16;

    private final CoreSubscriber<? super R> subscriber;
    private final Outflow outflow;
    private final Function<T, R> turned;
    private final Function<Throwable, Throwable> told;
    private final Runnable left;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final Runnable goOn = this::goOn;
    private @Nullable Subscription source;

    private PaceLoop(CoreSubscriber<? super R> subscriber, Outflow outflow, Function<T, R> turned,
            Function<Throwable, Throwable> told, Runnable left) {
        this.subscriber = subscriber;
        this.outflow = outflow;
        this.turned = turned;
        this.told = told;
        this.left = left;
    }

    /** {@code told} is applied to an error; {@code left} runs once, however the stream ends. */
    static <T, R> Flux<R> pace(Flux<T> source, Outflow outflow, Function<T, R> turned,
            Function<Throwable, Throwable> told, Runnable left) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> subscriber) {
                source.subscribe(new PaceLoop<>(subscriber, outflow, turned, told, left));
            }
        };
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(source, subscription)) {
            source = subscription;
            subscriber.onSubscribe(this);
        }
    }

    @Override
    public void onNext(T item) {
        subscriber.onNext(turned.apply(item));
        if (granted.decrementAndGet() == 0) {
            grant();
        }
    }

    @Override
    public void onError(Throwable error) {
        subscriber.onError(told.apply(error));
        end();
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
        end();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            grant();
        }
    }

    @Override
    public void cancel() {
        if (source != null) {
            source.cancel();
        }
        end();
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            outflow.forget(goOn);
            left.run();
        }
    }

    private void goOn() {
        paused.set(false);
        grant();
    }

    private void grant() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            grantOnce();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void grantOnce() {
        long wanted = demand.get();
        if (source == null || wanted == 0 || granted.get() != 0) {
            return;
        }
        if (!outflow.hasRoom()) {
            if (paused.compareAndSet(false, true)) {
                outflow.pause(goOn);
            }
            return;
        }
        int grant = (int) Math.min(wanted, GRANT);
        if (wanted != Long.MAX_VALUE) {
            demand.addAndGet(-grant);
        }
        granted.set(grant);
        source.request(grant);
    }
}

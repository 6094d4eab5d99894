package kz.centerpro.notification.rsocket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes the client's demand on in small grants, and only while the connection has room. So of a demand of
 * {@code Long.MAX_VALUE} no more than a grant beyond the window is ever under way.
 */
final class PaceLoop<T> implements CoreSubscriber<T>, Subscription {

    private static final int GRANT = 16;

    private final CoreSubscriber<? super T> subscriber;
    private final Outflow outflow;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final Runnable goOn = this::goOn;
    private @Nullable Subscription source;

    private PaceLoop(CoreSubscriber<? super T> subscriber, Outflow outflow) {
        this.subscriber = subscriber;
        this.outflow = outflow;
    }

    static <T> Flux<T> pace(Flux<T> source, Outflow outflow) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> subscriber) {
                source.subscribe(new PaceLoop<T>(subscriber, outflow));
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
        subscriber.onNext(item);
        if (granted.decrementAndGet() == 0) {
            grant();
        }
    }

    @Override
    public void onError(Throwable error) {
        outflow.forget(goOn);
        subscriber.onError(error);
    }

    @Override
    public void onComplete() {
        outflow.forget(goOn);
        subscriber.onComplete();
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
        outflow.forget(goOn);
        if (source != null) {
            source.cancel();
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

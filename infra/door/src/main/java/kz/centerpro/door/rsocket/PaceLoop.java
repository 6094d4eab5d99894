package kz.centerpro.door.rsocket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Stay;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One answer of the house under way. It passes the client's demand on in small grants, and only while the connection
 * has room; so of a demand of {@code Long.MAX_VALUE} no more than a grant beyond the window is ever under way. It ends
 * with its source, with its client or with its caller's stay, whichever is first. All of it is here, so that an idle
 * stream is not a chain of operators.
 *
 * <p>
 * The stay ends on a thread of its own. {@code gate} counts the threads inside {@code onNext}: who finds the stream
 * over and nobody else inside tells the client, so that nothing is told beside or after the end.
 */
final class PaceLoop<T, R> implements CoreSubscriber<T>, Subscription, Runnable {

    private static final int GRANT = 16;
    private static final int OVER = 1 << 20;
    private static final int TOLD = 1 << 21;

    private final CoreSubscriber<? super R> subscriber;
    private final Outflow outflow;
    private final Stay stay;
    private final Function<T, R> turned;
    private final Function<Throwable, Throwable> told;
    private final Runnable left;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger gate = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final Runnable goOn = this::goOn;
    private @Nullable Subscription source;
    private @Nullable Throwable why; // written before the gate is closed; null for completion

    private PaceLoop(CoreSubscriber<? super R> subscriber, Outflow outflow, Stay stay, Function<T, R> turned,
            Function<Throwable, Throwable> told, Runnable left) {
        this.subscriber = subscriber;
        this.outflow = outflow;
        this.stay = stay;
        this.turned = turned;
        this.told = told;
        this.left = left;
    }

    /** {@code told} is applied to an error; {@code left} runs once, however the stream ends. */
    static <T, R> Flux<R> pace(Flux<T> source, Outflow outflow, Stay stay, Function<T, R> turned,
            Function<Throwable, Throwable> told, Runnable left) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> subscriber) {
                Refusal over = stay.over();
                if (over == null) {
                    source.subscribe(new PaceLoop<>(subscriber, outflow, stay, turned, told, left));
                } else {
                    Operators.error(subscriber, told.apply(over));
                    left.run();
                }
            }
        };
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!Operators.validate(source, subscription)) {
            return;
        }
        source = subscription;
        subscriber.onSubscribe(this);
        stay.watch(this);
        run();
        if (over.get()) {
            stay.unwatch(this); // it ended before it was watched
        }
    }

    /** Looks whether the stay is over. */
    @Override
    public void run() {
        Refusal reason = stay.over();
        if (reason != null && over.compareAndSet(false, true)) {
            cancelSource();
            close(reason);
        }
    }

    @Override
    public void onNext(T item) {
        if (gate.getAndIncrement() < OVER) {
            subscriber.onNext(turned.apply(item));
        }
        if (gate.decrementAndGet() == OVER) {
            tell();
        }
        if (granted.decrementAndGet() == 0) {
            grant();
        }
    }

    @Override
    public void onError(Throwable error) {
        if (over.compareAndSet(false, true)) {
            close(error);
        } else {
            Operators.onErrorDropped(error, currentContext());
        }
    }

    @Override
    public void onComplete() {
        if (over.compareAndSet(false, true)) {
            close(null);
        }
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
        if (over.compareAndSet(false, true)) {
            gate.addAndGet(TOLD); // the client does not want to hear
            cancelSource();
            leave();
        }
    }

    private void cancelSource() {
        Subscription from = source;
        if (from != null) {
            from.cancel();
        }
    }

    private void close(@Nullable Throwable reason) {
        why = reason;
        if (gate.addAndGet(OVER) == OVER) {
            tell();
        }
    }

    /** Nobody is inside {@code onNext} and nobody will be let in; of several who see that one tells it. */
    private void tell() {
        if (!gate.compareAndSet(OVER, OVER + TOLD)) {
            return;
        }
        Throwable reason = why;
        if (reason == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(told.apply(reason));
        }
        leave();
    }

    private void leave() {
        stay.unwatch(this);
        outflow.forget(goOn);
        left.run();
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
        if (source == null || over.get() || wanted == 0 || granted.get() != 0) {
            return;
        }
        if (!outflow.hasRoom()) {
            if (paused.compareAndSet(false, true)) {
                outflow.pause(goOn);
                if (over.get()) {
                    outflow.forget(goOn); // it ended meanwhile
                }
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

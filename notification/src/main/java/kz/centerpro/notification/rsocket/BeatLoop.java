package kz.centerpro.notification.rsocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kz.centerpro.door.Ticker;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A stream with heartbeats among its payloads. A beat uses up a place of the client's demand as an item does; so an
 * item that was asked for on the same place waits here, and there are never more of those than places that beats took
 * from what the source still owes. A beat without demand waits and is made when it is told; two never wait.
 */
final class BeatLoop implements CoreSubscriber<byte[]>, Subscription, Runnable {

    /**
     * When beats come.
     *
     * @param period
     *            in nanoseconds
     * @param now
     *            nanoseconds of a clock that only goes on
     */
    record Rhythm(Ticker ticker, long period, LongSupplier now) {

        static Rhythm of(Ticker ticker, java.time.Duration period) {
            return new Rhythm(ticker, period.toNanos(), System::nanoTime);
        }
    }

    private final CoreSubscriber<? super byte[]> subscriber;
    private final Rhythm rhythm;
    private final Supplier<byte[]> beat;
    private final Queue<byte[]> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean due;
    private volatile boolean ended;
    private volatile boolean cancelled;
    private volatile long nextBeat;
    private @Nullable Throwable why; // written before ended
    private @Nullable Subscription source;
    // Touched by who runs step.
    private long owed; // asked of the source and not come
    private boolean begun; // the first item went out: no beat before it
    private boolean over;
    private final AtomicLong came = new AtomicLong();

    private BeatLoop(CoreSubscriber<? super byte[]> subscriber, Rhythm rhythm, Supplier<byte[]> beat) {
        this.subscriber = subscriber;
        this.rhythm = rhythm;
        this.beat = beat;
    }

    static Flux<byte[]> among(Flux<byte[]> items, Rhythm rhythm, Supplier<byte[]> beat) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super byte[]> subscriber) {
                items.subscribe(new BeatLoop(subscriber, rhythm, beat));
            }
        };
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (!Operators.validate(source, subscription)) {
            return;
        }
        source = subscription;
        nextBeat = rhythm.now().getAsLong() + rhythm.period();
        subscriber.onSubscribe(this);
        rhythm.ticker().add(this);
        if (cancelled || ended) {
            rhythm.ticker().remove(this);
        }
    }

    /** Looks whether a beat is due. */
    @Override
    public void run() {
        long now = rhythm.now().getAsLong();
        if (now - nextBeat >= 0) {
            nextBeat = now + rhythm.period();
            due = true;
            advance();
        }
    }

    @Override
    public void onNext(byte[] item) {
        items.add(item);
        came.incrementAndGet();
        advance();
    }

    @Override
    public void onError(Throwable error) {
        why = error;
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        rhythm.ticker().remove(this);
        advance();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            advance();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        rhythm.ticker().remove(this);
        if (source != null) {
            source.cancel();
        }
        advance();
    }

    @Override
    public Context currentContext() {
        return subscriber.currentContext();
    }

    private void advance() {
        if (work.getAndIncrement() != 0) {
            return; // the thread at work will see it
        }
        int seen = 1;
        do {
            step();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        if (over) {
            items.clear();
            return;
        }
        if (cancelled) {
            over = true;
            items.clear();
            return;
        }
        owed -= came.getAndSet(0);
        boolean last = ended; // read before the items: none comes after it
        while (demand.get() > 0 && !items.isEmpty()) {
            tell(items.remove());
            begun = true;
        }
        if (last && (items.isEmpty() || why != null)) { // what an error leaves untold is told after the next cursor
            finish(why);
            return;
        }
        if (due && begun && demand.get() > 0) {
            due = false;
            tell(beat.get());
        }
        ask();
    }

    private void finish(@Nullable Throwable reason) {
        over = true;
        items.clear();
        if (reason == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(reason);
        }
    }

    private void tell(byte[] payload) {
        demand.updateAndGet(wanted -> wanted == Long.MAX_VALUE ? wanted : wanted - 1);
        subscriber.onNext(payload);
    }

    private void ask() {
        long more = demand.get() - owed - items.size();
        if (more > 0 && source != null && !cancelled) {
            owed += more;
            source.request(more);
        }
    }
}

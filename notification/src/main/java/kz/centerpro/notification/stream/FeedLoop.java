package kz.centerpro.notification.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.eventlog.BoxState;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One subscriber's walk through a box. It is in one of four states: handing out a page, reading the next one, pausing
 * because the store failed, or waiting for news; it reads only when there is demand.
 *
 * <p>
 * News come from any thread (demand, a page, a wake-up, a timer, cancellation). Each is noted in an atomic field and
 * then {@link #drain} is called; whoever finds {@code work} at 0 runs {@link #step} until no more news came meanwhile.
 * So the plain fields below belong to one thread at a time, and a subscriber is never called by two.
 *
 * <p>
 * Why no wake-up is lost: the ear is enrolled before the first read, and what is heard stays in {@code heard} until a
 * page that was read after it says what the top really is. A page that comes back empty is followed by another read as
 * long as something newer than the position was heard.
 */
final class FeedLoop implements Subscription, Ear {

    private static final Logger LOG = LoggerFactory.getLogger(FeedLoop.class);
    private static final Duration RETRY_MIN = Duration.ofMillis(250);
    private static final Object PAUSE_OVER = new Object();

    private final CoreSubscriber<? super Told> subscriber;
    private final BoxLoop box;
    private final Switchboard switchboard;
    private final boolean seated;
    private final FeedLimits limits;
    private final Feed.Tail ask;

    // News, noted by anyone.
    private final AtomicInteger work = new AtomicInteger(1); // held until begin()
    private final AtomicLong demand = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>(); // Sheet, Throwable,
                                                                                       // PAUSE_OVER
    private volatile boolean doubt = true; // look, whatever was heard: at the start and when the store says otherwise
    private volatile boolean cancelled;
    private volatile boolean closing;
    private final AtomicLong behindSince = new AtomicLong(System.nanoTime()); // 0 while the stream is not behind its
                                                                              // box

    // The walk, touched by the draining thread alone (position is read by others as a hint).
    private volatile long position;
    private List<Told> page = List.of();
    private int next;
    private boolean busy; // reading or pausing
    private long heardBefore;
    private int failures;
    private @Nullable Disposable underWay;
    private boolean over;

    /** {@code seated}: counts as an open stream; else it hears by {@code box}, and its door has the seats. */
    FeedLoop(CoreSubscriber<? super Told> subscriber, BoxLoop box, Switchboard switchboard, boolean seated,
            FeedLimits limits, Feed.Tail ask) {
        this.subscriber = subscriber;
        this.box = box;
        this.switchboard = switchboard;
        this.seated = seated;
        this.limits = limits;
        this.ask = ask;
        this.position = ask.after().seq();
        this.heard.set(position);
    }

    /** Lets the walk begin, after the subscriber has its subscription. */
    void begin() {
        ask.pulse().measuredBy(this::lag);
        settle();
    }

    /**
     * Before {@link #begin}: hears by its box. {@code known}: others have been reading there all the while, so nothing
     * has to be looked up that they do not know of.
     */
    void listen(boolean known) {
        box.add(this);
        if (known && box.hasLooked()) {
            heard.accumulateAndGet(box.newest(), Math::max);
            doubt = false;
        }
        if (switchboard.isClosed()) {
            closing = true;
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        drain();
    }

    @Override
    public void heard(long top) {
        if (top > position && heard.accumulateAndGet(top, Math::max) == top) {
            fallBehind();
            drain();
        }
    }

    @Override
    public boolean swept(long top) {
        if (top == position) {
            return false;
        }
        boolean unheard = top > heard.get();
        doubt = true;
        fallBehind();
        drain();
        return unheard;
    }

    @Override
    public void closing() {
        closing = true;
        drain();
    }

    /** Milliseconds since the first news that the subscriber does not have yet; 0 when there are none. */
    long lag() {
        long since = behindSince.get();
        return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    /** Noted before the drain, which takes it back if the news turn out to be none. */
    private void fallBehind() {
        if (behindSince.get() == 0) {
            behindSince.compareAndSet(0, System.nanoTime());
        }
    }

    private void come(Object news) {
        outcome.set(news);
        drain();
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return; // the thread at work will see the news
        }
        settle();
    }

    private void settle() {
        int seen = 1;
        do {
            step();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        if (over) {
            return;
        }
        if (cancelled || closing) {
            end();
            if (!cancelled) {
                subscriber.onComplete();
            }
            return;
        }
        takeOutcome();
        handOut();
        while (!over && !busy && next == page.size() && demand.get() > 0 && (doubt || heard.get() > position)) {
            read();
            handOut();
        }
        if (!busy && next == page.size() && !doubt && heard.get() <= position) {
            behindSince.set(0);
        }
    }

    private void takeOutcome() {
        Object news = outcome.getAndSet(null);
        if (news != null) {
            underWay = null; // it is over, and would hold on to all that it went through
        }
        switch (news) {
            case null -> {
            }
            case Sheet read -> take(read);
            case Throwable failure -> pause(failure);
            default -> busy = false; // the pause is over
        }
    }

    private void take(Sheet read) {
        busy = false;
        BoxState state = read.state();
        if (!state.continues(new Cursor(ask.after().epoch(), position))) {
            end();
            subscriber.onError(Positions.expired(state));
            return;
        }
        if (failures > 0) {
            failures = 0;
            ask.pulse().stalled(false);
        }
        page = read.events();
        next = 0;
        position = read.position();
        if (read.snapshot()) {
            // It knows better than any hint from before it was asked for; a hint from meanwhile stays.
            if (!heard.compareAndSet(heardBefore, state.top())) {
                heard.accumulateAndGet(state.top(), Math::max);
            }
        }
    }

    private void handOut() {
        long wanted = demand.get();
        long given = 0;
        while (!over && given < wanted && next < page.size()) {
            if (cancelled) {
                end();
                return;
            }
            subscriber.onNext(page.get(next++));
            given++;
        }
        if (given > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-given);
        }
        if (next == page.size()) {
            page = List.of();
            next = 0;
        }
    }

    /** From what is at hand, at once, or from the log. */
    private void read() {
        int limit = Math.clamp(demand.get(), limits.pageMin(), limits.pageMax());
        Sheet atHand = doubt ? null : box.atHand(ask.after().epoch(), position, limit, ask.types());
        if (atHand != null) {
            take(atHand);
            return;
        }
        busy = true;
        doubt = false;
        heardBefore = heard.get();
        underWay = box.read(position, limit, ask.types(), this::come);
    }

    private void pause(Throwable failure) {
        if (failures++ == 0) {
            LOG.debug("Box {} cannot be read after seq {}, trying on: {}", ask.box(), position, failure.toString());
            ask.pulse().stalled(true);
        }
        doubt = true;
        fallBehind();
        underWay = Mono.delay(backOff()).subscribe(_ -> come(PAUSE_OVER));
    }

    private Duration backOff() {
        long longest = Math.min(limits.retryMax().toMillis(), RETRY_MIN.toMillis() << Math.min(failures - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    private void end() {
        over = true;
        if (seated) {
            switchboard.leave(ask.box(), this);
        } else {
            box.remove(this);
        }
        switchboard.part(ask.box());
        page = List.of();
        next = 0;
        if (underWay != null) {
            underWay.dispose();
            underWay = null;
        }
    }
}

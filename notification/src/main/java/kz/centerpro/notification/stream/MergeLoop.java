package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.BoxLag;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One stream over several boxes: a walk for each, taken from in turn, so that a busy box keeps no other waiting. Each
 * box keeps its order; a position moves when its event is handed on. Walks get demand only when the subscriber has
 * some, each its share; so a reader that stands still holds at most what one of a single box would.
 *
 * <p>
 * Steps run one at a time, as in {@link FeedLoop}: whoever finds {@code work} at 0 goes on until no more news came.
 */
final class MergeLoop implements Subscription {

    private static final int SHARED_MAX = 256;

    private final CoreSubscriber<? super Told> subscriber;
    private final List<Leg> legs = new ArrayList<>();
    private final AtomicInteger work = new AtomicInteger(1); // held until begin()
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean closing;
    // Touched by who runs step.
    private @Nullable Seat seat;
    private BoxCursors at;
    private int turn;
    private boolean over;

    MergeLoop(CoreSubscriber<? super Told> subscriber, BoxCursors at) {
        this.subscriber = subscriber;
        this.at = at;
    }

    /** From any thread: the house closes. */
    void closing() {
        closing = true;
        advance();
    }

    /** Lets the walks begin, after the subscriber has its subscription. */
    void begin(Feed feed, Seat taken, Set<String> types, Pulse pulse) {
        seat = taken;
        at.boxes().forEach(box -> legs.add(new Leg(box, pulse)));
        pulse.measuredBy(() -> legs.stream().mapToLong(Leg::lag).max().orElse(0));
        pulse.behindBy(() -> legs.stream().filter(leg -> leg.lag() > 0).map(leg -> new BoxLag(leg.box, leg.lag()))
                .toList());
        for (Leg leg : legs) {
            leg.walk = feed.walk(leg.box, at, types, leg, false);
        }
        settle();
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
        advance();
    }

    private void advance() {
        if (work.getAndIncrement() == 0) {
            settle();
        }
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
        handOut();
        if (over) {
            return;
        }
        for (Leg leg : legs) {
            End last = leg.last;
            if (last != null && leg.told.isEmpty()) {
                end();
                finish(last.why == null ? null : Feed.ended(last.why, leg.box, at));
                return;
            }
        }
        ask();
    }

    private void finish(@Nullable Throwable why) {
        if (why == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(why);
        }
    }

    private void handOut() {
        long wanted = demand.get();
        long given = 0;
        int empty = 0;
        while (given < wanted && empty < legs.size()) {
            if (cancelled) {
                end();
                return;
            }
            Leg leg = legs.get(turn);
            turn = (turn + 1) % legs.size();
            Told next = leg.told.poll();
            if (next == null) {
                empty++;
                continue;
            }
            empty = 0;
            leg.asked--;
            at = at.after(leg.box, next.seq());
            subscriber.onNext(next);
            given++;
        }
        if (given > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-given);
        }
    }

    /** Each walk its share of what is wanted, and of what may be held at all. */
    private void ask() {
        long wanted = Math.min(demand.get(), SHARED_MAX);
        if (wanted == 0) {
            return;
        }
        int share = (int) Math.max(1, wanted / legs.size());
        for (Leg leg : legs) {
            int more = share - leg.asked;
            if (2 * more >= share && leg.last == null) {
                leg.asked += more;
                leg.walk().request(more);
            }
        }
    }

    private void end() {
        over = true;
        for (Leg leg : legs) {
            leg.walk().close();
            leg.told.clear();
        }
        if (seat != null) {
            seat.close();
        }
    }

    private record End(@Nullable Throwable why) {}

    /** The walk through one of the boxes. */
    private final class Leg implements Walker {

        private final long box;
        private final Pulse pulse;
        private final Queue<Told> told = new ConcurrentLinkedQueue<>();
        private volatile @Nullable End last;
        private @Nullable Walk walk;
        private int asked; // and not handed on; touched by who runs step
        private volatile boolean stalled;

        Leg(long box, Pulse pulse) {
            this.box = box;
            this.pulse = pulse;
        }

        Walk walk() {
            return java.util.Objects.requireNonNull(walk);
        }

        long lag() {
            Walk mine = walk;
            return mine == null ? 0 : mine.lag();
        }

        @Override
        public void told(Told event) {
            told.add(event);
            advance();
        }

        @Override
        public void ended(@Nullable Throwable why) {
            last = new End(why);
            advance();
        }

        @Override
        public void stalled(boolean yes) {
            stalled = yes;
            pulse.stalled(legs.stream().anyMatch(leg -> leg.stalled));
        }
    }
}

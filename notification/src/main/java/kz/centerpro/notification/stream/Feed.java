package kz.centerpro.notification.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.EventReader;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** The one resumable feed that every door is a skin of. */
public final class Feed {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventReader reader;
    private final Switchboard switchboard;
    private final FeedLimits limits;
    private final Polls polls;

    public Feed(EventReader reader, Switchboard switchboard, FeedLimits limits) {
        this.reader = reader;
        this.switchboard = switchboard;
        this.limits = limits;
        this.polls = new Polls(this, reader, switchboard, limits);
    }

    /** Refuses with {@code rate_limited} or {@code overloaded} when another stream of the box would be refused. */
    public void requireRoom(long box) {
        switchboard.requireRoom(box);
    }

    /**
     * Finds where a stream begins. {@code after} is a cursor, {@code top}, or nothing for the oldest event kept.
     * Refuses with {@code cursor_invalid} or {@code cursor_expired}.
     */
    public Mono<Opening> open(long box, @Nullable String after) {
        return open(List.of(box), after);
    }

    /**
     * The same of one box or of several, each once; {@code after} may then also be {@code box:cursor,box:top}.
     */
    public Mono<Opening> open(List<Long> boxes, @Nullable String after) {
        return Mono.defer(() -> {
            Map<Long, String> _ = Positions.words(boxes, after);
            return (boxes.size() == 1 ? reader.state(boxes.getFirst()).map(List::of) : reader.states(boxes))
                    .timeout(limits.readTimeout(), late()).map(states -> Positions.opening(states, after));
        });
    }

    /**
     * The events after {@code after}, then those to come. Never completes by itself; store failures are waited out, a
     * cursor that the box no longer continues ends it with {@code cursor_expired}. Reads on demand alone.
     */
    public Flux<EventEnvelope> tail(long box, Cursor after, Set<String> types, Pulse pulse) {
        return told(box, after, types, pulse).map(Told::event);
    }

    /** The same with the JSON of each event made once for all streams of this node: {@link Told#json}. */
    public Flux<Told> told(long box, Cursor after, Set<String> types, Pulse pulse) {
        return new TailFlux(new Tail(box, after, types, pulse));
    }

    /**
     * The same over the boxes of {@code at}; each keeps its own order, and they take turns. The stream counts as one of
     * {@code own}, the box of who reads.
     */
    public Flux<Told> told(long own, BoxCursors at, Set<String> types, Pulse pulse) {
        if (at.size() == 1 && at.has(own)) {
            return told(own, at.in(own), types, pulse);
        }
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Told> subscriber) {
                MergeLoop merge = new MergeLoop(subscriber, at);
                Seat seat;
                try {
                    seat = seat(own, merge::closing);
                } catch (Refusal full) {
                    Operators.error(subscriber, full);
                    return;
                }
                subscriber.onSubscribe(merge);
                merge.begin(Feed.this, seat, types, pulse);
            }
        };
    }

    public Flux<EventEnvelope> tail(long box, Cursor after, Set<String> types) {
        return tail(box, after, types, Pulse.NONE);
    }

    /** One page after {@code after}; if it is empty, waits up to {@code wait} for one that is not. */
    public Mono<Page> poll(long box, @Nullable String after, Set<String> types, int limit, Duration wait) {
        return polls.poll(box, after, types, limit, wait);
    }

    /** The same over several boxes, for who reads; each has its share of {@code limit}. */
    public Mono<Page> poll(long own, List<Long> boxes, @Nullable String after, Set<String> types, int limit,
            Duration wait) {
        return boxes.equals(List.of(own))
                ? polls.poll(own, after, types, limit, wait)
                : polls.poll(own, boxes, after, types, limit, wait);
    }

    /**
     * A seat in the box for a stream that reads by {@link #walk}; {@code closing} runs on any thread when the house
     * closes. Refuses with {@code rate_limited} when a limit is reached.
     */
    public Seat seat(long box, Runnable closing) {
        Seat seat = new Seat(switchboard, box, closing);
        switchboard.enroll(box, seat);
        return seat;
    }

    /**
     * As {@link #told}, without a seat and without operators; nothing comes before {@link Walk#request}. {@code known}:
     * other walks have been going on in this box, so what comes next is taken from what they have.
     */
    public Walk walk(long box, Cursor after, Set<String> types, Walker walker, boolean known) {
        return walk(new Tail(box, after, types, walker), walker, known, limits);
    }

    /** The same through one of the boxes of {@code at}, with its share of what a reader may hold. */
    public Walk walk(long box, BoxCursors at, Set<String> types, Walker walker, boolean known) {
        return walk(new Tail(box, at.in(box), types, walker), walker, known,
                at.size() == 1 ? limits : limits.among(at.size()));
    }

    /** What ended the walk through {@code box}, as the reader of all boxes of {@code at} is told it. */
    public static Throwable ended(Throwable why, long box, BoxCursors at) {
        return at.size() > 1 && why instanceof Refusal refusal && refusal.type() == ProblemType.CURSOR_EXPIRED
                ? Positions.expired(at, box, refusal)
                : why;
    }

    private Walk walk(Tail ask, Walker walker, boolean known, FeedLimits share) {
        BoxLoop shared = switchboard.join(ask.box(), reader, limits);
        Walk walk = new Walk(walker);
        FeedLoop loop = new FeedLoop(walk, shared, switchboard, false, share, ask);
        loop.listen(known);
        walk.goes(loop);
        loop.begin();
        return walk;
    }

    /** Nothing was begun that could have an unknown outcome: to a reader a slow log is one that is away. */
    static <T> Mono<T> late() {
        return Mono.error(() -> Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                "The event log did not answer in time: ask again from the same cursor.").retryAfter(RETRY));
    }

    /** What a live stream was asked for. */
    record Tail(long box, Cursor after, Set<String> types, Pulse pulse) {}

    private final class TailFlux extends Flux<Told> {

        private final Tail ask;

        TailFlux(Tail ask) {
            this.ask = ask;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Told> subscriber) {
            BoxLoop shared = switchboard.join(ask.box(), reader, limits);
            FeedLoop loop = new FeedLoop(subscriber, shared, switchboard, true, limits, ask);
            try {
                switchboard.enroll(ask.box(), loop);
            } catch (Refusal full) {
                switchboard.part(ask.box());
                Operators.error(subscriber, full);
                return;
            }
            subscriber.onSubscribe(loop);
            loop.begin();
        }
    }
}

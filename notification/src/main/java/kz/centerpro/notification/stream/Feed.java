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
import kz.centerpro.eventlog.EventPage;
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

    public Feed(EventReader reader, Switchboard switchboard, FeedLimits limits) {
        this.reader = reader;
        this.switchboard = switchboard;
        this.limits = limits;
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
        return start(box, after).flatMap(from -> Mono.using(() -> enrolled(box, from),
                ear -> poll(new Poll(box, from.epoch(), types, Math.min(limit, limits.pageMax()), wait), ear),
                ear -> {
                    switchboard.leave(box, ear);
                    switchboard.part(box);
                }));
    }

    /** The same over several boxes, for who reads; each has its share of {@code limit}. */
    public Mono<Page> poll(long own, List<Long> boxes, @Nullable String after, Set<String> types, int limit,
            Duration wait) {
        if (boxes.equals(List.of(own))) {
            return poll(own, after, types, limit, wait);
        }
        return open(boxes, after).flatMap(opening -> Mono.using(
                () -> new Polling(own, boxes, new BoxesPoll(reader, opening.at(),
                        opening.top(), types, Math.min(limit, limits.pageMax()))),
                polling -> wait.isZero()
                        ? polling.poll.look().timeout(limits.readTimeout(), late())
                        : polling.poll.page(boxes).timeout(wait, Mono.fromSupplier(polling.poll::soFar)),
                Polling::close));
    }

    /** The seat and the boxes that a poll of several boxes holds. */
    private final class Polling {

        private final List<Long> boxes;
        private final BoxesPoll poll;
        private final Seat seat;

        Polling(long own, List<Long> boxes, BoxesPoll poll) {
            this.boxes = boxes;
            this.poll = poll;
            this.seat = seat(own, poll::closing); // refuses before anything else is held
            boxes.forEach(box -> poll.hear(box, switchboard.join(box, reader, limits)));
        }

        void close() {
            seat.close();
            poll.leave();
            boxes.forEach(switchboard::part);
        }
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
    private static <T> Mono<T> late() {
        return Mono.error(() -> Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                "The event log did not answer in time: ask again from the same cursor.").retryAfter(RETRY));
    }

    private Mono<Cursor> start(long box, @Nullable String after) {
        return Mono.defer(() -> Positions.decoded(after).map(Mono::just) // the page will tell whether it lives
                .orElseGet(() -> open(box, after).map(Opening::from)));
    }

    private PollEar enrolled(long box, Cursor from) {
        PollEar ear = new PollEar(switchboard.join(box, reader, limits));
        ear.position = from.seq();
        try {
            switchboard.enroll(box, ear);
        } catch (Refusal full) {
            switchboard.part(box);
            throw full;
        }
        return ear;
    }

    private Mono<Page> poll(Poll poll, PollEar ear) {
        return look(poll, ear).flatMap(first -> {
            if (!first.events().isEmpty() || poll.patience().isZero()) {
                return Mono.just(first);
            }
            Mono<Page> nothing = Mono.fromSupplier(() -> ear.lastOr(first)); // it may just have come
            return ear.beyondPosition().then(lookAgain(poll, ear)).repeat()
                    .filter(page -> !page.events().isEmpty() || ear.isClosing()).next()
                    .timeout(poll.patience(), nothing);
        });
    }

    /** What came with the wake-up, or the log. */
    private Mono<Page> lookAgain(Poll poll, PollEar ear) {
        return Mono.defer(() -> {
            Sheet atHand = ear.box().atHand(poll.epoch(), ear.position, poll.limit(), poll.types());
            if (atHand == null) {
                return look(poll, ear);
            }
            ear.position = atHand.position();
            return Mono.just(ear.looked(new Page(atHand.events().stream().map(Told::event).toList(), poll.cursor(ear),
                    atHand.state().cursorAt(atHand.state().top()).encode())));
        });
    }

    private Mono<Page> look(Poll poll, PollEar ear) {
        return Mono.defer(() -> {
            long seen = ear.news();
            return reader.page(poll.box(), ear.position, poll.limit(), poll.types())
                    .timeout(limits.readTimeout(), late())
                    .map(page -> taken(poll, ear, seen, page));
        });
    }

    private static Page taken(Poll poll, PollEar ear, long seen, EventPage page) {
        Positions.checked(page.state(), new Cursor(poll.epoch(), ear.position));
        ear.position = page.position();
        ear.looked(seen, page.state().top());
        return ear.looked(new Page(page.events(), poll.cursor(ear),
                page.state().cursorAt(page.state().top()).encode()));
    }

    /** What a live stream was asked for. */
    record Tail(long box, Cursor after, Set<String> types, Pulse pulse) {}

    private record Poll(long box, int epoch, Set<String> types, int limit, Duration patience) {

        String cursor(PollEar ear) {
            return new Cursor(epoch, ear.position).encode();
        }
    }

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

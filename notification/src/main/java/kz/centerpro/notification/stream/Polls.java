package kz.centerpro.notification.stream;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The feed page by page: what is there, or what comes within a client's patience. */
final class Polls {

    private final Feed feed;
    private final EventReader reader;
    private final Switchboard switchboard;
    private final FeedLimits limits;

    Polls(Feed feed, EventReader reader, Switchboard switchboard, FeedLimits limits) {
        this.feed = feed;
        this.reader = reader;
        this.switchboard = switchboard;
        this.limits = limits;
    }

    /** One page after {@code after}; if it is empty, waits up to {@code wait} for one that is not. */
    Mono<Page> poll(long box, @Nullable String after, Set<String> types, int limit, Duration wait) {
        return start(box, after).flatMap(from -> Mono.using(() -> enrolled(box, from),
                ear -> poll(new Poll(box, from.epoch(), types, Math.min(limit, limits.pageMax()), wait), ear),
                ear -> {
                    switchboard.leave(box, ear);
                    switchboard.part(box);
                }));
    }

    /** The same over several boxes, for who reads; each has its share of {@code limit}. */
    Mono<Page> poll(long own, List<Long> boxes, @Nullable String after, Set<String> types, int limit,
            Duration wait) {
        return feed.open(boxes, after).flatMap(opening -> Mono.using(
                () -> new Polling(own, boxes, new BoxesPoll(reader, opening.at(),
                        opening.top(), types, Math.min(limit, limits.pageMax()))),
                polling -> wait.isZero()
                        ? polling.poll.look().timeout(limits.readTimeout(), Feed.late())
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
            this.seat = feed.seat(own, poll::closing); // refuses before anything else is held
            boxes.forEach(box -> poll.hear(box, switchboard.join(box, reader, limits)));
        }

        void close() {
            seat.close();
            poll.leave();
            boxes.forEach(switchboard::part);
        }
    }

    private Mono<Cursor> start(long box, @Nullable String after) {
        return Mono.defer(() -> Positions.decoded(after).map(Mono::just) // the page will tell whether it lives
                .orElseGet(() -> feed.open(box, after).map(Opening::from)));
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
                    .timeout(limits.readTimeout(), Feed.late())
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

    private record Poll(long box, int epoch, Set<String> types, int limit, Duration patience) {

        String cursor(PollEar ear) {
            return new Cursor(epoch, ear.position).encode();
        }
    }
}

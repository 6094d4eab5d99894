package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One long poll of several boxes: looks only into those in which there is news. Belongs to one request. */
final class BoxesPoll {

    private final EventReader reader;
    private final Set<String> types;
    private final int limit;
    private final List<Look> looks = new ArrayList<>();
    private BoxCursors at;
    private BoxCursors top;
    private List<EventEnvelope> found = new ArrayList<>();

    /** One of the boxes, and the ear in it. */
    private record Look(long box, int epoch, PollEar ear) {}

    BoxesPoll(EventReader reader, BoxCursors at, BoxCursors top, Set<String> types, int limit) {
        this.reader = reader;
        this.at = at;
        this.top = top;
        this.types = types;
        this.limit = limit;
    }

    /** From here on {@code shared} is listened to, until {@link #leave}. */
    void hear(long box, BoxLoop shared) {
        PollEar ear = new PollEar(shared);
        Cursor from = at.in(box);
        ear.position = from.seq();
        ear.heard(top.in(box).seq());
        shared.add(ear);
        looks.add(new Look(box, from.epoch(), ear));
    }

    void leave() {
        looks.forEach(look -> look.ear.box().remove(look.ear));
    }

    void closing() {
        looks.forEach(look -> look.ear.closing());
    }

    /** The next page that is not empty; patience is the caller's. */
    Mono<Page> page(List<Long> boxes) {
        return look().flatMap(first -> first.events().isEmpty()
                ? reader.states(boxes).doOnNext(this::noted) // what came between the opening and the ears
                        .thenMany(news().then(look()).repeat())
                        .filter(page -> !page.events().isEmpty() || isClosing()).next()
                : Mono.just(first));
    }

    private void noted(List<BoxState> states) {
        for (Look look : looks) {
            states.stream().filter(state -> state.box() == look.box).forEach(state -> look.ear.heard(state.top()));
        }
    }

    /** What is there now, perhaps nothing. */
    Mono<Page> look() {
        return Mono.defer(() -> {
            begin();
            List<Look> late = new ArrayList<>(looks.stream().filter(look -> look.ear.news() > look.ear.position)
                    .toList());
            Collections.rotate(late, late.isEmpty() ? 0 : ThreadLocalRandom.current().nextInt(late.size()));
            return Flux.range(0, late.size()).concatMap(i -> into(late.get(i), late.size() - i), 1)
                    .then(Mono.fromSupplier(this::soFar));
        });
    }

    /** Nothing but where it stands. */
    synchronized Page soFar() {
        return new Page(List.copyOf(found), at.encode(), top.encode());
    }

    private synchronized void begin() {
        found = new ArrayList<>();
    }

    /** Each box has its part of the room that those before it left; with little room some wait for the next poll. */
    private Mono<Void> into(Look look, int boxesLeft) {
        int room = limit - found.size();
        if (room == 0) {
            return Mono.empty();
        }
        int share = Math.max(1, room / boxesLeft);
        PollEar ear = look.ear;
        Sheet atHand = ear.box().atHand(look.epoch, ear.position, share, types);
        if (atHand != null) {
            took(look, atHand.position(), atHand.state().top(), atHand.events().stream().map(Told::event).toList());
            return Mono.empty();
        }
        return Mono.defer(() -> {
            long seen = ear.news();
            return reader.page(look.box, ear.position, share, types).doOnNext(page -> {
                if (!page.state().continues(new Cursor(look.epoch, ear.position))) {
                    throw Positions.expired(at, List.of(page.state()));
                }
                took(look, page.position(), page.state().top(), page.events());
                ear.looked(seen, page.state().top());
            }).then();
        });
    }

    private synchronized void took(Look look, long position, long newest, List<EventEnvelope> events) {
        look.ear.position = position;
        at = at.after(look.box, position);
        top = top.after(look.box, Math.max(newest, top.in(look.box).seq()));
        found.addAll(events);
    }

    private Mono<Void> news() {
        return Mono.firstWithSignal(looks.stream().map(look -> look.ear.beyondPosition()).toList());
    }

    private boolean isClosing() {
        return looks.stream().anyMatch(look -> look.ear.isClosing());
    }
}

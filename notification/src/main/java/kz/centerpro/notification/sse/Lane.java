package kz.centerpro.notification.sse;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.BoxLag;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Told;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of one event loop who stand at the same place of the same boxes, mostly one: a walk through the log of
 * each, and one buffer that is made once and written to each of them, ids and all.
 *
 * <p>
 * Who does not read when the next events come is put on a lane of its own, which stands still until its socket is empty
 * again and then goes on from its position; so it holds back nobody and holds no events. A lane that catches up with
 * the leading one of its kind is joined to it. All but {@link #tell} is done by the event loop.
 */
final class Lane {

    /** Events that may wait between the walks and the event loop. */
    private static final int DEMAND = 512;
    /** Octets of one write; also the most that one subscriber can hold. */
    private static final int JOINED_MAX = 64 << 10;

    private final LaneDesk desk;
    private final LaneKey key;
    private final EventAge age;
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private final Queue<Object> told = new ConcurrentLinkedQueue<>(); // at last an End
    private final AtomicBoolean woken = new AtomicBoolean();
    private final LaneWalk[] legs; // by the place of their boxes
    private BoxCursors position; // of all its subscribers
    private boolean begun;
    private boolean over;

    Lane(LaneDesk desk, LaneKey key, BoxCursors position, Subscriber first) {
        this.desk = desk;
        this.key = key;
        this.age = desk.age();
        this.position = position;
        this.legs = position.boxes().mapToObj(box -> new LaneWalk(this, box, DEMAND / position.size()))
                .toArray(LaneWalk[]::new);
        add(first);
    }

    LaneKey key() {
        return key;
    }

    BoxCursors position() {
        return position;
    }

    /** How this fares; of several boxes it names those that are behind. */
    Heartbeat beat(@Nullable Long sinceNewest) {
        long lag = 0;
        List<BoxLag> late = new ArrayList<>(0);
        for (LaneWalk leg : legs) {
            long own = leg.lag();
            lag = Math.max(lag, own);
            if (own > 0) {
                late.add(new BoxLag(leg.box(), own));
            }
        }
        return new Heartbeat(lag, sinceNewest, legs.length == 1 || late.isEmpty() ? null : late);
    }

    boolean isStalled() {
        for (LaneWalk leg : legs) {
            if (leg.isStalled()) {
                return true;
            }
        }
        return false;
    }

    EventAge age() {
        return age;
    }

    /** {@code known}: another lane of the kind has been going on all the while. */
    void begin(boolean known) {
        for (LaneWalk leg : legs) {
            leg.begin(desk.feed(), position, key.types(), known);
        }
        begun = true;
        ask();
    }

    void add(Subscriber subscriber) {
        subscriber.lane = this;
        subscriber.key = key; // one for all
        subscriber.place = subscribers.size();
        subscribers.add(subscriber);
        ask();
    }

    void remove(Subscriber subscriber) {
        take(subscriber);
        if (subscribers.isEmpty()) {
            close();
        }
    }

    /** The socket of {@code subscriber} is empty again. */
    void resumed() {
        ask();
    }

    /** From any thread: an event, or at last an {@link LaneWalk.End}. */
    void tell(Object news) {
        told.add(news);
        wake();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            desk.loop().execute(this::pass);
        }
    }

    /**
     * Writes what was told so far, at most a buffer for each subscriber, and lets other work of the loop go between.
     */
    private void pass() {
        woken.set(false);
        if (over) {
            told.clear();
            return;
        }
        deliver();
        if (subscribers.isEmpty()) {
            close(); // all of them go on alone
            return;
        }
        if (told.peek() instanceof LaneWalk.End end) {
            finish(end.why() == null ? null : Feed.ended(end.why(), end.box(), position));
            return;
        }
        ask();
        settle();
        if (!over && !told.isEmpty()) {
            wake();
        }
    }

    private void deliver() {
        List<Told> batch = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        BoxCursors upTo = position;
        int octets = 0;
        while (octets < JOINED_MAX && told.peek() instanceof Told next) {
            int leg = legs.length == 1 ? 0 : position.place(next.box());
            BoxCursors after = upTo.after(legs[leg].box(), next.seq());
            String id = legs.length == 1 ? next.event().cursor() : after.encode();
            int more = desk.frames().length(id, next);
            if (!batch.isEmpty() && octets + more > JOINED_MAX) {
                break;
            }
            told.poll();
            batch.add(next);
            ids.add(id);
            legs[leg].wrote();
            upTo = after;
            octets += more;
        }
        if (!batch.isEmpty()) {
            write(batch, ids);
            position = upTo;
        }
    }

    private void write(List<Told> batch, List<String> ids) {
        long at = batch.getLast().at();
        ByteBuf joined = desk.frames().chunk(ids, batch, desk.buffers());
        int streams = 0;
        try {
            for (int i = subscribers.size() - 1; i >= 0; i--) {
                Subscriber subscriber = subscribers.get(i);
                if (subscriber.isStuck()) {
                    split(subscriber);
                } else {
                    subscriber.write(joined.retainedDuplicate(), at);
                    streams++;
                }
            }
        } finally {
            joined.release();
        }
        for (Told event : batch) {
            age.written(event.at(), streams);
        }
    }

    /** Goes on alone, from where this stood before the present batch, when its socket is empty. */
    private void split(Subscriber slow) {
        take(slow);
        new Lane(desk, key, position, slow).begin(true);
    }

    /** Lets more come while there is somebody to write it to. */
    private void ask() {
        if (begun && isOwed() && subscribers.stream().anyMatch(subscriber -> !subscriber.isStuck())) {
            for (LaneWalk leg : legs) {
                leg.ask();
            }
        }
    }

    private boolean isOwed() {
        for (LaneWalk leg : legs) {
            if (leg.isOwed()) {
                return true;
            }
        }
        return false;
    }

    /** Joins the leading lane of its kind when both stand at the same place, and leads itself when it is further on. */
    void settle() {
        Lane leader = desk.lane(key);
        if (over || leader == this) {
            return;
        }
        if (leader == null || position.isBeyond(leader.position)) {
            desk.leads(this);
        } else if (leader.position.equals(position)) {
            while (!subscribers.isEmpty()) {
                Subscriber subscriber = subscribers.getLast();
                take(subscriber);
                leader.add(subscriber);
            }
            close();
        }
    }

    private void take(Subscriber subscriber) {
        Subscriber last = subscribers.removeLast();
        if (last != subscriber) {
            subscribers.set(subscriber.place, last);
            last.place = subscriber.place;
        }
    }

    private void finish(@Nullable Throwable why) {
        List<Subscriber> all = List.copyOf(subscribers);
        all.forEach(subscriber -> subscriber.end(why)); // the last one closes the lane
    }

    private void close() {
        over = true;
        desk.leadsNoMore(this);
        for (LaneWalk leg : legs) {
            leg.close();
        }
        told.clear();
    }
}

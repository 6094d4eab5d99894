package kz.centerpro.notification.sse;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.stream.Told;
import kz.centerpro.notification.stream.Walk;
import kz.centerpro.notification.stream.Walker;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of one event loop who stand at the same place of the same box: one walk through the log, and one buffer
 * that is made once and written to each of them.
 *
 * <p>
 * Who does not read when the next events come is put on a lane of its own, which stands still until its socket is empty
 * again and then goes on from its position; so it holds back nobody and holds no events. A lane that catches up with
 * the leading one of its kind is joined to it. All but {@link Walker}'s methods is done by the event loop.
 */
final class Lane implements Walker {

    /** Events that may wait between the walk and the event loop. */
    private static final int DEMAND = 512;
    /** Octets of one write; also the most that one subscriber can hold. */
    private static final int JOINED_MAX = 64 << 10;

    private final LaneDesk desk;
    private final LaneKey key;
    private final EventAge age;
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private final Queue<Object> told = new ConcurrentLinkedQueue<>(); // Told, at last an End
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean stalled;
    private @Nullable Walk walk;
    private long position;
    private int owed = DEMAND; // demand that the walk does not have
    private boolean over;

    Lane(LaneDesk desk, LaneKey key, long position, Subscriber first) {
        this.desk = desk;
        this.key = key;
        this.age = desk.age();
        this.position = position;
        add(first);
    }

    LaneKey key() {
        return key;
    }

    long position() {
        return position;
    }

    long lag() {
        return walk == null ? 0 : walk.lag();
    }

    boolean isStalled() {
        return stalled;
    }

    EventAge age() {
        return age;
    }

    /** {@code known}: another lane of the kind has been going on all the while. */
    void begin(boolean known) {
        walk = desk.feed().walk(key.box(), new Cursor(key.epoch(), position), key.types(), this, known);
        ask();
    }

    void add(Subscriber subscriber) {
        subscriber.lane = this;
        subscriber.place = subscribers.size();
        subscribers.add(subscriber);
        if (walk != null) {
            ask();
        }
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

    @Override
    public void told(Told event) {
        told.add(event);
        wake();
    }

    @Override
    public void ended(@Nullable Throwable why) {
        told.add(new End(why));
        wake();
    }

    @Override
    public void stalled(boolean yes) {
        stalled = yes;
    }

    private record End(@Nullable Throwable why) {}

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
        List<Told> batch = batch();
        if (!batch.isEmpty()) {
            deliver(batch);
            owed += batch.size();
            if (subscribers.isEmpty()) {
                close(); // all of them go on alone
                return;
            }
        }
        if (told.peek() instanceof End end) {
            finish(end.why());
            return;
        }
        ask();
        settle();
        if (!over && !told.isEmpty()) {
            wake();
        }
    }

    private List<Told> batch() {
        List<Told> batch = new ArrayList<>();
        int octets = 0;
        while (octets < JOINED_MAX && told.peek() instanceof Told next) {
            int more = desk.frames().length(next);
            if (!batch.isEmpty() && octets + more > JOINED_MAX) {
                break;
            }
            told.poll();
            batch.add(next);
            octets += more;
        }
        return batch;
    }

    private void deliver(List<Told> batch) {
        long last = batch.getLast().seq();
        long at = batch.getLast().at();
        ByteBuf joined = desk.frames().chunk(batch, desk.buffers());
        int streams = 0;
        try {
            for (int i = subscribers.size() - 1; i >= 0; i--) {
                Subscriber subscriber = subscribers.get(i);
                if (subscriber.isStuck()) {
                    split(subscriber);
                } else if (subscriber.position <= position) {
                    subscriber.write(joined.retainedDuplicate(), last, at);
                    streams++;
                } else if (subscriber.position < last) {
                    subscriber.write(desk.frames().chunk(beyond(subscriber.position, batch), desk.buffers()), last, at);
                    streams++;
                }
            }
        } finally {
            joined.release();
        }
        position = last;
        for (Told event : batch) {
            age.written(event.at(), streams);
        }
    }

    private static List<Told> beyond(long seq, List<Told> batch) {
        return batch.stream().filter(event -> event.seq() > seq).toList();
    }

    /** Goes on alone, from where it is, when its socket is empty. */
    private void split(Subscriber slow) {
        take(slow);
        new Lane(desk, key, slow.position, slow).begin(true);
    }

    /** Lets more come while there is somebody to write it to. */
    private void ask() {
        if (owed > 0 && walk != null && subscribers.stream().anyMatch(subscriber -> !subscriber.isStuck())) {
            int more = owed;
            owed = 0;
            walk.request(more);
        }
    }

    /** Joins the leading lane of its kind when both stand at the same place, and leads itself when it is further on. */
    void settle() {
        Lane leader = desk.lane(key);
        if (over || leader == this) {
            return;
        }
        if (leader == null || leader.position < position) {
            desk.leads(this);
        } else if (leader.position == position) {
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
        if (walk != null) {
            walk.close();
        }
        told.clear();
    }
}

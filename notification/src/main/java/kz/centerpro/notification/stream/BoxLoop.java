package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * What all readers of one box on this node share: the newest events, decoded and encoded once, and one read of the log
 * for all who stand at the same place.
 *
 * <p>
 * Nothing is read ahead: a reader that has nothing at hand asks, and who asks for the same place meanwhile waits for
 * the same answer. A read that was begun before the latest news answers nobody who came after them; so an answer is
 * always as new as what its reader had heard, and may outweigh it.
 */
final class BoxLoop {

    /** Events kept for those a little behind. */
    private static final int KEPT = 512;
    private static final long WEIGHT = 512 << 10;

    private final long box;
    private final EventReader reader;
    private final FeedLimits limits;
    private final AtomicLong held; // of all boxes together
    private final AtomicLong news = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private final ConcurrentHashMap<Place, Flight> flights = new ConcurrentHashMap<>(1);
    private final List<Ear> ears = new CopyOnWriteArrayList<>(); // without a seat: the lanes
    private volatile @Nullable Ring ring;
    private volatile boolean grown; // since the last sweep
    private boolean gone; // under the lock of replace
    private volatile boolean looked; // at the log, since this began to hear
    /** Readers that hold this; touched under the switchboard's lock for the box. */
    int users;

    BoxLoop(long box, EventReader reader, FeedLimits limits, AtomicLong held) {
        this.box = box;
        this.reader = reader;
        this.limits = limits;
        this.held = held;
    }

    void add(Ear ear) {
        ears.add(ear);
    }

    void remove(Ear ear) {
        ears.remove(ear);
    }

    /** The highest top that was heard of or read. */
    long newest() {
        return newest.get();
    }

    /** Whether {@link #newest} leaves out nothing but what wake-ups failed to tell. */
    boolean hasLooked() {
        return looked;
    }

    void heard(long top) {
        noted(top);
        for (Ear ear : ears) {
            ear.heard(top);
        }
    }

    /**
     * A wake-up brought the events themselves: {@code events} have the numbers from {@code first} on and are committed.
     * They are taken when they continue what is known, and when nothing is known; else the log is read as ever.
     */
    void grown(int epoch, long first, List<EventEnvelope> events) {
        extend(epoch, first - 1, events.stream().map(Told::new).toList(), true);
        heard(first + events.size() - 1);
    }

    /** @return how many lanes learned by it what no wake-up had told */
    int swept(long top) {
        Ring kept = ring;
        if (kept != null && !grown) {
            replace(kept, null); // everybody has it by now, and who comes later reads the log
        }
        grown = false;
        noted(top);
        int filled = 0;
        for (Ear ear : ears) {
            filled += ear.swept(top) ? 1 : 0;
        }
        return filled;
    }

    void closing() {
        ears.forEach(Ear::closing);
    }

    /** What comes after {@code position} if it is at hand; never outweighs a hint. */
    @Nullable
    Sheet atHand(int epoch, long position, int limit, Set<String> types) {
        Ring kept = ring;
        if (kept == null || !kept.continues(epoch, position)) {
            return null;
        }
        Ring.Slice slice = kept.after(position, limit, types);
        return slice == null
                ? null
                : new Sheet(new BoxState(box, epoch, kept.top(), kept.base()), slice.events(), slice.position(), false);
    }

    /** Reads the log; {@code taker} gets a {@link Sheet} or a {@link Throwable}, on any thread, perhaps at once. */
    Disposable read(long position, int limit, Set<String> types, Consumer<Object> taker) {
        Place place = new Place(position, limit, types);
        long now = news.get();
        Flight flying = flights.get(place);
        if (flying != null && flying.news == now && flying.join(taker)) {
            return () -> flying.leave(taker);
        }
        Flight mine = new Flight(place, now, taker);
        flights.put(place, mine);
        mine.start();
        return () -> mine.leave(taker);
    }

    private void noted(long top) {
        news.incrementAndGet();
        newest.accumulateAndGet(top, Math::max);
    }

    private Sheet took(Place place, EventPage page) {
        List<Told> events = page.events().stream().map(Told::new).toList();
        newest.accumulateAndGet(page.state().top(), Math::max);
        looked = true;
        if (place.types().isEmpty() && place.position() >= page.state().floor()) {
            extend(page.state().epoch(), place.position(), events, page.position() == page.state().top());
        }
        return new Sheet(page.state(), events, page.position(), true);
    }

    /** {@code edge}: these end at the box's top, and so may begin a ring. */
    private void extend(int epoch, long base, List<Told> events, boolean edge) {
        if (events.isEmpty()) {
            return;
        }
        boolean done = false;
        while (!done) {
            Ring kept = ring;
            Ring next;
            if (kept != null && kept.continues(epoch, base)) {
                next = kept.with(events, KEPT, held.get() > limits.ringsMax() ? 0 : WEIGHT);
            } else if (edge && (kept == null || kept.epoch() != epoch || kept.top() < base + events.size())) {
                next = Ring.of(epoch, base, events);
            } else {
                return;
            }
            done = replace(kept, next);
        }
        grown = true;
    }

    private synchronized boolean replace(@Nullable Ring expected, @Nullable Ring next) {
        if (ring != expected) {
            return false;
        }
        if (gone && next != null) {
            return true; // a read that came back late keeps nothing
        }
        ring = next;
        held.addAndGet((next == null ? 0 : next.weight()) - (expected == null ? 0 : expected.weight()));
        return true;
    }

    /** Nobody reads this box here any more. */
    void forgotten() {
        synchronized (this) {
            gone = true;
        }
        boolean done = false;
        while (!done) {
            done = replace(ring, null);
        }
    }

    private record Place(long position, int limit, Set<String> types) {}

    /** One read under way, and who waits for it. */
    private final class Flight {

        private final Place place;
        private final long news;
        private final Disposable.Swap underWay = Disposables.swap();
        private List<Consumer<Object>> takers = new ArrayList<>(1);
        private boolean landed;

        Flight(Place place, long news, Consumer<Object> first) {
            this.place = place;
            this.news = news;
            takers.add(first);
        }

        void start() {
            underWay.update(reader.page(box, place.position(), place.limit(), place.types())
                    .timeout(limits.readTimeout()).subscribe(page -> land(took(place, page)), this::land));
        }

        synchronized boolean join(Consumer<Object> taker) {
            if (landed) {
                return false;
            }
            takers.add(taker);
            return true;
        }

        void leave(Consumer<Object> taker) {
            synchronized (this) {
                if (landed || !takers.remove(taker) || !takers.isEmpty()) {
                    return;
                }
                landed = true;
            }
            flights.remove(place, this);
            underWay.dispose();
        }

        private void land(Object outcome) {
            List<Consumer<Object>> all;
            synchronized (this) {
                landed = true;
                all = takers;
                takers = List.of();
            }
            flights.remove(place, this);
            all.forEach(taker -> taker.accept(outcome));
        }
    }
}

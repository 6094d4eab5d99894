package kz.centerpro.eventlog;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Wake-ups that wait, one for each box: what comes for a box that has one is joined to it or takes its place
 * ({@link WakeMessage#with}). Bounded by the number of boxes, beyond which new ones are dropped, and by the octets of
 * their records, beyond which they become bare hints.
 */
final class WakeShelf {

    private final ConcurrentHashMap<Long, WakeMessage> waiting = new ConcurrentHashMap<>();
    private final AtomicLong octets = new AtomicLong();
    private final int boxesMax;
    private final long octetsMax;

    WakeShelf(int boxesMax, long octetsMax) {
        this.boxesMax = boxesMax;
        this.octetsMax = octetsMax;
    }

    void put(WakeMessage message) {
        if (waiting.size() >= boxesMax && !waiting.containsKey(message.box())) {
            return;
        }
        waiting.compute(message.box(), (_, there) -> {
            WakeMessage next = there == null ? message : there.with(message);
            long before = there == null ? 0 : there.records().length;
            long more = next.records().length - before;
            if (more > 0 && octets.get() + more > octetsMax) {
                next = next.bare();
                more = -before;
            }
            octets.addAndGet(more);
            return next;
        });
    }

    /** Null when another took it. */
    @Nullable
    WakeMessage take(Long box) {
        WakeMessage taken = waiting.remove(box);
        if (taken != null) {
            octets.addAndGet(-taken.records().length);
        }
        return taken;
    }

    Collection<Long> boxes() {
        return waiting.keySet();
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.keySet().forEach(this::take);
    }

    /** Octets of the records that wait. */
    long octets() {
        return octets.get();
    }
}

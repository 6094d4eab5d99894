package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One box in memory that a test can fill, break, hold and restore. */
final class FakeReader implements EventReader {

    static final long BOX = 7;

    private final List<EventEnvelope> events = new ArrayList<>();
    private int epoch = 1;
    private long floor;
    private @Nullable RuntimeException broken;
    final AtomicInteger reads = new AtomicInteger();
    final List<Integer> limits = new ArrayList<>();
    /** Put around every page: a test holds or delays reads with it. */
    volatile PageHook hook = page -> page;

    interface PageHook {
        Mono<EventPage> around(Mono<EventPage> page);
    }

    synchronized long append(String type) {
        long seq = events.size() + 1L;
        events.add(EventEnvelope.of("id-" + seq, BOX, type, null, "2026-11-22T00:00:00.000Z", new Cursor(epoch, seq),
                "{}"));
        return seq;
    }

    synchronized void append(int count) {
        for (int i = 0; i < count; i++) {
            append("a");
        }
    }

    synchronized void fails(@Nullable RuntimeException with) {
        broken = with;
    }

    synchronized void restored() {
        epoch++;
        events.clear();
    }

    synchronized void keepsOnlyAfter(long seq) {
        floor = seq;
    }

    synchronized long top() {
        return events.size();
    }

    @Override
    public Mono<BoxState> state(long box) {
        return Mono.fromSupplier(this::now);
    }

    @Override
    public Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types) {
        return hook.around(Mono.fromSupplier(() -> read(afterSeq, limit, types)));
    }

    @Override
    public Mono<Map<Long, Long>> tops(Collection<Long> boxes) {
        return Mono.fromSupplier(() -> {
            Map<Long, Long> tops = new HashMap<>();
            boxes.forEach(box -> tops.put(box, top()));
            return tops;
        });
    }

    private synchronized BoxState now() {
        return new BoxState(BOX, epoch, events.size(), floor);
    }

    private synchronized EventPage read(long afterSeq, int limit, Set<String> types) {
        reads.incrementAndGet();
        limits.add(limit);
        if (broken != null) {
            throw broken;
        }
        List<EventEnvelope> found = events.stream().skip(Math.max(afterSeq, 0)).limit(limit).toList();
        List<EventEnvelope> wanted = found.stream().filter(e -> types.isEmpty() || types.contains(e.type())).toList();
        return new EventPage(now(), wanted, afterSeq + found.size());
    }
}

package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import reactor.core.publisher.Mono;

/** Many boxes in memory that a test fills. */
final class BoxesReader implements EventReader {

    private final Map<Long, List<EventEnvelope>> boxes = new ConcurrentHashMap<>();
    private final Map<Long, Long> floors = new ConcurrentHashMap<>();
    /** Put around every page. */
    volatile UnaryOperator<Mono<EventPage>> hook = page -> page;

    synchronized EventEnvelope append(long box, String type) {
        List<EventEnvelope> events = boxes.computeIfAbsent(box, _ -> new ArrayList<>());
        long seq = events.size() + 1L;
        EventEnvelope event = EventEnvelope.of("id-" + box + "-" + seq, box, type, null, "2026-11-22T00:00:00.000Z",
                new Cursor(1, seq), "{}");
        events.add(event);
        return event;
    }

    void keepsOnlyAfter(long box, long seq) {
        floors.put(box, seq);
    }

    @Override
    public Mono<BoxState> state(long box) {
        return Mono.fromSupplier(() -> now(box));
    }

    @Override
    public Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types) {
        return hook.apply(Mono.fromSupplier(() -> read(box, afterSeq, limit, types)));
    }

    @Override
    public Mono<Map<Long, Long>> tops(Collection<Long> asked) {
        return Mono.fromSupplier(() -> {
            Map<Long, Long> tops = new HashMap<>();
            asked.forEach(box -> tops.put(box, now(box).top()));
            return tops;
        });
    }

    private synchronized BoxState now(long box) {
        return new BoxState(box, 1, boxes.getOrDefault(box, List.of()).size(), floors.getOrDefault(box, 0L));
    }

    private synchronized EventPage read(long box, long afterSeq, int limit, Set<String> types) {
        List<EventEnvelope> found = boxes.getOrDefault(box, List.of()).stream().skip(Math.max(afterSeq, 0))
                .limit(limit).toList();
        return new EventPage(now(box),
                found.stream().filter(event -> types.isEmpty() || types.contains(event.type())).toList(),
                afterSeq + found.size());
    }
}

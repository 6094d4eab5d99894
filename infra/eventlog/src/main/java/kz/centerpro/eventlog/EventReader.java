package kz.centerpro.eventlog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads boxes by position. Readers take no lock and hold no connection while their caller is slow. */
public interface EventReader {

    /** What the box holds now; a box that was never appended to is empty, not unknown. */
    Mono<BoxState> state(long box);

    /** The same of several boxes, in the order asked. */
    default Mono<List<BoxState>> states(List<Long> boxes) {
        return Flux.fromIterable(boxes).concatMap(this::state).collectList();
    }

    /**
     * The events after {@code afterSeq} in seq order, at most {@code limit}, only of {@code types} unless that is
     * empty. One snapshot: a page that ends at the top has seen everything committed when it was read. A page covers 32
     * days with events at most, so it may be short before the top; its position says how far it looked.
     */
    Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types);

    /** The tops of those of {@code boxes} that were ever appended to. */
    Mono<Map<Long, Long>> tops(Collection<Long> boxes);
}

package kz.centerpro.notification.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kz.centerpro.eventlog.BoxState;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import reactor.core.publisher.Mono;

/** A reader that tells how many pages it read and how long each took. */
public final class MeteredReader implements EventReader {

    private final EventReader reader;
    private final StreamMeters meters;

    public MeteredReader(EventReader reader, StreamMeters meters) {
        this.reader = reader;
        this.meters = meters;
    }

    @Override
    public Mono<BoxState> state(long box) {
        return reader.state(box);
    }

    @Override
    public Mono<List<BoxState>> states(List<Long> boxes) {
        return reader.states(boxes);
    }

    @Override
    public Mono<EventPage> page(long box, long afterSeq, int limit, Set<String> types) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return reader.page(box, afterSeq, limit, types)
                    .doOnSuccess(_ -> meters.pages().record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
        });
    }

    @Override
    public Mono<Map<Long, Long>> tops(Collection<Long> boxes) {
        return reader.tops(boxes);
    }
}

package kz.centerpro.hub.participant;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Appends events about parties to their boxes, as the last statement of a transaction (design, decision 2). */
public final class BoxEventStore {

    private final Tx tx;

    public BoxEventStore(Tx tx) {
        this.tx = tx;
    }

    public Mono<Void> append(List<BoxEvent> events, Instant at) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return tx.client().sql("select top_seq from eventlog.append(:boxes, :ids, :types, :subjects, :at, :datas)")
                .bind("boxes", events.stream().map(BoxEvent::box).toArray(Long[]::new))
                .bind("ids", events.stream().map(BoxEvent::id).toArray(UUID[]::new))
                .bind("types", events.stream().map(BoxEvent::type).toArray(String[]::new))
                .bind("subjects", events.stream().map(BoxEvent::subject).toArray(String[]::new))
                .bind("at", at)
                .bind("datas", events.stream().map(BoxEvent::data).toArray(String[]::new))
                .then();
    }
}

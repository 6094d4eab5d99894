package kz.centerpro.hub.restriction;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.restriction}. */
final class RestrictionStore {

    private static final String SELECT = """
            select r.box_id, r.restriction_id, r.participant_id, r.signatory_id, r.scope, r.kind, r.clause, r.reason, r.imposed_at, r.lifted_at,
                   r.lift_reason, i.name as imposed_by, l.name as lifted_by
              from hub.restriction r join hub.signatory i on i.id = r.imposed_by left join hub.signatory l on l.id = r.lifted_by
            """;

    private final Tx tx;

    RestrictionStore(Tx tx) {
        this.tx = tx;
    }

    /**
     * What was changed, with the box that was told.
     *
     * @param tops
     *            none when nobody is told
     */
    record Done(UUID id, List<BoxTop> tops) {}

    /**
     * What an event says and until when tokens that were given before may live.
     *
     * @param event
     *            null when the box is told nothing
     */
    record Telling(@Nullable UUID event, @Nullable String data, Instant until, Instant at) {}

    /** Empty when the same access was taken before. */
    Mono<Done> restrict(Restriction made, UUID by, Telling telling) {
        GenericExecuteSpec call = tx.client()
                .sql("""
                        select restriction_id, box_id, top_seq, epoch, events from hub.restrict(:box, :id, :participant, :signatory, :scope, :kind, :clause, :reason,
                          :by, :until, :event, :data, :at)""")
                .bind("box", made.box()).bind("id", made.id())
                .bind("participant", made.participant()).bind("scope", made.scope()).bind("kind", made.kind())
                .bind("clause", made.clause())
                .bind("reason", made.reason()).bind("by", by);
        return nullable(told(call, telling), "signatory", made.signatory(), UUID.class).map(RestrictionStore::done)
                .one();
    }

    /** Empty when it was given back before. */
    Mono<Done> lift(Restriction open, String reason, UUID by, Telling telling) {
        return told(tx.client()
                .sql("""
                        select restriction_id, box_id, top_seq, epoch, events from hub.lift(:box, :id, :reason, :by, :until, :event, :data, :at)""")
                .bind("box", open.box()).bind("id", open.id()).bind("reason", reason).bind("by", by), telling)
                .map(RestrictionStore::done).one();
    }

    private static GenericExecuteSpec told(GenericExecuteSpec call, Telling telling) {
        return nullable(nullable(call.bind("until", telling.until).bind("at", telling.at), "event", telling.event,
                UUID.class), "data", telling.data, String.class);
    }

    private static <T> GenericExecuteSpec nullable(GenericExecuteSpec call, String name, @Nullable T value,
            Class<T> type) {
        return value == null ? call.bindNull(name, type) : call.bind(name, value);
    }

    private static Done done(Readable row) {
        Long box = row.get("box_id", Long.class);
        return new Done(Rows.get(row, "restriction_id", UUID.class), box == null
                ? List.of()
                : List.of(new BoxTop(box, Rows.get(row, "epoch", Integer.class), Rows.get(row, "top_seq", Long.class),
                        row.get("events", String.class))));
    }

    /** All of a box, the newest first. */
    Flux<Restriction> of(long box) {
        return tx.client().sql(SELECT + "where r.box_id = :box order by r.imposed_at desc, r.restriction_id")
                .bind("box", box).map(RestrictionStore::row).all();
    }

    Mono<Restriction> find(long box, UUID id) {
        return tx.client().sql(SELECT + "where r.box_id = :box and r.restriction_id = :id").bind("box", box)
                .bind("id", id).map(RestrictionStore::row).one();
    }

    /** What a participant is restricted by now; a signatory's own restriction too. */
    Flux<Restriction> open(UUID participant) {
        return tx.client().sql(SELECT + "where r.participant_id = :participant and r.lifted_at is null")
                .bind("participant", participant).map(RestrictionStore::row).all();
    }

    /** Everybody's, of whole participants. */
    Flux<Restriction> open() {
        return tx.client().sql(SELECT + "where r.lifted_at is null and r.signatory_id is null")
                .map(RestrictionStore::row).all();
    }

    private static Restriction row(Readable row) {
        return new Restriction(Rows.get(row, "box_id", Long.class), Rows.get(row, "restriction_id", UUID.class),
                Rows.get(row, "participant_id", UUID.class), row.get("signatory_id", UUID.class),
                Rows.get(row, "scope", String.class), Rows.get(row, "kind", String.class),
                Rows.get(row, "clause", String.class),
                Rows.get(row, "reason", String.class), Rows.get(row, "imposed_by", String.class),
                Rows.get(row, "imposed_at", Instant.class), row.get("lifted_by", String.class),
                row.get("lifted_at", Instant.class), row.get("lift_reason", String.class));
    }
}

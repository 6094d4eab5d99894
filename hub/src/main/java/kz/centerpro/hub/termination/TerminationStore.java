package kz.centerpro.hub.termination;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.agreement.SignerProof.Proof;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.termination}. */
final class TerminationStore {

    private static final String SELECT = """
            select t.box_id, t.termination_id, t.participant_id, t.initiator, t.ground, t.clause, t.reason, t.effective_on, t.effective_at,
                   t.noticed_at, t.cancelled_at, t.cancel_reason, t.effected_at, n.name as noticed_by, c.name as cancelled_by
              from hub.termination t join hub.signatory n on n.id = t.noticed_by left join hub.signatory c on c.id = t.cancelled_by
            """;
    private static final String DONE = "select termination_id, box_id, top_seq, epoch, events from ";

    private final Tx tx;

    TerminationStore(Tx tx) {
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
     * What an event says.
     *
     * @param event
     *            null when the box is told nothing
     */
    record Telling(@Nullable UUID event, @Nullable String data, Instant at) {}

    /** What the client signed to leave. */
    record Signed(String statement, Proof proof) {}

    /** Empty when another notice is under way, or there is no agreement. */
    Mono<Done> give(Termination made, UUID by, @Nullable Signed signed, Telling telling) {
        GenericExecuteSpec call = tx.client()
                .sql(DONE
                        + """
                                hub.give_notice(:box, :id, :participant, :initiator, :ground, :clause, :reason, :on, :effective, :by, :statement,
                                  :signature, :certificate, :event, :data, :at)""")
                .bind("box", made.box()).bind("id", made.id()).bind("participant", made.participant())
                .bind("initiator", made.initiator()).bind("ground", made.ground().name())
                .bind("on", made.effectiveOn()).bind("effective", made.effectiveAt()).bind("by", by);
        call = nullable(call, "clause", made.clause(), String.class);
        call = nullable(call, "reason", made.reason(), String.class);
        call = nullable(call, "statement", signed == null ? null : signed.statement, String.class);
        call = nullable(call, "signature", signed == null ? null : ByteBuffer.wrap(signed.proof.cms()),
                ByteBuffer.class);
        call = nullable(call, "certificate",
                signed == null ? null : ByteBuffer.wrap(signed.proof.holder().certificate()), ByteBuffer.class);
        return told(call, telling).map(TerminationStore::done).one();
    }

    /** Empty when {@code open} was ended or taken back before. */
    Mono<Done> takeBack(Termination open, UUID by, @Nullable String reason, Telling telling) {
        GenericExecuteSpec call = tx.client()
                .sql(DONE + "hub.take_notice_back(:box, :initiator, :by, :reason, :event, :data, :at)")
                .bind("box", open.box()).bind("initiator", open.initiator()).bind("by", by);
        return told(nullable(call, "reason", reason, String.class), telling).map(TerminationStore::done).one();
    }

    /**
     * Empty when it was ended by another node, or taken back.
     *
     * @param asOf
     *            the instant at which it has to be due
     * @param tokens
     *            until when tokens that were given before may live
     */
    Mono<Done> end(Termination due, Instant asOf, Instant tokens, Telling telling) {
        return told(tx.client().sql(DONE + "hub.end_agreement(:box, :id, :due, :tokens, :event, :data, :at)")
                .bind("box", due.box()).bind("id", due.id()).bind("due", asOf).bind("tokens", tokens), telling)
                .map(TerminationStore::done).one();
    }

    private static GenericExecuteSpec told(GenericExecuteSpec call, Telling telling) {
        return nullable(nullable(call.bind("at", telling.at), "event", telling.event, UUID.class), "data", telling.data,
                String.class);
    }

    private static <T> GenericExecuteSpec nullable(GenericExecuteSpec call, String name, @Nullable T value,
            Class<T> type) {
        return value == null ? call.bindNull(name, type) : call.bind(name, value);
    }

    private static Done done(Readable row) {
        Long box = row.get("box_id", Long.class);
        return new Done(Rows.get(row, "termination_id", UUID.class), box == null
                ? List.of()
                : List.of(new BoxTop(box, Rows.get(row, "epoch", Integer.class), Rows.get(row, "top_seq", Long.class),
                        row.get("events", String.class))));
    }

    /** All of a box, the newest first. */
    Flux<Termination> of(long box) {
        return tx.client().sql(SELECT + "where t.box_id = :box order by t.noticed_at desc, t.termination_id")
                .bind("box", box).map(TerminationStore::row).all();
    }

    /** What is due at an instant and not ended yet, the oldest first. */
    Flux<Termination> due(Instant at, int limit) {
        return tx.client()
                .sql(SELECT + """
                        where t.effective_at <= :at and t.cancelled_at is null and t.effected_at is null
                         order by t.effective_at, t.termination_id limit :limit""")
                .bind("at", at).bind("limit", limit).map(TerminationStore::row).all();
    }

    /** When the offer was accepted first; empty while it was not. */
    Mono<Instant> since(UUID participant) {
        return tx.client().sql("select activated_at from hub.participant where id = :id and activated_at is not null")
                .bind("id", participant).map(row -> Rows.get(row, "activated_at", Instant.class)).one();
    }

    private static Termination row(Readable row) {
        return new Termination(Rows.get(row, "box_id", Long.class), Rows.get(row, "termination_id", UUID.class),
                Rows.get(row, "participant_id", UUID.class), Rows.get(row, "initiator", String.class),
                Ground.valueOf(Rows.get(row, "ground", String.class)), row.get("clause", String.class),
                row.get("reason", String.class), Rows.get(row, "effective_on", LocalDate.class),
                Rows.get(row, "effective_at", Instant.class), Rows.get(row, "noticed_by", String.class),
                Rows.get(row, "noticed_at", Instant.class), row.get("cancelled_by", String.class),
                row.get("cancelled_at", Instant.class), row.get("cancel_reason", String.class),
                row.get("effected_at", Instant.class));
    }
}

package kz.centerpro.hub.docflow;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tables {@code hub.submission} and {@code hub.memory}. */
final class SubmissionStore {

    private final Tx tx;

    SubmissionStore(Tx tx) {
        this.tx = tx;
    }

    /** A submission that waits, or that failed after waiting. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Row(long box, UUID id, UUID participant, String status, UUID content, byte[] sealedParts, String fingerprint,
            @Nullable String externalId,
            @Nullable String idempotencyKey, String reason, @Nullable String problem, String detail, String signers,
            Instant receivedAt,
            int attempts) {

        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

    /** The submission that a key or externalId belongs to, and whether it is the same. */
    record Claim(UUID submission, boolean same) {}

    /**
     * What is kept under the key and externalId of a submission.
     *
     * @param conflict
     *            which of the two belongs to another document; null when neither does
     */
    record Memory(UUID submission, Accepted.@Nullable Outcome conflict) {}

    @SuppressWarnings("ArrayRecordComponent") // bound once
    record Parked(Submission submission, byte @Nullable [] sealedInline, byte[] sealedParts, String reason,
            String detail, String signers,
            Instant dueAt) {

        @Override
        public String toString() {
            return "Parked";
        }
    }

    Mono<Claim> park(Parked parked, Instant at) {
        Submission submission = parked.submission();
        DatabaseClient.GenericExecuteSpec call = tx.client()
                .sql("""
                        select submission, same from hub.park(:box, :submission, :participant, :external, :key, :fingerprint, :content, :keyId, :sealedKey,
                          :size, :inline, :parts, :reason, :detail, :signers, :due, :at)""")
                .bind("box", submission.sender().boxId())
                .bind("submission", submission.id()).bind("participant", submission.sender().id())
                .bind("fingerprint", submission.fingerprint().value())
                .bind("content", submission.key().content()).bind("keyId", submission.key().masterId())
                .bind("sealedKey", submission.key().wrappedHex()).bind("size", submission.size())
                .bind("parts", parked.sealedParts())
                .bind("reason", parked.reason()).bind("detail", parked.detail()).bind("signers", parked.signers())
                .bind("due", AcceptStore.utc(parked.dueAt())).bind("at", AcceptStore.utc(at));
        call = nullable(call, "external", submission.metadata().externalId(), String.class);
        call = nullable(call, "key", submission.idempotencyKey(), String.class);
        return nullable(call, "inline", parked.sealedInline(), byte[].class).map(SubmissionStore::claim).one();
    }

    /** Looks a key and an externalId up; each has to belong to the same document. Also in the form before this one. */
    Mono<Memory> recall(long box, @Nullable String external, @Nullable String key, Fingerprint fingerprint) {
        DatabaseClient.GenericExecuteSpec call = tx.client()
                .sql("""
                        select (array_agg(submission_id order by kind))[1] as submission,
                               min(kind) filter (where fingerprint not in (decode(:fingerprint, 'hex'), decode(:former, 'hex'))) as conflict
                          from hub.memory
                         where box_id = :box and (kind = 'E' and key = :external or kind = 'K' and key = :key) having count(*) > 0""")
                .bind("box", box).bind("fingerprint", fingerprint.value()).bind("former", fingerprint.former());
        call = nullable(call, "external", external, String.class);
        return nullable(call, "key", key, String.class).map(SubmissionStore::memory).one();
    }

    Mono<Row> find(long box, UUID submission) {
        return tx.client().sql("select * from hub.submission where box_id = :box and submission_id = :submission")
                .bind("box", box)
                .bind("submission", submission).map(SubmissionStore::row).one();
    }

    /** How many wait for evidence; counted up to a hundred thousand. */
    Mono<Long> parked() {
        return tx.client().sql("""
                select count(*) as parked from (
                       select 1 from hub.submission where status = 'PENDING_VALIDATION' limit 100000) p""")
                .map(row -> Rows.get(row, "parked", Long.class)).one();
    }

    /** Takes submissions that are due and moves their next time ahead, so that nodes share the work. */
    Flux<Row> due(Instant now, Instant next, int limit) {
        return tx.client()
                .sql("""
                        update hub.submission s set due_at = :next, attempts = s.attempts + 1
                          from (select box_id, submission_id from hub.submission where status = 'PENDING_VALIDATION' and due_at <= :now
                                 order by due_at limit :limit for update skip locked) d
                         where s.box_id = d.box_id and s.submission_id = d.submission_id
                        returning s.*""")
                .bind("now", AcceptStore.utc(now)).bind("next", AcceptStore.utc(next)).bind("limit", limit)
                .map(SubmissionStore::row).all();
    }

    Mono<List<BoxTop>> refuse(Row row, String reason, String problem, String detail, UUID event, String data,
            Instant at) {
        return tx.client()
                .sql("select box_id, top_seq, epoch, events from hub.refuse(:box, :submission, :reason, :problem, :detail, :event, :data, :at)")
                .bind("box", row.box()).bind("submission", row.id()).bind("reason", reason).bind("problem", problem)
                .bind("detail", detail)
                .bind("event", event).bind("data", data).bind("at", AcceptStore.utc(at)).map(SubmissionStore::top).all()
                .collectList();
    }

    static BoxTop top(Readable row) {
        return new BoxTop(Rows.get(row, "box_id", Long.class), Rows.get(row, "epoch", Integer.class),
                Rows.get(row, "top_seq", Long.class), row.get("events", String.class));
    }

    private static Claim claim(Readable row) {
        return new Claim(Rows.get(row, "submission", UUID.class), Rows.get(row, "same", Boolean.class));
    }

    private static Memory memory(Readable row) {
        String conflict = row.get("conflict", String.class);
        return new Memory(Rows.get(row, "submission", UUID.class), conflict == null
                ? null
                : conflict.equals("E") ? Accepted.Outcome.OTHER_EXTERNAL : Accepted.Outcome.OTHER_KEY);
    }

    private static Row row(Readable row) {
        return new Row(Rows.get(row, "box_id", Long.class), Rows.get(row, "submission_id", UUID.class),
                Rows.get(row, "participant", UUID.class), Rows.get(row, "status", String.class),
                Rows.get(row, "content_id", UUID.class), Rows.get(row, "sealed_parts", byte[].class),
                HexFormat.of().formatHex(Rows.get(row, "fingerprint", byte[].class)),
                row.get("external_id", String.class),
                row.get("idempotency_key", String.class), Rows.get(row, "reason", String.class),
                row.get("problem", String.class),
                Rows.get(row, "detail", String.class), Rows.get(row, "signers", String.class),
                Rows.get(row, "received_at", Instant.class),
                Rows.get(row, "attempts", Integer.class));
    }

    private static <T> DatabaseClient.GenericExecuteSpec nullable(DatabaseClient.GenericExecuteSpec call, String name,
            @Nullable T value,
            Class<T> type) {
        return value == null ? call.bindNull(name, type) : call.bind(name, value);
    }
}

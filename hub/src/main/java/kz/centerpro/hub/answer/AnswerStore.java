package kz.centerpro.hub.answer;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.docflow.LegState;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code hub.answer}, and what answers change of {@code hub.inbox}. */
final class AnswerStore {

    private final Tx tx;
    private final AnswerJson json;

    AnswerStore(Tx tx, AnswerJson json) {
        this.tx = tx;
        this.json = json;
    }

    enum Outcome {
        NEW, SAME, OTHER_KEY, MOVED
    }

    /** What became of a step; {@code answer} is the earlier one when it is the same. */
    record Done(Outcome outcome, UUID answer, List<BoxTop> tops) {}

    /** A signature, sealed under a key of its own. */
    @SuppressWarnings("ArrayRecordComponent") // bound once
    record Sealed(DataKey key, byte[] bytes) {

        @Override
        public String toString() {
            return "Sealed";
        }
    }

    /** All that {@code hub.make_answer} writes. */
    record Step(Attempt attempt, @Nullable Sealed sealed, @Nullable String report, @Nullable String statement,
            @Nullable String signerKeys, LegLife after, String shown, String ownData, UUID ownEvent, String otherData,
            UUID otherEvent, UUID message) {}

    /** An answer that waits for evidence. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Waiting(long box, UUID id, String number, AnswerKind kind, long by, @Nullable UUID annulment,
            @Nullable String reason, @Nullable String key, UUID content, byte[] sealed, Instant receivedAt) {

        @Override
        public String toString() {
            return "Waiting[" + id + "]";
        }
    }

    /** An addressee, from the sender's box. */
    record Addressee(long box, DocumentView.Party party, LegState state, boolean signed) {

        /** Nobody after it waits for its signature. */
        boolean isDone() {
            return signed || state.isNeverDelivered();
        }
    }

    /** A document's row in a recipient's box; empty while it is not there. */
    Mono<Scene> scene(long recipientBox, String number) {
        return tx.client()
                .sql("""
                        select i.*, i.meta::text as meta_text, (i.answers -> -1)::text as last,
                               case when i.read_at is not null then 'READ' when i.received_at is not null then 'RECEIVED' else 'DELIVERED' end as delivery
                          from hub.inbox i where i.box_id = :box and i.number = :number""")
                .bind("box", recipientBox)
                .bind("number", number).map(this::read).one();
    }

    private Scene read(Readable row) {
        byte[] sha256 = row.get("sha256", byte[].class);
        String last = row.get("last", String.class);
        return new Scene(Rows.get(row, "number", String.class), Rows.get(row, "box_id", Long.class),
                Rows.get(row, "sender_box", Long.class), Rows.get(row, "content_id", UUID.class),
                Rows.get(row, "size", Long.class), sha256 == null ? null : HexFormat.of().formatHex(sha256),
                json.readMeta(Rows.get(row, "meta_text", String.class)), life(row),
                Rows.get(row, "step", Integer.class), last == null ? null : json.readView(last));
    }

    private static LegLife life(Readable row) {
        LegState delivery = LegState.valueOf(Rows.get(row, "delivery", String.class));
        String answer = row.get("answer", String.class);
        String before = row.get("answer_before", String.class);
        String proposer = row.get("proposer", String.class);
        return answer == null
                ? LegLife.at(delivery)
                : LegLife.beyond(LegState.valueOf(answer), before == null ? delivery : LegState.valueOf(before),
                        proposer == null ? null : LegLife.Side.valueOf(proposer));
    }

    /** Who a document was sent to, in order; none when this box did not send it. */
    Flux<Addressee> addressees(long senderBox, String number) {
        return tx.client().sql("""
                select recipient_box, recipient::text as recipient, state, signed_at is not null as signed from hub.leg
                 where box_id = :box and number = :number order by ordinal""").bind("box", senderBox)
                .bind("number", number)
                .map(row -> new Addressee(Rows.get(row, "recipient_box", Long.class),
                        json.readParty(Rows.get(row, "recipient", String.class)),
                        LegState.valueOf(Rows.get(row, "state", String.class)),
                        Rows.get(row, "signed", Boolean.class)))
                .all();
    }

    Mono<Done> make(Step step, Instant at) {
        Attempt attempt = step.attempt();
        Asked asked = attempt.asked();
        Scene scene = attempt.scene();
        LegLife after = step.after();
        LegState before = after.before();
        LegLife.Side proposer = after.proposer();
        DatabaseClient.GenericExecuteSpec call = common(tx.client()
                .sql("""
                        select * from hub.make_answer(:box, :number, :step, :answer, :kind, :by, :participant, :annulment, :reason, :key,
                          :fingerprint, :content, :keyId, :sealedKey, :sealed, :report, :statement, :signerKeys, :state, :before,
                          :proposer, :shown, :type, :ownData, :ownEvent, :otherData, :otherEvent, :message, :trace, :at)"""),
                attempt, step.sealed(), step.shown(), at)
                .bind("step", scene.step()).bind("type", asked.kind().eventType())
                .bind("ownData", step.ownData()).bind("ownEvent", step.ownEvent())
                .bind("otherData", step.otherData()).bind("otherEvent", step.otherEvent())
                .bind("message", step.message());
        call = text(call, "report", step.report());
        call = text(call, "statement", step.statement());
        call = text(call, "signerKeys", step.signerKeys());
        call = text(call, "state", after.state().isUnanswered() ? null : after.state().name());
        call = text(call, "before", before == null || before.isUnanswered() ? null : before.name());
        call = text(call, "proposer", proposer == null ? null : proposer.name());
        return text(call, "trace", attempt.trace()).map(AnswerStore::done).one();
    }

    Mono<Done> park(Attempt attempt, Sealed sealed, String shown, String detail, Instant due, Instant at) {
        return common(tx.client()
                .sql("""
                        select *, null::bigint as box_id from hub.park_answer(:box, :number, :answer, :kind, :by, :participant, :annulment,
                          :reason, :key, :fingerprint, :content, :keyId, :sealedKey, :sealed, :detail, :shown, :due, :at)"""),
                attempt, sealed, shown, at).bind("detail", detail).bind("due", utc(due)).map(AnswerStore::done).one();
    }

    private static DatabaseClient.GenericExecuteSpec common(DatabaseClient.GenericExecuteSpec from, Attempt attempt,
            @Nullable Sealed sealed, String shown, Instant at) {
        Asked asked = attempt.asked();
        Scene scene = attempt.scene();
        DatabaseClient.GenericExecuteSpec call = from.bind("box", scene.recipientBox()).bind("number", scene.number())
                .bind("answer", attempt.id()).bind("kind", asked.kind().name()).bind("by", attempt.box())
                .bind("fingerprint", AnswerPolicy.fingerprint(attempt)).bind("shown", shown).bind("at", utc(at));
        call = attempt.side() == LegLife.Side.HUB
                ? call.bindNull("participant", UUID.class)
                : call.bind("participant", attempt.actor().id());
        call = asked.annulment() == null
                ? call.bindNull("annulment", UUID.class)
                : call.bind("annulment", asked.annulment());
        call = text(call, "reason", asked.reason());
        call = text(call, "key", asked.key());
        return sealed == null
                ? call.bindNull("content", UUID.class).bindNull("keyId", String.class)
                        .bindNull("sealedKey", String.class).bindNull("sealed", byte[].class)
                : call.bind("content", sealed.key().content()).bind("keyId", sealed.key().masterId())
                        .bind("sealedKey", sealed.key().wrappedHex()).bind("sealed", sealed.bytes());
    }

    private static Done done(Readable row) {
        Long box = row.get("box_id", Long.class);
        return new Done(Outcome.valueOf(Rows.get(row, "outcome", String.class)), Rows.get(row, "answer", UUID.class),
                box == null
                        ? List.of()
                        : List.of(new BoxTop(box, Rows.get(row, "epoch", Integer.class),
                                Rows.get(row, "top_seq", Long.class), row.get("events", String.class))));
    }

    /** The answer that a key of this box belongs to. */
    Mono<Done> recall(Attempt attempt, String key) {
        return tx.client()
                .sql("""
                        select case when a.fingerprint = decode(:fingerprint, 'hex') then 'SAME' else 'OTHER_KEY' end as outcome,
                               a.answer_id as answer, null::bigint as box_id
                          from hub.answer a where a.box_id = :box and a.number = :number and a.by_box = :by and a.key = :key""")
                .bind("box", attempt.scene().recipientBox()).bind("number", attempt.scene().number())
                .bind("by", attempt.box()).bind("key", key)
                .bind("fingerprint", AnswerPolicy.fingerprint(attempt)).map(AnswerStore::done).one();
    }

    /** An answer; those that wait or failed are seen by their giver alone. */
    Mono<AnswerView> find(long recipientBox, String number, UUID answer, long caller) {
        return tx.client()
                .sql("""
                        select status, shown::text as shown, problem, detail from hub.answer
                         where box_id = :box and number = :number and answer_id = :answer and (status = 'ACCEPTED' or by_box = :caller)""")
                .bind("box", recipientBox).bind("number", number).bind("answer", answer).bind("caller", caller)
                .map(row -> {
                    AnswerView shown = json.readView(Rows.get(row, "shown", String.class));
                    return Rows.get(row, "status", String.class).equals(AnswerView.REJECTED)
                            ? shown.rejected(row.get("problem", String.class), row.get("detail", String.class))
                            : shown;
                }).one();
    }

    /** Takes waiting answers that are due and moves their next time ahead, so that nodes share the work. */
    Flux<Waiting> due(Instant now, Instant next, int limit) {
        return tx.client().sql("""
                update hub.answer a set due_at = :next
                  from (select box_id, answer_id from hub.answer where status = 'PENDING_VALIDATION' and due_at <= :now
                         order by due_at limit :limit for update skip locked) d
                 where a.box_id = d.box_id and a.answer_id = d.answer_id
                returning a.*""").bind("now", utc(now)).bind("next", utc(next)).bind("limit", limit)
                .map(row -> new Waiting(Rows.get(row, "box_id", Long.class), Rows.get(row, "answer_id", UUID.class),
                        Rows.get(row, "number", String.class),
                        AnswerKind.valueOf(Rows.get(row, "kind", String.class)), Rows.get(row, "by_box", Long.class),
                        row.get("annulment", UUID.class), row.get("reason", String.class),
                        row.get("key", String.class), Rows.get(row, "content_id", UUID.class),
                        Rows.get(row, "sealed", byte[].class), Rows.get(row, "received_at", Instant.class)))
                .all();
    }

    Mono<Long> reject(Waiting waiting, String problem, String detail) {
        return tx.client().sql("""
                update hub.answer set status = 'REJECTED', problem = :problem, detail = :detail, due_at = null
                 where box_id = :box and answer_id = :answer and status = 'PENDING_VALIDATION'""")
                .bind("problem", problem).bind("detail", detail).bind("box", waiting.box())
                .bind("answer", waiting.id()).fetch().rowsUpdated();
    }

    /** Where a document waits for its signature beyond the time that the sender gave; not where one is examined yet. */
    record Late(long recipientBox, String number) {}

    Flux<Late> late(Instant at, int limit) {
        return tx.client()
                .sql("""
                        select i.box_id, i.number from hub.inbox i
                         where i.meta #>> '{response,deadline}' is not null and (i.answer is null or i.answer = 'CORRECTION_REQUESTED')
                           and i.meta #>> '{response,deadline}' < :at
                           and not exists (select from hub.answer a where a.box_id = i.box_id and a.number = i.number and a.status = 'PENDING_VALIDATION')
                         order by i.meta #>> '{response,deadline}' limit :limit""")
                .bind("at", WireTime.format(at))
                .bind("limit", limit)
                .map(row -> new Late(Rows.get(row, "box_id", Long.class), Rows.get(row, "number", String.class))).all();
    }

    private static DatabaseClient.GenericExecuteSpec text(DatabaseClient.GenericExecuteSpec call, String name,
            @Nullable String value) {
        return value == null ? call.bindNull(name, String.class) : call.bind(name, value);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

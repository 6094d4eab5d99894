package kz.centerpro.hub.docflow;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads documents of one box, out or in, and marks receipts. */
final class DocumentStore {

    private static final String OUT = """
            select 'out' as box, d.number, d.pos, d.status, d.external_id, d.size, d.sha256, d.meta::text as meta, d.registered_at,
                   null::timestamptz as delivered_at, null::timestamptz as received_at, null::timestamptz as read_at,
                   null::text as answer, null::text as answer_before, null::text as proposer, null::text as answers,
                   (select jsonb_agg(jsonb_build_object('recipient', l.recipient, 'state', l.state, 'proposer', l.proposer, 'answers', l.answers,
                      'deliveredAt', to_char(l.delivered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                      'receivedAt', to_char(l.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                      'readAt', to_char(l.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', l.reason,
                      'waitsUntil', to_char(l.waits_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by l.ordinal)
                      from hub.leg l where l.box_id = d.box_id and l.number = d.number)::text as legs
              from hub.document d where d.box_id = :box""";
    private static final String IN = """
            select 'in' as box, i.number, i.pos, i.answer, i.answer_before, i.proposer, i.answers::text as answers,
                   case when i.read_at is not null then 'READ' when i.received_at is not null then 'RECEIVED'
                   else 'DELIVERED' end as status, null::text as external_id, i.size, i.sha256, i.meta::text as meta, i.registered_at,
                   i.delivered_at, i.received_at, i.read_at, null::text as legs
              from hub.inbox i where i.box_id = :box""";

    private final Tx tx;
    private final DocumentJson json;

    DocumentStore(Tx tx, DocumentJson json) {
        this.tx = tx;
        this.json = json;
    }

    /** Where a document's bytes are. */
    record Place(String direction, long contentBox, UUID content, long size, @Nullable String fileName) {}

    Flux<DocumentView> page(long box, String direction, long below, int limit) {
        String alias = direction.equals("out") ? "d" : "i";
        return tx.client()
                .sql((direction.equals("out") ? OUT : IN) + " and " + alias + ".pos < :below order by " + alias
                        + ".pos desc limit :limit")
                .bind("box", box).bind("below", below).bind("limit", limit).map(this::view).all();
    }

    /** The documents at these positions, newest first. */
    Flux<DocumentView> at(long box, String direction, List<Long> positions) {
        String alias = direction.equals("out") ? "d" : "i";
        return tx.client()
                .sql((direction.equals("out") ? OUT : IN) + " and " + alias + ".pos = any (:positions) order by "
                        + alias
                        + ".pos desc")
                .bind("box", box).bind("positions", positions.toArray(Long[]::new)).map(this::view).all();
    }

    Mono<DocumentView> find(long box, String number) {
        return one(OUT + " and d.number = :number", box, number)
                .switchIfEmpty(Mono.defer(() -> one(IN + " and i.number = :number", box, number)));
    }

    private Mono<DocumentView> one(String sql, long box, String number) {
        return tx.client().sql(sql).bind("box", box).bind("number", number).map(this::view).one();
    }

    /** The newest position of a direction, and the event top of the same snapshot. */
    record Tops(long position, int epoch, long seq) {}

    Mono<Tops> tops(long box, String direction) {
        String column = direction.equals("out") ? "out_pos" : "in_pos";
        return tx.client().sql("select coalesce(b." + column
                + ", 0) as pos, coalesce(e.epoch, eventlog.current_epoch()) as epoch, coalesce(e.top_seq, 0) as seq "
                + "from (select cast(:box as bigint) as id) x left join hub.box b on b.box_id = x.id left join eventlog.box e on e.box_id = x.id")
                .bind("box", box)
                .map(row -> new Tops(Rows.get(row, "pos", Long.class), Rows.get(row, "epoch", Integer.class),
                        Rows.get(row, "seq", Long.class)))
                .one();
    }

    Mono<Place> place(long box, String number) {
        return tx.client()
                .sql("""
                        select 'out' as direction, box_id as content_box, content_id, size, meta ->> 'fileName' as name from hub.document
                         where box_id = :box and number = :number
                        union all
                        select 'in', sender_box, content_id, size, meta ->> 'fileName' from hub.inbox where box_id = :box and number = :number
                        limit 1""")
                .bind("box", box).bind("number", number)
                .map(row -> new Place(Rows.get(row, "direction", String.class),
                        Rows.get(row, "content_box", Long.class),
                        Rows.get(row, "content_id", UUID.class), Rows.get(row, "size", Long.class),
                        row.get("name", String.class)))
                .one();
    }

    /** A stored signature, sealed, with its report. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Signature(byte[] sealed, String report) {

        @Override
        public String toString() {
            return "Signature";
        }
    }

    Flux<Signature> signatures(long contentBox, String number) {
        return tx.client().sql(
                "select sealed, report::text as report from hub.document_signature where box_id = :box and number = :number order by ordinal")
                .bind("box", contentBox).bind("number", number)
                .map(row -> new Signature(Rows.get(row, "sealed", byte[].class), Rows.get(row, "report", String.class)))
                .all();
    }

    /** Boxes of a document's recipients, for its sender. */
    Flux<Long> recipients(long box, String number) {
        return tx.client()
                .sql("select recipient_box from hub.leg where box_id = :box and number = :number order by ordinal")
                .bind("box", box).bind("number", number).map(row -> Rows.get(row, "recipient_box", Long.class)).all();
    }

    /** A signed answer; its key is under {@code content} in the recipient's box. */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Answer(UUID content, byte[] sealed, String report, String shown, @Nullable String statement) {

        @Override
        public String toString() {
            return "Answer";
        }
    }

    Flux<Answer> answers(long recipientBox, String number) {
        return tx.client().sql("""
                select content_id, sealed, report::text as report, shown::text as shown, statement from hub.answer
                 where box_id = :box and number = :number and step is not null and sealed is not null order by step""")
                .bind("box", recipientBox).bind("number", number)
                .map(row -> new Answer(Rows.get(row, "content_id", UUID.class), Rows.get(row, "sealed", byte[].class),
                        Rows.get(row, "report", String.class), Rows.get(row, "shown", String.class),
                        row.get("statement", String.class)))
                .all();
    }

    Mono<List<BoxTop>> receive(long box, String number, boolean read, UUID event, UUID message, Instant at) {
        return tx.client()
                .sql("select box_id, top_seq, epoch, events from hub.receive(:box, :number, :read, :event, :message, :at)")
                .bind("box", box)
                .bind("number", number).bind("read", read).bind("event", event).bind("message", message)
                .bind("at", AcceptStore.utc(at))
                .map(SubmissionStore::top).all().collectList();
    }

    Mono<SubmissionAnswer> findAnswer(long box, UUID submission) {
        return tx.client()
                .sql("""
                        select d.number, d.external_id, d.registered_at, d.meta::text as meta,
                               (select jsonb_agg(l.recipient order by l.ordinal)::text from hub.leg l
                                 where l.box_id = d.box_id and l.number = d.number and l.state = 'AWAITING_CONNECTION') as absent
                          from hub.document d where d.box_id = :box and d.submission_id = :submission""")
                .bind("box", box).bind("submission", submission)
                .map(row -> {
                    DocumentJson.Meta meta = json.readMeta(Rows.get(row, "meta", String.class));
                    return new SubmissionAnswer(submission.toString(), SubmissionAnswer.REGISTERED,
                            Rows.get(row, "number", String.class),
                            WireTime.format(Rows.get(row, "registered_at", Instant.class)),
                            row.get("external_id", String.class), meta.signers(),
                            meta.warnings(), null, null, json.readParties(row.get("absent", String.class)));
                }).one();
    }

    private DocumentView view(Readable row) {
        DocumentJson.Meta meta = json.readMeta(Rows.get(row, "meta", String.class));
        byte[] sha256 = row.get("sha256", byte[].class);
        String legs = row.get("legs", String.class);
        Seen seen = legs == null ? received(row) : sent(row, meta, json.readLegs(legs));
        return new DocumentView(Rows.get(row, "number", String.class), Rows.get(row, "box", String.class),
                Rows.get(row, "pos", Long.class),
                seen.status, row.get("external_id", String.class), meta.title(),
                meta.documentType(), meta.fileName(),
                meta.mediaType(), Rows.get(row, "size", Long.class),
                sha256 == null ? null : HexFormat.of().formatHex(sha256), meta.sender(),
                meta.signers(), WireTime.format(Rows.get(row, "registered_at", Instant.class)), seen.legs,
                time(row, "delivered_at"), time(row, "received_at"), time(row, "read_at"), meta.warnings(),
                meta.response(), seen.answers, seen.actions, seen.awaiting, meta.details());
    }

    /** What each side sees of the answers. */
    private record Seen(String status, @Nullable List<DocumentView.Leg> legs, @Nullable List<AnswerView> answers,
            @Nullable List<String> actions, @Nullable List<DocumentView.Party> awaiting) {}

    private static Seen sent(Readable row, DocumentJson.Meta meta, List<DocumentJson.StoredLeg> legs) {
        String delivery = Rows.get(row, "status", String.class);
        return new Seen(LegState.ofDocument(delivery, legs.stream().map(DocumentJson.StoredLeg::state).toList()),
                legs.stream().map(Turns::leg).toList(), null, null,
                Turns.awaited(meta.sender(), legs, meta.response()));
    }

    private Seen received(Readable row) {
        LegLife life = life(row);
        List<String> actions = AnswerKind.possible(life, LegLife.Side.RECIPIENT);
        List<AnswerView> answers = json.readAnswers(Rows.get(row, "answers", String.class));
        return new Seen(life.state().name(), null, answers.isEmpty() ? null : answers,
                actions.isEmpty() ? null : actions, null);
    }

    /** Of a row of {@code hub.inbox}: {@code status} is how far delivery is, {@code answer} what came after. */
    private static LegLife life(Readable row) {
        LegState delivery = LegState.valueOf(Rows.get(row, "status", String.class));
        String answer = row.get("answer", String.class);
        String before = row.get("answer_before", String.class);
        String proposer = row.get("proposer", String.class);
        return answer == null
                ? LegLife.at(delivery)
                : LegLife.beyond(LegState.valueOf(answer), before == null ? delivery : LegState.valueOf(before),
                        proposer == null ? null : LegLife.Side.valueOf(proposer));
    }

    private static @Nullable String time(Readable row, String column) {
        Instant at = row.get(column, Instant.class);
        return at == null ? null : WireTime.format(at);
    }
}

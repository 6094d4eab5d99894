package kz.centerpro.hub.evidence;

import static kz.centerpro.hub.kernel.BinaryValue.longs;
import static kz.centerpro.hub.kernel.BinaryValue.texts;
import static kz.centerpro.hub.kernel.BinaryValue.uuids;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.evidence.EvidenceEvents;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What there is to prove: steps beyond the readers of boxes, and the signatures they rest on, sealed as they are kept.
 */
final class StepStore {

    private static final String[] TYPES = EvidenceEvents.types().toArray(String[]::new);
    /**
     * A signature file of up to so many octets comes with the others; a larger one, which has the content inside,
     * alone.
     */
    private static final int SMALL = 64 * 1024;

    private static final String UNREAD = """
            select box_id, until_seq, top_seq, event_id, type, number, at, sender_country, sender_tax_id,
                   recipient_country, recipient_tax_id, answer_id, size, sha256, digest
              from evidence.unread(:boxes, :scan, :types)""";
    private static final String SIGNATURES = """
            select i.box as of_box, i.num as number, d.box_id, s.ordinal, null::uuid as answer_id, d.content_id,
                   c.key_id, c.sealed_key, case when octet_length(s.sealed) <= :small then s.sealed end as sealed
              from unnest(:boxes, :numbers) i(box, num)
              join hub.document d on d.box_id = i.box and d.number = i.num
              join hub.document_signature s on s.box_id = i.box and s.number = i.num
              left join hub.content c on c.box_id = d.box_id and c.content_id = d.content_id
             order by i.box, i.num, s.ordinal""";
    // An answer is a row of the recipient's box, whoever gave it.
    private static final String ANSWERS = """
            select i.box as of_box, i.num as number, a.box_id, 0 as ordinal, a.answer_id, a.content_id, c.key_id,
                   c.sealed_key, case when octet_length(a.sealed) <= :small then a.sealed end as sealed
              from unnest(:boxes, :numbers, :answers) i(box, num, answer)
              join hub.leg l on l.box_id = i.box and l.number = i.num
              join hub.answer a on a.box_id = l.recipient_box and a.answer_id = i.answer
              left join hub.content c on c.box_id = a.box_id and c.content_id = a.content_id
             where a.sealed is not null""";

    private final Tx tx;
    private final JsonMapper json;

    StepStore(Tx tx, JsonMapper json) {
        this.tx = tx;
        this.json = json;
    }

    /**
     * How far a box was looked at now, and whether it goes on. {@code step} is null when there is none in the stretch.
     */
    record Row(long box, long until, long top, @Nullable Step step) {}

    /** At most {@code scan} events of each box. A box without anything beyond its reader has no row. */
    Mono<List<Row>> unread(Collection<Long> boxes, int scan) {
        return tx.client().sql(UNREAD).bind("boxes", longs(List.copyOf(boxes), box -> box)).bind("scan", scan)
                .bind("types", TYPES).map(this::row).all().collectList();
    }

    private Row row(Readable row) {
        long box = Rows.get(row, "box_id", Long.class);
        UUID event = row.get("event_id", UUID.class);
        return new Row(box, Rows.get(row, "until_seq", Long.class), Rows.get(row, "top_seq", Long.class),
                event == null ? null : step(row, box, event));
    }

    private Step step(Readable row, long box, UUID event) {
        String taxId = row.get("recipient_tax_id", String.class);
        String country = row.get("recipient_country", String.class);
        String answer = row.get("answer_id", String.class);
        String digest = row.get("digest", String.class);
        return new Step(box, event, Rows.get(row, "type", String.class), Rows.get(row, "number", String.class),
                Rows.get(row, "at", Instant.class),
                new EvidenceRecord.Party(Rows.get(row, "sender_country", String.class),
                        Rows.get(row, "sender_tax_id", String.class)),
                country == null || taxId == null ? null : new EvidenceRecord.Party(country, taxId),
                answer == null ? null : UUID.fromString(answer), Rows.get(row, "size", Long.class),
                row.get("sha256", String.class),
                digest == null ? null : json.readValue(digest, SubmissionMetadata.Digest.class));
    }

    /**
     * A signature file as it is kept.
     *
     * @param of
     *            the document
     * @param box
     *            where it lies
     * @param answer
     *            whose signature it is; null for one with which the document was sent
     * @param masterId
     *            null when its key is gone
     * @param sealed
     *            null for a large one, see {@link #large}
     */
    @SuppressWarnings("ArrayRecordComponent") // a row
    record Sealed(Step.Key of, long box, int ordinal, @Nullable UUID answer, UUID content, @Nullable String masterId,
            byte @Nullable [] wrapped, byte @Nullable [] sealed) {

        Sealed with(byte[] octets) {
            return new Sealed(of, box, ordinal, answer, content, masterId, wrapped, octets);
        }

        @Override
        public String toString() {
            return "Sealed[" + of + "]";
        }
    }

    /** Those with which documents were sent, each document's in order. */
    Mono<List<Sealed>> signatures(List<Step.Key> documents) {
        return tx.client().sql(SIGNATURES).bind("boxes", longs(documents, Step.Key::box))
                .bind("numbers", texts(documents, Step.Key::number)).bind("small", SMALL).map(StepStore::sealed).all()
                .collectList();
    }

    /** Those of answers; none of one that nobody signed. */
    Mono<List<Sealed>> answers(List<Step> steps) {
        return tx.client().sql(ANSWERS).bind("boxes", longs(steps, Step::box))
                .bind("numbers", texts(steps, Step::number))
                .bind("answers", uuids(steps, Step::answer)).bind("small", SMALL).map(StepStore::sealed).all()
                .collectList();
    }

    Mono<Sealed> large(Sealed one) {
        return (one.answer() == null
                ? tx.client().sql("""
                        select sealed from hub.document_signature
                         where box_id = :box and number = :number and ordinal = :ordinal""")
                        .bind("box", one.box()).bind("number", one.of().number()).bind("ordinal", one.ordinal())
                : tx.client().sql("select sealed from hub.answer where box_id = :box and answer_id = :answer")
                        .bind("box", one.box()).bind("answer", one.answer()))
                .map(row -> one.with(Rows.get(row, "sealed", byte[].class))).one();
    }

    private static Sealed sealed(Readable row) {
        return new Sealed(new Step.Key(Rows.get(row, "of_box", Long.class), Rows.get(row, "number", String.class)),
                Rows.get(row, "box_id", Long.class), Rows.get(row, "ordinal", Integer.class),
                row.get("answer_id", UUID.class), Objects.requireNonNull(row.get("content_id", UUID.class)),
                row.get("key_id", String.class), row.get("sealed_key", byte[].class), row.get("sealed", byte[].class));
    }
}

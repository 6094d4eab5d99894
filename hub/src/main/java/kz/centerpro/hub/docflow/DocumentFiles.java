package kz.centerpro.hub.docflow;

import java.util.UUID;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the documents in a box: content, signatures with their reports, signatures of answers. */
public final class DocumentFiles {

    private final DocumentStore store;
    private final PartStore parts;
    private final ReportParts reports;
    private final Receipts receipts;
    private final ContentDesk content;
    private final JsonMapper json;

    DocumentFiles(DocumentStore store, PartStore parts, Receipts receipts, ContentDesk content, JsonMapper json) {
        this.store = store;
        this.parts = parts;
        this.reports = new ReportParts(json);
        this.receipts = receipts;
        this.content = content;
        this.json = json;
    }

    /**
     * A document as its party finds it.
     *
     * @param box
     *            the party's
     * @param senderBox
     *            where its content and signatures lie
     * @param size
     *            of the content; 0 when the hub has none
     */
    public record Found(long box, String number, boolean received, long senderBox, UUID content, long size,
            @Nullable String fileName) {}

    /**
     * A signature as it came.
     *
     * @param report
     *            of its verification, whole
     * @param answer
     *            what it answers with, as {@code AnswerView}; null for one with which the document was sent
     * @param statement
     *            what was signed when that is not the document
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is
    public record Signature(byte[] cms, JsonNode report, @Nullable JsonNode answer, @Nullable String statement) {}

    /** Empty when the box has no such document. */
    public Mono<Found> find(long box, String number) {
        return store.place(box, number).map(place -> new Found(box, number, place.direction().equals(ListQuery.IN),
                place.contentBox(), place.content(), place.size(), place.fileName()));
    }

    /** The content, in pieces; nothing when the hub has none. */
    public Flux<byte[]> content(Found found) {
        return found.size() == 0 ? Flux.empty() : content.open(found.senderBox(), found.content());
    }

    /** Those with which it was sent, in order. */
    public Flux<Signature> sent(Found found) {
        return content.key(found.senderBox(), found.content())
                .flatMapMany(key -> store.signatures(found.senderBox(), found.number())
                        .concatMap(row -> opened(found.senderBox(), key, row.sealed(), row.report(), null, null)));
    }

    /** Those of answers: all of them for the sender, its own leg's for a recipient. */
    public Flux<Signature> answers(Found found) {
        Flux<Long> boxes = found.received() ? Flux.just(found.box()) : store.recipients(found.box(), found.number());
        return boxes.concatMap(box -> store.answers(box, found.number())
                .concatMap(row -> content.key(box, row.content()).flatMap(key -> opened(box, key, row.sealed(),
                        row.report(), json.readTree(row.shown()), row.statement()))));
    }

    /** A recipient who got the content has received the document. */
    public Mono<Void> received(Found found) {
        return found.received() ? receipts.received(found.box(), found.number(), false) : Mono.empty();
    }

    private Mono<Signature> opened(long box, DataKey key, byte[] sealed, String report, @Nullable JsonNode answer,
            @Nullable String statement) {
        JsonNode kept = json.readTree(report);
        return parts.find(box, ReportParts.named(kept))
                .map(found -> new Signature(content.openPart(key, ContentDesk.SIGNATURE_PART, sealed),
                        reports.joined(kept, found), answer, statement));
    }
}

package kz.centerpro.hub.docflow;

import java.util.List;
import java.util.stream.IntStream;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import reactor.core.publisher.Mono;

/** Turns a passed submission into one item of a batch: number, sealed bytes, events, usage; and commits it. */
final class Registrar {

    private final GroupCommitLoop commits;
    private final NumberMint numbers;
    private final ContentDesk content;
    private final DocumentJson json;
    private final Bulkhead work;
    private final Ids ids;

    Registrar(GroupCommitLoop commits, NumberMint numbers, ContentDesk content, DocumentJson json, Bulkhead work,
            Ids ids) {
        this.commits = commits;
        this.numbers = numbers;
        this.content = content;
        this.json = json;
        this.work = work;
        this.ids = ids;
    }

    Mono<Accepted> register(Submission submission) {
        return work.run(() -> item(submission)).flatMap(commits::commit);
    }

    /** A key for the signature of a hash-only registration. */
    DataKey keyWithoutContent() {
        return content.newKey();
    }

    private AcceptItem item(Submission submission) {
        DocumentNumber number = numbers.next();
        String meta = json.meta(submission);
        byte[] inline = submission.inline();
        byte[] sealed = inline == null ? new byte[0] : content.sealInline(submission.key(), inline);
        return new AcceptItem(submission.sender().boxId(), submission.id(), number.value(),
                submission.metadata().externalId(),
                submission.idempotencyKey(), submission.fingerprint(), submission.key().content(),
                submission.key().masterId(),
                submission.key().wrappedHex(), submission.size(), submission.sha256(), meta,
                inline == null ? -1 : sealed.length, sealed,
                content.sealPart(submission.key(), ContentDesk.SIGNATURE_PART, submission.signature()),
                json.report(submission), ids.next(),
                json.registered(submission, number.value()), ids.next(), submission.receivedAt(), submission.trace(),
                legs(submission, number, meta));
    }

    private List<AcceptItem.Leg> legs(Submission submission, DocumentNumber number, String meta) {
        String data = json.delivery(submission, number.value(), meta);
        return IntStream.range(0, submission.recipients().size()).mapToObj(submission.recipients()::get)
                .map(recipient -> new AcceptItem.Leg(recipient.boxId(), json.party(DocumentJson.party(recipient)),
                        ids.next(), data))
                .toList();
    }
}

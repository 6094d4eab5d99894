package kz.centerpro.hub.docflow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.TraceParent;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps submissions whose evidence cannot be had now, and tells what became of any submission. */
final class Parking {

    static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private final SubmissionStore store;
    private final DocumentStore documents;
    private final ContentDesk content;
    private final DocumentJson json;
    private final Bulkhead work;
    private final Clock clock;

    Parking(SubmissionStore store, DocumentStore documents, ContentDesk content, DocumentJson json, Bulkhead work,
            Clock clock) {
        this.store = store;
        this.documents = documents;
        this.content = content;
        this.json = json;
        this.work = work;
        this.clock = clock;
    }

    /** 202: kept with its claims, without a number. */
    Mono<DocumentFlow.Answered> park(Submission submission) {
        return work.run(() -> sealed(submission)).flatMap(parked -> store.park(parked, clock.instant()))
                .flatMap(claim -> {
                    if (!claim.same()) {
                        return remembered(submission);
                    }
                    return claim.submission().equals(submission.id())
                            ? Mono.just(new DocumentFlow.Answered(waiting(submission), true))
                            : known(submission.sender().boxId(), claim.submission());
                });
    }

    /**
     * The earlier answer to the same submission; empty when there is none; a conflict when key or externalId belongs to
     * another.
     */
    Mono<DocumentFlow.Answered> remembered(Submission submission) {
        String external = submission.metadata().externalId();
        String key = submission.idempotencyKey();
        if (external == null && key == null) {
            return Mono.empty();
        }
        long box = submission.sender().boxId();
        return store.recall(box, external, key, submission.fingerprint())
                .flatMap(kept -> kept.conflict() == null
                        ? known(box, kept.submission())
                        : Mono.error(Fingerprint.conflict(kept.conflict())));
    }

    /** What became of a submission of this box: registered, waiting or rejected. */
    Mono<DocumentFlow.Answered> known(long box, UUID submission) {
        return documents.findAnswer(box, submission)
                .switchIfEmpty(Mono.defer(() -> store.find(box, submission).map(this::answer)))
                .map(answer -> new DocumentFlow.Answered(answer, false)).switchIfEmpty(Mono
                        .error(() -> Refusal.of(ProblemType.NOT_FOUND,
                                "This participant has no submission with this id.")));
    }

    private SubmissionAnswer answer(SubmissionStore.Row row) {
        return new SubmissionAnswer(row.id().toString(), row.status(), null, null, row.externalId(),
                json.readSigners(row.signers()), List.of(),
                row.reason(), row.detail(), null);
    }

    private static SubmissionAnswer waiting(Submission submission) {
        return new SubmissionAnswer(submission.id().toString(), SubmissionAnswer.PENDING_VALIDATION, null, null,
                submission.metadata().externalId(), VerdictPolicy.signers(submission.verdict()), List.of(),
                VerdictPolicy.reason(submission.verdict()), VerdictPolicy.detail(submission.verdict()), null);
    }

    private SubmissionStore.Parked sealed(Submission submission) {
        byte[] inline = submission.inline();
        List<DocumentView.Signer> signers = VerdictPolicy.signers(submission.verdict());
        return new SubmissionStore.Parked(submission,
                inline == null ? null : content.sealInline(submission.key(), inline),
                content.sealPart(submission.key(), ContentDesk.SUBMISSION_PART, framed(submission)),
                VerdictPolicy.reason(submission.verdict()),
                VerdictPolicy.detail(submission.verdict()), json.signers(signers), clock.instant().plus(FIRST_LOOK));
    }

    /** Length of the metadata, metadata, signature; with a trace, the length negative and the trace after it. */
    private byte[] framed(Submission submission) {
        byte[] metadata = json.metadata(submission.metadata());
        byte[] trace = submission.trace() == null
                ? new byte[0]
                : submission.trace().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + trace.length + metadata.length + submission.signature().length)
                .putInt(trace.length == 0 ? metadata.length : -metadata.length).put(trace).put(metadata)
                .put(submission.signature()).array();
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    @SuppressWarnings("ArrayRecordComponent") // opened once
    record Parts(SubmissionMetadata metadata, byte[] signature, @Nullable String trace) {

        @Override
        public String toString() {
            return "Parts";
        }
    }

    Parts open(SubmissionStore.Row row, DataKey key) {
        ByteBuffer framed = ByteBuffer.wrap(content.openPart(key, ContentDesk.SUBMISSION_PART, row.sealedParts()));
        int length = framed.getInt();
        String trace = length < 0 ? new String(bytes(framed, TraceParent.LENGTH), StandardCharsets.US_ASCII) : null;
        byte[] metadata = bytes(framed, Math.abs(length));
        return new Parts(json.readMetadata(metadata), bytes(framed, framed.remaining()), trace);
    }
}

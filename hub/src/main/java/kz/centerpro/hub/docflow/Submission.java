package kz.centerpro.hub.docflow;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A submission on its way to a number: parties known, content received, verdict given.
 *
 * @param inline
 *            plain content that travels in the accepting transaction; empty for hash-only; null when it is stored
 *            already
 * @param sha256
 *            hex; null for hash-only registration with another algorithm
 * @param fingerprint
 *            of what "the same submission" means
 * @param trace
 *            {@code traceparent} of the request
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record Submission(UUID id, Participant sender, List<Addressee> recipients, SubmissionMetadata metadata,
        @Nullable String idempotencyKey,
        DataKey key, long size, byte @Nullable [] inline, @Nullable String sha256, Fingerprint fingerprint,
        byte[] signature,
        Verdict verdict,
        Instant receivedAt, @Nullable String trace) {

    /** Who the document waits for, because they have not joined; null when everybody has. */
    @Nullable
    List<DocumentView.Party> awaitingConnection() {
        List<DocumentView.Party> absent = recipients.stream().filter(Addressee::absent).map(Addressee::party).toList();
        return absent.isEmpty() ? null : absent;
    }

    @Override
    public String toString() {
        return "Submission[" + id + "]";
    }
}

package kz.centerpro.hub.docflow;

import java.util.Map;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.content.ReceivedContent;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;

/**
 * A submission as the door read it: nothing judged yet.
 *
 * @param content
 *            null for hash-only registration
 * @param digests
 *            of the content, as far as they were computed while it arrived
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Arrival(SubmissionMetadata metadata, @Nullable String idempotencyKey, byte[] signature,
        SignedContainer container,
        @Nullable ReceivedContent content, Map<DigestAlgorithm, byte[]> digests) {

    @Override
    public String toString() {
        return "Arrival";
    }
}

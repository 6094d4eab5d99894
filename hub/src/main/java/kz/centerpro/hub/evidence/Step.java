package kz.centerpro.hub.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.evidence.EvidenceEvents;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.docflow.AnswerKind;
import org.jspecify.annotations.Nullable;

/**
 * A step in a sender's box that has no record yet, with the facts of its document.
 *
 * @param sha256
 *            hex; null when the document came as another digest
 * @param digest
 *            what was stated of a document that came as a digest
 */
record Step(long box, UUID event, String type, String number, Instant at, EvidenceRecord.Party sender,
        EvidenceRecord.@Nullable Party recipient, @Nullable UUID answer, long size, @Nullable String sha256,
        SubmissionMetadata.@Nullable Digest digest) {

    /** A document of a box. */
    record Key(long box, String number) {}

    Key key() {
        return new Key(box, number);
    }

    /**
     * @param signatures
     *            hex SHA-256 of the files with which the document was sent
     * @param answered
     *            hex SHA-256 of the signature of the answer
     */
    EvidenceRecord proved(List<String> signatures, @Nullable String answered) {
        return new EvidenceRecord(EvidenceRecord.VERSION, event.toString(), type,
                EvidenceEvents.nameOf(type).orElse(null), number, WireTime.format(at), sender, recipient,
                contentDigest(),
                size, signatures,
                answer == null ? null : new EvidenceRecord.Answer(kind(), answer.toString(), answered));
    }

    private EvidenceRecord.Digest contentDigest() {
        if (sha256 != null) {
            return new EvidenceRecord.Digest("SHA-256", sha256);
        }
        return digest == null
                ? new EvidenceRecord.Digest("NONE", "") // registered when such digests were not kept
                : new EvidenceRecord.Digest(String.valueOf(digest.algorithm()),
                        String.valueOf(digest.value()).toLowerCase(Locale.ROOT));
    }

    private String kind() {
        for (AnswerKind each : AnswerKind.values()) {
            if (each.eventType().equals(type)) {
                return each.name();
            }
        }
        throw new IllegalStateException("an answer in an event of type " + type);
    }
}

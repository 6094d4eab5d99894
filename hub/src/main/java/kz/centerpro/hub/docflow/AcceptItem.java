package kz.centerpro.hub.docflow;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.hub.delivery.OutboxMessage;
import org.jspecify.annotations.Nullable;

/**
 * One document as {@code hub.accept_batch} takes it: everything encoded and sealed, ids and time given.
 *
 * @param inlineLength
 *            bytes of {@code sealedContent}; 0 without content; -1 when the content is stored already
 * @param lease
 *            of volume that the document is counted on; null without one
 */
@SuppressWarnings("ArrayRecordComponent") // bound once, never compared
record AcceptItem(long box, UUID submission, String number, @Nullable String externalId,
        @Nullable String idempotencyKey,
        String fingerprint, UUID content, String keyId, String sealedKey, long size, @Nullable String sha256,
        String meta, int inlineLength,
        byte[] sealedContent, byte[] sealedSignature, ReportParts.Split report, UUID eventId, String eventData,
        UUID usageId,
        Instant at, @Nullable String trace, @Nullable UUID lease, List<Leg> legs) {

    /**
     * One addressee.
     *
     * @param data
     *            what {@code hub.deliver_batch} puts into the recipient's box
     * @param until
     *            how long it waits for a recipient who has not joined, no time for one who takes nothing any more; null
     *            when it goes at once
     */
    record Leg(long box, String recipient, UUID message, String data, @Nullable Instant until) {

        boolean goes() {
            return until == null;
        }

        OutboxMessage message(AcceptItem of) {
            return new OutboxMessage(of.box, message, OutboxMessage.DELIVER, box, of.number, of.at, data, of.trace);
        }
    }

    int weight() {
        return sealedContent.length + sealedSignature.length;
    }

    @Override
    public String toString() {
        return "AcceptItem[" + submission + "]";
    }
}

package kz.centerpro.hub.answer;

import java.util.UUID;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.hub.docflow.LegLife;
import org.jspecify.annotations.Nullable;

/**
 * A document between its sender and one recipient, as the recipient's row has it.
 *
 * @param size
 *            of the content in bytes; 0 when it was registered by its digest
 * @param sha256
 *            hex
 * @param step
 *            how many answers there are
 * @param last
 *            the newest of them; while an annulment is proposed, the proposal
 */
record Scene(String number, long recipientBox, long senderBox, UUID content, long size, @Nullable String sha256,
        AnswerJson.Meta meta, LegLife life, int step, @Nullable AnswerView last) {}

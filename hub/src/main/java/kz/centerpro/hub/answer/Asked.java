package kz.centerpro.hub.answer;

import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.docflow.AnswerKind;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it was asked for; nothing judged yet.
 *
 * @param annulment
 *            the proposal that an acceptance or refusal answers
 * @param recipient
 *            with whom the sender annuls
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once
record Asked(AnswerKind kind, @Nullable String reason, byte @Nullable [] signature, @Nullable UUID annulment,
        SubmissionMetadata.@Nullable Recipient recipient, @Nullable String key) {

    @Override
    public String toString() {
        return "Asked[" + kind + "]";
    }
}

package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a document, between its sender and one recipient.
 *
 * @param kind
 *            {@code SIGNATURE}, {@code REJECTION}, {@code CORRECTION}, {@code ANNULMENT}, {@code ANNULMENT_ACCEPTANCE},
 *            {@code ANNULMENT_REFUSAL} or {@code EXPIRY}
 * @param status
 *            {@code ACCEPTED}; {@code PENDING_VALIDATION} while evidence cannot be had, then {@code ACCEPTED} or
 *            {@code REJECTED} by itself
 * @param side
 *            {@code SENDER}, {@code RECIPIENT} or {@code HUB}
 * @param by
 *            who answered; absent for the hub
 * @param state
 *            of the leg after it; absent while it waits
 * @param signers
 *            those of its signers who speak for {@code by}
 * @param annulmentId
 *            of an acceptance or refusal, the proposal that it answers
 * @param problem
 *            of a rejected one, the code of the problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerView(String id, String number, String kind, String status, String side,
        DocumentView.@Nullable Party by, @Nullable String state, List<DocumentView.Signer> signers,
        @Nullable String reason, @Nullable String annulmentId, String at, @Nullable String problem,
        @Nullable String detail) {

    public static final String ACCEPTED = "ACCEPTED";
    public static final String PENDING_VALIDATION = "PENDING_VALIDATION";
    public static final String REJECTED = "REJECTED";

    /** The same answer, which waited and failed. */
    public AnswerView rejected(@Nullable String code, @Nullable String why) {
        return new AnswerView(id, number, kind, REJECTED, side, by, null, signers, reason, annulmentId, at, code, why);
    }
}

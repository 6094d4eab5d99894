package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import org.jspecify.annotations.Nullable;

/**
 * A registered document as its sender and its recipients see it. Times are RFC 3339 UTC with milliseconds.
 *
 * @param box
 *            {@code out} for the sender, {@code in} for a recipient
 * @param pos
 *            gap-free position in that box and direction, from 1
 * @param status
 *            for the sender {@code AWAITING_CONNECTION} (of every recipient), {@code REGISTERED},
 *            {@code PARTLY_DELIVERED} or {@code COMPLETED}, and once there are answers what follows from its legs; for
 *            a recipient the state of its leg
 * @param sha256
 *            hex digest of the content; absent for hash-only registration with another algorithm
 * @param legs
 *            one for each addressee; shown to the sender only
 * @param response
 *            what the sender asks of the recipients
 * @param answers
 *            of a recipient's own leg, in order
 * @param actions
 *            kinds of answers that this recipient can give now
 * @param awaiting
 *            whose answer is waited for now, as far as the caller may know
 * @param details
 *            what the sender says of the document
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentView(String number, String box, long pos, String status, @Nullable String externalId,
        String title,
        @Nullable String documentType, @Nullable String fileName, @Nullable String mediaType, long size,
        @Nullable String sha256,
        Party sender, List<Signer> signers, String registeredAt, @Nullable List<Leg> legs, @Nullable String deliveredAt,
        @Nullable String receivedAt, @Nullable String readAt, List<String> warnings,
        SubmissionMetadata.@Nullable Response response, @Nullable List<AnswerView> answers,
        @Nullable List<String> actions, @Nullable List<Party> awaiting,
        SubmissionMetadata.@Nullable Details details) {

    /** A participant, by what every party may know of it. */
    public record Party(String country, String taxId, String name) {}

    /**
     * Who signed, from the certificate; {@code signingRight} is {@code CONFIRMED} or {@code NOT_CONFIRMED} and never a
     * reason to refuse (clause 7.1.4).
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signer(String name, @Nullable String iin, @Nullable String bin, @Nullable String organization,
            SignerRole role,
            String signingRight, String algorithm, @Nullable String signingTime, String bestSignatureTime) {}

    /**
     * One addressee and how far the document is.
     *
     * @param answers
     *            what both sides answered, in order
     * @param actions
     *            kinds of answers that the sender can give now
     * @param waitsUntil
     *            while it awaits the connection of its recipient: when it will be given up
     * @param guaranteed
     *            false while it awaits the connection: whether it will ever be delivered depends on the recipient
     *            (clause 7.9.10); absent otherwise
     * @param reason
     *            of UNDELIVERABLE: {@code NOT_CONNECTED} (the recipient did not join in time) or
     *            {@code DEADLINE_PASSED} (what was asked for could be given no longer) or {@code RECIPIENT_UNAVAILABLE}
     *            (it takes nothing any more; why is not told)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Leg(Party recipient, String state, @Nullable String deliveredAt, @Nullable String receivedAt,
            @Nullable String readAt, @Nullable List<AnswerView> answers, @Nullable List<String> actions,
            @Nullable String waitsUntil, @Nullable Boolean guaranteed, @Nullable String reason) {}
}

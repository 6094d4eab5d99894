package kz.centerpro.door;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the access token says it; nothing here comes from the request's own fields.
 *
 * @param signatory
 *            the person or API credential that signed in
 * @param session
 *            the sign-in this token belongs to; ends with it
 * @param participant
 *            the participant acted for; absent before registration and for the operator's staff
 * @param box
 *            the participant's box, 0 without a participant
 * @param scopes
 *            {@link #PARTICIPANT}, {@link #STAFF}
 * @param withdrawals
 *            where it is told that the token counts no longer
 */
public record Caller(UUID signatory, UUID session, @Nullable UUID participant, long box, Set<String> scopes,
        Instant expiresAt, Withdrawals withdrawals) {

    public static final String PARTICIPANT = "participant";
    public static final String STAFF = "staff";

    /** A caller whose access nobody withdraws. */
    public Caller(UUID signatory, UUID session, @Nullable UUID participant, long box, Set<String> scopes,
            Instant expiresAt) {
        this(signatory, session, participant, box, scopes, expiresAt, new Withdrawals());
    }

    /** The participant acted for, or a refusal that says to register first. */
    public UUID registeredParticipant() {
        if (participant == null) {
            throw Refusal.of(ProblemType.NOT_REGISTERED,
                    "This sign-in has no participant yet: POST /v1/participants first.");
        }
        return participant;
    }

    /** Refuses callers that are not the operator's staff. */
    public Caller requireStaff() {
        if (!scopes.contains(STAFF)) {
            throw Refusal.of(ProblemType.NOT_PERMITTED, "Only the operator's staff may do this.");
        }
        return this;
    }
}

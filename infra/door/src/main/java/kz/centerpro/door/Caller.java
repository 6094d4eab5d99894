package kz.centerpro.door;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
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
 * @param readable
 *            boxes of others whose events may be read, each with the id of the delegation that says so
 * @param withdrawals
 *            where it is told that the token counts no longer
 */
public record Caller(UUID signatory, UUID session, @Nullable UUID participant, long box, Set<String> scopes,
        Instant expiresAt, Map<Long, UUID> readable, Withdrawals withdrawals) {

    public static final String PARTICIPANT = "participant";
    public static final String STAFF = "staff";
    /** Member {@code box} of a problem: the box that is meant. */
    public static final String BOX = "box";
    /** Member {@code reason}: the token names no right to read the box. */
    public static final String BOX_NOT_CARRIED = "BOX_NOT_CARRIED";
    /** Member {@code reason}: the right to read the box ended before the token did. */
    public static final String BOX_WITHDRAWN = "BOX_WITHDRAWN";

    /** A caller who reads nobody else's box. */
    public Caller(UUID signatory, UUID session, @Nullable UUID participant, long box, Set<String> scopes,
            Instant expiresAt, Withdrawals withdrawals) {
        this(signatory, session, participant, box, scopes, expiresAt, Map.of(), withdrawals);
    }

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

    /** Why the events of {@code asked} may not be read; null if all of them may. */
    public @Nullable Refusal unreadable(Collection<Long> asked) {
        for (long each : asked) {
            UUID delegation = each == box ? null : readable.get(each);
            if (each != box && (delegation == null || withdrawals.has(delegation))) {
                return Refusal.of(ProblemType.NOT_PERMITTED, delegation == null
                        ? "This token does not carry box " + each + ". Its owner grants reading with PUT"
                                + " /v1/delegations/{country}/{taxId}; then take a new token, GET /v1/delegations/received"
                                + " names the boxes."
                        : "Reading box " + each + " was withdrawn: go on from your cursor without it.")
                        .with(BOX, each).with(Stay.REASON, delegation == null ? BOX_NOT_CARRIED : BOX_WITHDRAWN);
            }
        }
        return null;
    }

    /** Refuses callers that are not the operator's staff. */
    public Caller requireStaff() {
        if (!scopes.contains(STAFF)) {
            throw Refusal.of(ProblemType.NOT_PERMITTED, "Only the operator's staff may do this.");
        }
        return this;
    }
}

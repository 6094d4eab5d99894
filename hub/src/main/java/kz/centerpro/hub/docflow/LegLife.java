package kz.centerpro.hub.docflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of one leg: which step may follow which, by whom. Pure; whatever is not possible here happens nowhere.
 *
 * @param before
 *            while an annulment is proposed, the state that a refusal leads back to
 * @param proposer
 *            while an annulment is proposed, who proposed it; the other side answers
 */
public record LegLife(LegState state, @Nullable LegState before, @Nullable Side proposer) {

    private static final Set<LegState> DELIVERED = Set.of(LegState.DELIVERED, LegState.RECEIVED, LegState.READ);

    /** Who makes a step. */
    public enum Side {
        SENDER, RECIPIENT, HUB
    }

    /** A step. */
    public enum Move {
        DELIVER, GIVE_UP, WITHDRAW, RECEIVE, READ, SIGN, DECLINE, REQUEST_CORRECTION, PROPOSE_ANNULMENT, ACCEPT_ANNULMENT, REFUSE_ANNULMENT, EXPIRE;

        private boolean isOf(Side side) {
            return switch (this) {
                case DELIVER, GIVE_UP, EXPIRE -> side == Side.HUB;
                case WITHDRAW -> side == Side.SENDER;
                case RECEIVE, READ, SIGN, DECLINE, REQUEST_CORRECTION -> side == Side.RECIPIENT;
                case PROPOSE_ANNULMENT, ACCEPT_ANNULMENT, REFUSE_ANNULMENT -> side != Side.HUB;
            };
        }
    }

    /** A leg as it begins. */
    public static LegLife begun() {
        return at(LegState.QUEUED);
    }

    /** A leg as it begins whose recipient has not joined (clause 7.9.10). */
    public static LegLife waiting() {
        return at(LegState.AWAITING_CONNECTION);
    }

    public static LegLife at(LegState state) {
        return new LegLife(state, null, null);
    }

    /** A leg that somebody answered; {@code before} and {@code proposer} count while an annulment is proposed. */
    public static LegLife beyond(LegState state, LegState before, @Nullable Side proposer) {
        return state == LegState.ANNULMENT_PROPOSED ? new LegLife(state, before, proposer) : at(state);
    }

    /** The leg after this step, or nothing when it is not possible. */
    public Optional<LegLife> after(Move move, Side side) {
        return move.isOf(side) ? Optional.ofNullable(next(move, side)) : Optional.empty();
    }

    /** What this side can do now. */
    public List<Move> possible(Side side) {
        return Arrays.stream(Move.values()).filter(move -> after(move, side).isPresent()).toList();
    }

    private @Nullable LegLife next(Move move, Side side) {
        return switch (move) {
            case DELIVER ->
                when(state == LegState.QUEUED || state == LegState.AWAITING_CONNECTION, LegState.DELIVERED);
            case GIVE_UP -> when(state == LegState.AWAITING_CONNECTION, LegState.UNDELIVERABLE);
            case WITHDRAW -> when(state == LegState.AWAITING_CONNECTION, LegState.WITHDRAWN);
            case RECEIVE -> seen(Set.of(LegState.DELIVERED), LegState.RECEIVED);
            case READ -> seen(Set.of(LegState.DELIVERED, LegState.RECEIVED), LegState.READ);
            case SIGN -> when(isOpen() || state == LegState.SIGNED, LegState.SIGNED);
            case DECLINE -> when(isOpen(), LegState.DECLINED);
            case REQUEST_CORRECTION -> when(DELIVERED.contains(state), LegState.CORRECTION_REQUESTED);
            case PROPOSE_ANNULMENT -> isOpen() || state == LegState.SIGNED
                    ? new LegLife(LegState.ANNULMENT_PROPOSED, state, side)
                    : null;
            case ACCEPT_ANNULMENT -> when(isAsked(side), LegState.ANNULLED);
            case REFUSE_ANNULMENT -> before == null ? null : when(isAsked(side), before);
            case EXPIRE -> when(isOpen(), LegState.EXPIRED);
        };
    }

    private static @Nullable LegLife when(boolean possible, LegState then) {
        return possible ? at(then) : null;
    }

    /** Fetching and reading go on beside a proposal, and change what its refusal leads back to. */
    private @Nullable LegLife seen(Set<LegState> from, LegState then) {
        if (state == LegState.ANNULMENT_PROPOSED && before != null && from.contains(before)) {
            return new LegLife(state, then, proposer);
        }
        return when(from.contains(state), then);
    }

    /** In the box, and neither signed nor ended. */
    private boolean isOpen() {
        return DELIVERED.contains(state) || state == LegState.CORRECTION_REQUESTED;
    }

    private boolean isAsked(Side side) {
        return state == LegState.ANNULMENT_PROPOSED && proposer != null && proposer != side;
    }
}

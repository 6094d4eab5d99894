package kz.centerpro.notification.stream;

import java.util.Optional;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.BoxState;
import org.jspecify.annotations.Nullable;

/** What a client's word for a position means in a box. */
final class Positions {

    /** In place of a cursor: only what comes from now on. */
    static final String NOW = "top";

    private Positions() {}

    /** The cursor that a client sent; empty if it sent none. */
    static Optional<Cursor> decoded(@Nullable String after) {
        if (after == null || after.isBlank() || after.equals(NOW)) {
            return Optional.empty();
        }
        return Optional.of(Cursor.decode(after).orElseThrow(() -> Refusal.of(ProblemType.CURSOR_INVALID,
                "The cursor is not one of this service: send one as it was received.")));
    }

    /** Without a cursor a stream begins with the oldest event kept, or at the top if it was asked so. */
    static Cursor start(BoxState state, @Nullable String after) {
        return decoded(after).map(cursor -> checked(state, cursor))
                .orElseGet(() -> state.cursorAt(NOW.equals(after) ? state.top() : state.floor()));
    }

    /** {@code cursor} if the box still continues it; never a silent jump. */
    static Cursor checked(BoxState state, Cursor cursor) {
        if (!state.continues(cursor)) {
            throw expired(state);
        }
        return cursor;
    }

    static Refusal expired(BoxState state) {
        return Refusal.of(ProblemType.CURSOR_EXPIRED,
                "Events after this cursor are gone or renumbered. Resynchronise: read the current state with GET"
                        + " /v1/documents, then go on from the cursor of that list.")
                .with("earliest", state.cursorAt(state.floor()).encode())
                .with("top", state.cursorAt(state.top()).encode());
    }

    static Opening opening(BoxState state, @Nullable String after) {
        Cursor from = start(state, after);
        return new Opening(state.box(), from, new Hello(from.encode(), state.cursorAt(state.top()).encode(),
                state.cursorAt(state.floor()).encode(), state.epoch()));
    }
}

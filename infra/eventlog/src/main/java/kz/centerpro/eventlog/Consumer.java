package kz.centerpro.eventlog;

import java.time.Instant;
import kz.centerpro.contracts.event.Cursor;

/**
 * A position that the service keeps for a reader, with the box's state of the same snapshot.
 *
 * @param at
 *            everything up to and including this cursor is acknowledged
 * @param ackedAt
 *            when it last moved, or was made
 */
public record Consumer(String name, Cursor at, Instant ackedAt, BoxState state) {

    /** False once the cursor is of another epoch or below the floor: its reader has to resynchronise. */
    public boolean lives() {
        return state.continues(at);
    }

    /** Events that are not acknowledged yet; of a consumer that {@link #lives}. */
    public long lag() {
        return state.top() - at.seq();
    }
}

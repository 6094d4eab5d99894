package kz.centerpro.eventlog;

import kz.centerpro.contracts.event.Cursor;

/**
 * What a box holds: events with {@code floor < seq <= top}.
 *
 * @param epoch
 *            the box's generation
 * @param top
 *            seq of the newest event, 0 if there is none
 * @param floor
 *            seq before the oldest event still kept
 */
public record BoxState(long box, int epoch, long top, long floor) {

    /** True if everything after {@code cursor} is still here, so that a reader may go on from it. */
    public boolean continues(Cursor cursor) {
        return cursor.epoch() == epoch && cursor.seq() >= floor && cursor.seq() <= top;
    }

    public Cursor cursorAt(long seq) {
        return new Cursor(epoch, seq);
    }
}

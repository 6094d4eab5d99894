package kz.centerpro.notification.stream;

import kz.centerpro.contracts.event.BoxCursors;

/** Where one reader stands in its boxes, moved on event by event; belongs to who tells them. */
public final class Place {

    private BoxCursors at;

    public Place(BoxCursors at) {
        this.at = at;
    }

    /** Moves on, and gives the cursor to resume with. */
    public String after(Told told) {
        if (at.size() == 1) {
            return told.event().cursor();
        }
        at = at.after(told.box(), told.seq());
        return at.encode();
    }
}

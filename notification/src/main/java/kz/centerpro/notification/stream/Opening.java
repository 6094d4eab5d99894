package kz.centerpro.notification.stream;

import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.Hello;

/**
 * Where a stream begins, in one box or in several, how far the boxes went then, and what is said to the client first.
 */
public record Opening(BoxCursors at, BoxCursors top, Hello hello) {

    /** Of an opening of one box: where it begins. */
    public Cursor from() {
        return at.in(at.first());
    }
}

package kz.centerpro.client;

import java.io.Serial;

/**
 * A stream that tells everything left something out. The stream is opened anew from the event before; if it stays, it
 * is told.
 */
public final class BrokenSequence extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokenSequence(long last, long next) {
        super("after " + last + " came " + next, null, false, false);
    }
}

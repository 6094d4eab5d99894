package kz.centerpro.hub.esf;

import java.io.Serial;

/** What ИС ЭСФ said no to. */
final class EsfFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /**
     * SESSION: it is over; BUSY: the user has another one; REFUSED: the request itself, so repeating is of no use;
     * FAULT: it was reached and could not, so what it did before that is not known.
     */
    enum Kind {
        SESSION, BUSY, REFUSED, FAULT
    }

    EsfFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

package kz.centerpro.eventlog;

import java.util.Collection;

/**
 * Tells readers that boxes grew, and with what when that is known and small. A hint: a lost ring costs the readers one
 * sweep, nothing else.
 */
public interface Bell {

    /** Returns at once and never fails. Call it after the commit. */
    void ring(Collection<BoxTop> tops);
}

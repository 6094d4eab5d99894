package kz.centerpro.eventlog;

import java.util.Collection;

/** Tells readers that boxes grew. A hint: a lost ring costs the readers one sweep, nothing else. */
public interface Bell {

    /** Returns at once and never fails. Call it after the commit. */
    void ring(Collection<BoxTop> tops);
}

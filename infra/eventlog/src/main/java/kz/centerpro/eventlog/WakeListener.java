package kz.centerpro.eventlog;

import java.util.Collection;

/** Who wants to be woken. Called by the wake bus and the sweep; must not block. */
public interface WakeListener {

    /** The boxes somebody here waits for. */
    Collection<Long> boxes();

    /** True if somebody here waits for the box; called on Redis's event loop for every wake-up of the whole house. */
    boolean listens(long box);

    /** A hint came: the box has grown to at least {@code top}, or that was so a while ago. */
    void rang(long box, long top);

    /** The store said so just now: the box's top is {@code top}, which after a restore may be less than before. */
    void swept(long box, long top);
}

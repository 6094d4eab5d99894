package kz.centerpro.eventlog;

import java.util.Collection;
import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;

/** Who wants to be woken. Called by the wake bus and the sweep; must not block. */
public interface WakeListener {

    /** The boxes somebody here waits for. */
    Collection<Long> boxes();

    /** True if somebody here waits for the box; called on Redis's event loop for every wake-up of the whole house. */
    boolean listens(long box);

    /** A hint came: the box has grown to at least {@code top}, or that was so a while ago. */
    void rang(long box, long top);

    /**
     * The hint came with what it is about: {@code events} of {@code box} have the numbers from {@code first} on without
     * a gap, are of {@code epoch} and committed, and are what a page of the log would hold. May come twice, late, out
     * of turn or never; never none.
     */
    default void grown(long box, int epoch, long first, List<EventEnvelope> events) {
        rang(box, first + events.size() - 1);
    }

    /** The store said so just now: the box's top is {@code top}, which after a restore may be less than before. */
    void swept(long box, long top);
}

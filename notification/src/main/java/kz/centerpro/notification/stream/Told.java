package kz.centerpro.notification.stream;

import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.kernel.WireJson;
import org.jspecify.annotations.Nullable;

/** An event on its way out, shared by all streams of this node that tell it: its JSON is made once. */
public final class Told {

    /** About what the fields beside the data take, in octets. */
    private static final int ENVELOPE = 400;
    private static final int SOURCE = "/boxes/".length();
    private static final int DECIMAL = 10;

    private final EventEnvelope event;
    private final long seq;
    private volatile byte @Nullable [] json;
    private volatile long at = Long.MIN_VALUE;

    Told(EventEnvelope event) {
        this.event = event;
        this.seq = Long.parseLong(event.sequence());
    }

    public EventEnvelope event() {
        return event;
    }

    public long seq() {
        return seq;
    }

    /** Whose event it is. */
    public long box() {
        String source = event.source();
        return Long.parseLong(source, SOURCE, source.length(), DECIMAL);
    }

    /** The event in JSON; not to be written to. */
    public byte[] json(WireJson encoder) {
        byte[] made = json;
        if (made == null) { // two threads at once make the same
            made = encoder.event(event);
            json = made;
        }
        return made;
    }

    /** When the event happened, in milliseconds of the epoch. */
    public long at() {
        long known = at;
        if (known == Long.MIN_VALUE) {
            known = EventAge.happenedAt(event);
            at = known;
        }
        return known;
    }

    /** About how many octets of heap it holds. */
    int weight() {
        return ENVELOPE + 3 * event.data().length();
    }
}

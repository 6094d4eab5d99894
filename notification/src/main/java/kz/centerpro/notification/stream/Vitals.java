package kz.centerpro.notification.stream;

import java.util.function.LongSupplier;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.notification.kernel.EventAge;

/** How one open stream fares; what its heartbeat tells. */
public final class Vitals implements Pulse {

    private final EventAge age;
    private volatile boolean stalled;
    private volatile LongSupplier lag = () -> 0;

    public Vitals(EventAge age) {
        this.age = age;
    }

    @Override
    public void stalled(boolean yes) {
        stalled = yes;
    }

    @Override
    public void measuredBy(LongSupplier measure) {
        lag = measure;
    }

    /** Called where {@code event} is joined to the bytes that go out. */
    public void written(EventEnvelope event) {
        age.written(event);
    }

    public boolean isStalled() {
        return stalled;
    }

    public Heartbeat beat() {
        return new Heartbeat(lag.getAsLong(), age.sinceNewest());
    }
}

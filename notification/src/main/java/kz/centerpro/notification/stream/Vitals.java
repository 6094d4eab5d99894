package kz.centerpro.notification.stream;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kz.centerpro.contracts.event.BoxLag;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.notification.kernel.EventAge;
import org.jspecify.annotations.Nullable;

/** How one open stream fares; what its heartbeat tells. */
public final class Vitals implements Pulse {

    private final EventAge age;
    private volatile boolean stalled;
    private volatile LongSupplier lag = () -> 0;
    private volatile @Nullable Supplier<List<BoxLag>> behind;

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

    @Override
    public void behindBy(Supplier<List<BoxLag>> measure) {
        behind = measure;
    }

    /** Called where {@code event} is joined to the bytes that go out. */
    public void written(EventEnvelope event) {
        age.written(event);
    }

    public boolean isStalled() {
        return stalled;
    }

    public Heartbeat beat() {
        Supplier<List<BoxLag>> boxes = behind;
        List<BoxLag> late = boxes == null ? List.of() : boxes.get();
        return new Heartbeat(lag.getAsLong(), age.sinceNewest(), late.isEmpty() ? null : late);
    }
}

package kz.centerpro.notification.outbound;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.WakeListener;

/** Lets the streams and the outbound channels of a process hear the same wake-ups, so that Redis tells them once. */
public final class SharedWake implements WakeListener {

    private final List<WakeListener> listeners;

    /** The streams come first: they are told first. */
    public SharedWake(List<? extends WakeListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Collection<Long> boxes() {
        Set<Long> boxes = new TreeSet<>();
        listeners.forEach(listener -> boxes.addAll(listener.boxes()));
        return boxes;
    }

    @Override
    public boolean listens(long box) {
        for (WakeListener listener : listeners) {
            if (listener.listens(box)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void rang(long box, long top) {
        for (WakeListener listener : listeners) {
            if (listener.listens(box)) {
                listener.rang(box, top);
            }
        }
    }

    @Override
    public void grown(long box, int epoch, long first, List<EventEnvelope> events) {
        for (WakeListener listener : listeners) {
            if (listener.listens(box)) {
                listener.grown(box, epoch, first, events);
            }
        }
    }

    @Override
    public void swept(long box, long top) {
        for (WakeListener listener : listeners) {
            if (listener.listens(box)) {
                listener.swept(box, top);
            }
        }
    }
}

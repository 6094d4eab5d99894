package kz.centerpro.door;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.scheduler.Schedulers;

/**
 * One timer for many: runs each of its entries once a period, one after another, while there are any. An entry returns
 * at once; it costs a place in a set where a timer of its own would cost a task, a queue's place and what cancels it.
 */
public final class Ticker {

    private final long period;
    private final Set<Runnable> entries = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();

    public Ticker(Duration period) {
        this.period = period.toMillis();
    }

    /** From here on {@code entry} runs, on any thread, until {@link #remove}. */
    public void add(Runnable entry) {
        entries.add(entry);
        begin();
    }

    public void remove(Runnable entry) {
        entries.remove(entry);
    }

    /** Runs all of them now, on this thread. */
    public void runAll() {
        entries.forEach(Runnable::run);
    }

    public int size() {
        return entries.size();
    }

    private void begin() {
        if (ticking.compareAndSet(false, true)) {
            later();
        }
    }

    private void later() {
        var _ = Schedulers.parallel().schedule(this::tick, period, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            runAll();
        } finally {
            if (entries.isEmpty()) {
                ticking.set(false);
                if (!entries.isEmpty()) { // one came between the two
                    begin();
                }
            } else {
                later();
            }
        }
    }
}

package kz.centerpro.notification.stream;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The ear of one long poll. */
final class PollEar implements Ear {

    private final BoxLoop box;
    private final AtomicLong news = new AtomicLong();
    private volatile Sinks.Empty<Void> waiting = Sinks.empty();
    private volatile boolean closing;
    /** Everything up to here was looked at; moved by the poll alone. */
    volatile long position;
    private volatile @Nullable Page last; // found by the last look

    PollEar(BoxLoop box) {
        this.box = box;
    }

    /** What the readers of its box share. */
    BoxLoop box() {
        return box;
    }

    @Override
    public void heard(long top) {
        if (top > position) {
            note(top);
        }
    }

    @Override
    public boolean swept(long top) {
        boolean unheard = top > position && top > news.get();
        heard(top);
        return unheard;
    }

    @Override
    public void closing() {
        closing = true;
        waiting.tryEmitEmpty();
    }

    /** Completes when something newer than {@link #position} was heard, now or earlier. */
    Mono<Void> beyondPosition() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> mine = Sinks.empty();
            waiting = mine; // before the look, so that news between the two are not lost
            if (closing || news.get() > position) {
                mine.tryEmitEmpty();
            }
            return mine.asMono();
        });
    }

    /** Forgets hints that the page just read has answered. */
    void looked(long seen, long top) {
        news.compareAndSet(seen, top);
    }

    Page lastOr(Page otherwise) {
        Page found = last;
        return found == null ? otherwise : found;
    }

    Page looked(Page found) {
        last = found;
        return found;
    }

    long news() {
        return news.get();
    }

    boolean isClosing() {
        return closing;
    }

    private void note(long top) {
        news.accumulateAndGet(top, Math::max);
        waiting.tryEmitEmpty(); // a second emission fails, as it may: one is enough
    }
}

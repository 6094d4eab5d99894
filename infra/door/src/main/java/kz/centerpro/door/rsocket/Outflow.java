package kz.centerpro.door.rsocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the frames of one connection that were handed to it and that its socket has not taken. rsocket-core queues
 * them without limit, so a client that requests much and reads nothing would fill the heap; streams pause here instead
 * once {@code window} frames wait, and go on when half of them are gone.
 */
final class Outflow {

    private final int window;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Runnable> paused = new ConcurrentLinkedQueue<>(); // at most one entry for each open stream

    Outflow(int window) {
        this.window = window;
    }

    boolean hasRoom() {
        return waiting.get() < window;
    }

    /** Frames that wait now. */
    int waiting() {
        return waiting.get();
    }

    /** Runs {@code stream} once when there is room again. */
    void pause(Runnable stream) {
        paused.add(stream);
        if (hasRoom()) {
            resume(); // the room came between the caller's look and the add
        }
    }

    void forget(Runnable stream) {
        paused.remove(stream);
    }

    void handed() {
        waiting.incrementAndGet();
    }

    void taken() {
        if (waiting.decrementAndGet() <= window / 2) {
            resume();
        }
    }

    private void resume() {
        while (hasRoom()) {
            Runnable stream = paused.poll();
            if (stream == null) {
                return;
            }
            stream.run();
        }
    }
}

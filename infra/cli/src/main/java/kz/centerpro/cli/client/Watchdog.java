package kz.centerpro.cli.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Closes a connection that has been silent for too long, so that its reader wakes. */
final class Watchdog implements AutoCloseable {

    private final Closeable watched;
    private final Thread thread;
    private volatile long heardAt = System.nanoTime();

    Watchdog(Duration silence, Closeable watched) {
        this.watched = watched;
        this.thread = Thread.ofVirtual().name("watchdog").start(() -> watch(silence));
    }

    void alive() {
        heardAt = System.nanoTime();
    }

    private void watch(Duration silence) {
        try {
            for (long left = silence.toNanos(); left > 0; left = silence.toNanos() - (System.nanoTime() - heardAt)) {
                Thread.sleep(Duration.ofNanos(left));
            }
            watched.close();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

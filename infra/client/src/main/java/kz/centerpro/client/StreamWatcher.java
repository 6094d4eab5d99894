package kz.centerpro.client;

import java.time.Duration;
import kz.centerpro.contracts.event.Hello;

/** Hears how a stream fares. */
public interface StreamWatcher {

    /** Nobody watches. */
    StreamWatcher NONE = new StreamWatcher() {
    };

    /** The stream is open; again after each reconnection. */
    default void opened(Hello hello) {}

    /** The connection is gone; the stream goes on from its position after {@code wait}. */
    default void cut(Throwable why, Duration wait) {}

    /** Reading of {@code box} was withdrawn; the stream goes on with the others. */
    default void withdrawn(long box) {}
}

package kz.centerpro.cli.client;

/** Hears a box. Events come in the thread that follows; {@link #opened} and {@link #cut} may come in another one. */
public interface StreamListener {

    /** The stream is open; called again after each reconnection. */
    default void opened(String from, String top) {}

    /** The connection was cut; the stream goes on from its cursor. */
    default void cut(String why) {}

    /** One event, whole and in order; false ends the stream. */
    boolean event(StreamEvent event);
}

package kz.centerpro.notification.stream;

/** Told by an open stream how it fares, so that a door can say so to its client. */
public interface Pulse {

    Pulse NONE = _ -> {
    };

    /** True: the store cannot be read and the stream tries on; false: it can again. Nothing is skipped. */
    void stalled(boolean yes);
}

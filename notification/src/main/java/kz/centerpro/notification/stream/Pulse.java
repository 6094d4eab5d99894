package kz.centerpro.notification.stream;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kz.centerpro.contracts.event.BoxLag;

/** Told by an open stream how it fares, so that a door can say so to its client. */
public interface Pulse {

    Pulse NONE = _ -> {
    };

    /** True: the store cannot be read and the stream tries on; false: it can again. Nothing is skipped. */
    void stalled(boolean yes);

    /** Given once, before the first event: asks for how many milliseconds the stream has been behind its box. */
    default void measuredBy(LongSupplier lag) {}

    /** Given once to a stream over several boxes: asks in which of them it is behind. */
    default void behindBy(Supplier<List<BoxLag>> measure) {}
}

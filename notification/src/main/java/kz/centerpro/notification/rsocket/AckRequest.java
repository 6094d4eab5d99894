package kz.centerpro.notification.rsocket;

import org.jspecify.annotations.Nullable;

/** Data of {@code events.ack}; {@code cursor} and {@code reset} may be left out. */
record AckRequest(@Nullable String consumer, @Nullable String cursor, @Nullable Boolean reset) {

    boolean resets() {
        return Boolean.TRUE.equals(reset);
    }
}

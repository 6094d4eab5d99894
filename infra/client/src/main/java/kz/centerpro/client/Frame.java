package kz.centerpro.client;

import java.time.Duration;
import kz.centerpro.contracts.event.Hello;
import org.jspecify.annotations.Nullable;

/** What a door says. */
sealed interface Frame {

    /** The stream is open; {@code retry} is when to come back after a cut. */
    record Opened(Hello hello, @Nullable Duration retry) implements Frame {}

    record Happened(BoxEvent event) implements Frame {}
}

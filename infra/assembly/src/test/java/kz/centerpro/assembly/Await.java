package kz.centerpro.assembly;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that happens elsewhere, never longer than it says. */
final class Await {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Await() {}

    static void until(String what, Duration patience, BooleanSupplier met) {
        until(() -> what, patience, met);
    }

    /** {@code what} is asked only when patience has run out, so that it can tell how things stand then. */
    static void until(Supplier<String> what, Duration patience, BooleanSupplier met) {
        long end = System.nanoTime() + patience.toNanos();
        while (!met.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience + ": " + what.get());
            }
            pause(LOOK_EVERY);
        }
    }

    static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}

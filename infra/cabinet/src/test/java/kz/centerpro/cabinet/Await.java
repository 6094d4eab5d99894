package kz.centerpro.cabinet;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in a page or behind it; the page's own messages are heard meanwhile. */
final class Await {

    private static final double LOOK_EVERY = 40;

    private Await() {}

    static void until(Page page, Supplier<String> what, Duration patience, BooleanSupplier met) {
        long end = System.nanoTime() + patience.toNanos();
        while (!met.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience + ": " + what.get());
            }
            page.waitForTimeout(LOOK_EVERY);
        }
    }
}

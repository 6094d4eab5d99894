package kz.centerpro.hub.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Works on the system during which no document is taken (clause 5.1.1). The room of announcements tells of them, the
 * doors of the intake ask; a node hears of a new window within a second or two.
 */
public final class Works {

    /** When nobody knows the end, callers are told to come back after this. */
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private volatile List<Window> windows = List.of();

    /**
     * One announced window.
     *
     * @param until
     *            null while nobody knows
     */
    public record Window(UUID announcement, Instant from, @Nullable Instant until) {}

    public Works(Clock clock) {
        this.clock = clock;
    }

    public void announced(List<Window> told) {
        windows = List.copyOf(told);
    }

    /** Refuses with {@code maintenance} while a window is open. */
    public void requireNone() {
        List<Window> told = windows;
        if (!told.isEmpty()) {
            Instant now = clock.instant();
            told.stream().filter(window -> isOpen(window, now)).findFirst().ifPresent(window -> {
                throw refused(window, now);
            });
        }
    }

    private static boolean isOpen(Window window, Instant now) {
        Instant until = window.until();
        return !now.isBefore(window.from()) && (until == null || now.isBefore(until));
    }

    private static Refusal refused(Window window, Instant now) {
        Instant until = window.until();
        Duration left = until == null ? LATER : Duration.between(now, until).plusSeconds(1);
        return Refusal.of(ProblemType.MAINTENANCE, "Nothing is taken during works on the system: see "
                + "/v1/announcements, and repeat with the same Idempotency-Key.")
                .with("announcement", window.announcement().toString())
                .retryAfter(left.compareTo(LONGEST) > 0 ? LONGEST : left);
    }
}

package kz.centerpro.hub.participant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/**
 * Counts what each caller does in windows of a minute, on this node (clauses 4.3.9, 5.2.7). A window, not a bucket that
 * refills: so many within a minute and the next is refused. Bounded in size.
 */
public final class MinuteMeter {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CALLERS_MAX = 100_000;

    private final int perMinute;
    private final Clock clock;
    private final Cache<String, Window> windows = Caffeine.newBuilder().maximumSize(CALLERS_MAX).build();

    private record Window(Instant until, int count) {}

    public MinuteMeter(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts one, or refuses it with {@code rate_limited} and the rest of the window. */
    public void count(String caller) {
        Instant now = clock.instant();
        Window window = windows.asMap().compute(caller, (_, old) -> old == null || !now.isBefore(old.until())
                ? new Window(now.plus(WINDOW), 1)
                : new Window(old.until(), Math.min(old.count(), perMinute) + 1));
        if (window.count() > perMinute) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "At most " + perMinute + " of these a minute.")
                    .retryAfter(Duration.between(now, window.until()).plusSeconds(1));
        }
    }
}

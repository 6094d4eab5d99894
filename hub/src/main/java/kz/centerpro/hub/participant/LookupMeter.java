package kz.centerpro.hub.participant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/** Counts look-ups of each participant in windows of a minute, on this node (clause 4.3.9). Bounded in size. */
final class LookupMeter {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CALLERS_MAX = 100_000;

    private final int perMinute;
    private final Clock clock;
    private final Cache<UUID, Window> windows = Caffeine.newBuilder().maximumSize(CALLERS_MAX).build();

    private record Window(Instant until, int count) {}

    LookupMeter(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Counts one look-up, or refuses it with {@code rate_limited} and the rest of the window. */
    void count(UUID caller) {
        Instant now = clock.instant();
        Window window = windows.asMap().compute(caller, (id, old) -> old == null || !now.isBefore(old.until())
                ? new Window(now.plus(WINDOW), 1)
                : new Window(old.until(), Math.min(old.count(), perMinute) + 1));
        if (window.count() > perMinute) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "At most " + perMinute + " look-ups a minute.")
                    .retryAfter(Duration.between(now, window.until()).plusSeconds(1));
        }
    }
}

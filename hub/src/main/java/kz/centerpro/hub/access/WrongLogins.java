package kz.centerpro.hub.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/**
 * Counts wrong log-ins in a row, on this node (clause 5.2.7 c). Bounded in size. An address is locked out before
 * anything is looked at; a certificate only delays its own wrong log-ins, because anybody may present it.
 */
final class WrongLogins {

    private static final int REMEMBERED_MAX = 100_000;

    private final int permitted;
    private final Duration lockout;
    private final Clock clock;
    private final Cache<String, Row> rows = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    private record Row(int count, Instant until) {}

    WrongLogins(int permitted, Duration lockout, Clock clock) {
        this.permitted = permitted;
        this.lockout = lockout;
        this.clock = clock;
    }

    /** Refuses with {@code rate_limited} after too many wrong log-ins in a row. */
    void requireOpen(String key) {
        Row row = rows.getIfPresent(key);
        Instant now = clock.instant();
        if (row != null && row.count() >= permitted && now.isBefore(row.until())) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "Too many wrong log-ins in a row.")
                    .retryAfter(Duration.between(now, row.until()).plusSeconds(1));
        }
    }

    void count(String key) {
        Instant now = clock.instant();
        rows.asMap().compute(key, (_, old) -> new Row(
                old == null || !now.isBefore(old.until()) ? 1 : Math.min(old.count(), permitted) + 1,
                now.plus(lockout)));
    }

    void forget(String key) {
        rows.invalidate(key);
    }
}

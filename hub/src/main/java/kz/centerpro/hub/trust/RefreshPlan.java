package kz.centerpro.hub.trust;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When each revocation list is fetched again: as often as configured, and in any case before it ends; after a failure
 * soon, then ever later. Jitter keeps the hubs of one country from asking their authority in the same second.
 */
final class RefreshPlan {

    private static final int ADDRESSES_MAX = 64;
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final Duration SOONEST = Duration.ofSeconds(15);
    private static final int DOUBLINGS_MAX = 10;

    private record Turn(Instant next, int failures) {}

    private final Duration every;
    private final DoubleSupplier random;
    private final Map<URI, Turn> turns = new ConcurrentHashMap<>();

    /**
     * @param random
     *            from 0 to 1
     */
    RefreshPlan(Duration every, DoubleSupplier random) {
        this.every = every;
        this.random = random;
    }

    /** Adds an address, due at once; beyond a number of them they are left out. */
    void add(URI address) {
        if (turns.size() < ADDRESSES_MAX) {
            turns.putIfAbsent(address, new Turn(Instant.MIN, 0));
        }
    }

    /** As {@link #add} for what a list names; nonsense is left out. */
    void addNamed(String address) {
        try {
            add(new URI(address));
        } catch (URISyntaxException nonsense) {
            return;
        }
    }

    List<URI> due(Instant now) {
        return turns.entrySet().stream().filter(turn -> !turn.getValue().next().isAfter(now)).map(Map.Entry::getKey)
                .sorted().toList();
    }

    /**
     * Between 80 and 100 % of the time until it would be needed: the interval, or a tenth of its life before its end.
     */
    void fetched(URI address, Instant now, Instant thisUpdate, @Nullable Instant nextUpdate) {
        Duration wait = every;
        if (nextUpdate != null) {
            Duration margin = Duration.between(thisUpdate, nextUpdate).dividedBy(10);
            Duration left = Duration.between(now, nextUpdate.minus(margin));
            wait = left.compareTo(wait) < 0 ? left : wait;
        }
        Duration jittered = scaled(wait, 0.8 + 0.2 * random.getAsDouble());
        turns.put(address, new Turn(now.plus(jittered.compareTo(SOONEST) < 0 ? SOONEST : jittered), 0));
    }

    void failed(URI address, Instant now) {
        turns.computeIfPresent(address, (_, turn) -> {
            Duration wait = RETRY.multipliedBy(1L << Math.min(turn.failures(), DOUBLINGS_MAX));
            Duration bounded = wait.compareTo(every) > 0 && every.compareTo(RETRY) > 0 ? every : wait;
            return new Turn(now.plus(scaled(bounded, 0.5 + 0.5 * random.getAsDouble())), turn.failures() + 1);
        });
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}

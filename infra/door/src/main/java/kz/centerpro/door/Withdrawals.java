package kz.centerpro.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose access this process knows to be withdrawn: no token of theirs counts, whatever its end says, and what they have
 * open ends. Holds as many entries as there were withdrawals in the lifetime of a token.
 */
public final class Withdrawals {

    /** How late the end of a token may be noticed in what is open. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Map<UUID, Instant> known = new ConcurrentHashMap<>();
    private final Ticker watches = new Ticker(LOOK);

    /** Whether the caller's session, credential, person or participant is among the withdrawn. */
    public boolean cover(Caller caller) {
        return !known.isEmpty() && (known.containsKey(caller.session()) || known.containsKey(caller.signatory())
                || (caller.participant() != null && known.containsKey(caller.participant())));
    }

    /** Whether this very id is among the withdrawn. */
    boolean has(UUID id) {
        return known.containsKey(id);
    }

    /** Takes note, and ends what is open of those who are new. Returns at once. */
    public void learn(Collection<Withdrawal> news) {
        boolean fresh = false;
        for (Withdrawal withdrawal : Withdrawal.last(news)) {
            if (withdrawal.lifted()) {
                known.remove(withdrawal.id());
            } else {
                fresh |= known.put(withdrawal.id(), withdrawal.until()) == null;
            }
        }
        if (fresh) {
            watches.runAll();
        }
    }

    /** Forgets those whose last token has ended before {@code now}. */
    public void forget(Instant now) {
        known.values().removeIf(until -> until.isBefore(now));
    }

    /** Runs {@code look} whenever somebody's access is withdrawn, and twice a second, until {@link #unwatch}. */
    void watch(Runnable look) {
        watches.add(look);
    }

    void unwatch(Runnable look) {
        watches.remove(look);
    }

    /** Streams that are watched. */
    int watched() {
        return watches.size();
    }
}

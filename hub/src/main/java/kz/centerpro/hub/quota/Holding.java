package kz.centerpro.hub.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What one box may send from this node without asking: the rest of a lease. All methods are short and locked. */
final class Holding {

    private static final long FIRST = 10;
    private static final long MOST = 10_000;
    /** A lease should last about so long at the rate of the one before: few calls, and little held by an idle node. */
    private static final double SECONDS = 5;
    /** Before a lease's end: what is on its way then should arrive while the lease is there. */
    private static final Duration MARGIN = Duration.ofSeconds(10);
    /** After leases could not be had, how long nobody waits for the next try. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final int grace;

    private @Nullable Lease lease;
    private final List<Lease> over = new ArrayList<>(); // spent or out of time, to be given back
    private @Nullable Mono<Void> coming;
    private long want = FIRST;
    private Instant openUntil = Instant.MIN;
    private Instant graceUntil = Instant.MIN;
    private int inGrace;

    /**
     * @param grace
     *            documents that go on without a lease while none can be had
     */
    Holding(int grace) {
        this.grace = grace;
    }

    /** Counts down {@code left}; {@code units} null is without limit. */
    private static final class Lease {

        private final UUID id;
        private final @Nullable Long units;
        private final Instant since;
        private final Instant until;
        private long left;
        private long spent;
        private int underWay;
        private Instant lastSpent;

        Lease(UUID id, @Nullable Long units, Instant since, Instant until) {
            this.id = id;
            this.units = units;
            this.since = since;
            this.until = until;
            this.left = units == null ? Long.MAX_VALUE : units;
            this.lastSpent = since;
        }
    }

    /** A unit of what is held; null when a lease has to be fetched first. */
    synchronized @Nullable Permit take(Instant now) {
        if (now.isBefore(openUntil)) {
            return Permit.open();
        }
        Lease held = lease;
        if (held != null && held.left > 0 && now.isBefore(held.until)) {
            held.left--;
            held.spent++;
            held.underWay++;
            held.lastSpent = now;
            return Permit.on(this, held.id);
        }
        if (held != null) {
            retire(held, now);
        }
        return now.isBefore(graceUntil) ? inGrace() : null;
    }

    /**
     * The fetch that is under way, or the one that {@code fetch} begins; it is given the leases that are not to be
     * taken back for it.
     */
    synchronized Mono<Void> coming(Function<List<UUID>, Mono<Void>> fetch) {
        if (coming == null) {
            // Before its end is told: who is told and finds nothing left asks for the next one at once.
            coming = fetch.apply(over.stream().map(it -> it.id).toList()).doOnTerminate(this::arrived).cache();
        }
        return coming;
    }

    private synchronized void arrived() {
        coming = null;
    }

    /** Leases cannot be had just now: a bounded number of documents goes on, and is counted when they can. */
    synchronized void failed(Instant now) {
        graceUntil = now.plus(PAUSE);
    }

    private Permit inGrace() {
        if (inGrace >= grace) {
            throw Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE, "The tariff cannot be checked just now: repeat later.")
                    .retryAfter(PAUSE);
        }
        inGrace++;
        return Permit.open();
    }

    synchronized void lease(UUID id, @Nullable Long units, Instant since, Instant until) {
        Duration sixth = Duration.between(since, until).dividedBy(6); // of a tariff that is about to end
        lease = new Lease(id, units, since, until.minus(sixth.compareTo(MARGIN) < 0 ? sixth : MARGIN));
        inGrace = 0;
    }

    /** No lease is needed until then. */
    synchronized void open(Instant until) {
        openUntil = until;
        inGrace = 0;
    }

    synchronized long want() {
        return want;
    }

    synchronized void returned(UUID id) {
        if (lease != null && lease.id.equals(id)) {
            lease.left++;
            lease.spent--;
        }
    }

    synchronized void forget(UUID id) {
        if (lease != null && lease.id.equals(id)) {
            lease = null;
        }
        over.removeIf(it -> it.id.equals(id));
    }

    synchronized void done(UUID id) {
        if (lease != null && lease.id.equals(id)) {
            lease.underWay--;
        }
        over.stream().filter(it -> it.id.equals(id)).forEach(it -> it.underWay--);
    }

    /** Leases to give back, taken away here: with nothing on its way, and over or not spent on since {@code since}. */
    synchronized List<UUID> idle(Instant since, Instant now) {
        if (lease != null && (!lease.lastSpent.isAfter(since) || !now.isBefore(lease.until))) {
            retire(lease, now);
        }
        List<UUID> ids = over.stream().filter(it -> it.underWay == 0).map(it -> it.id).toList();
        over.removeIf(it -> it.underWay == 0);
        return ids;
    }

    synchronized boolean isEmpty(Instant now) {
        return lease == null && over.isEmpty() && coming == null && inGrace == 0 && !now.isBefore(openUntil);
    }

    private void retire(Lease held, Instant now) {
        over.add(held);
        lease = null;
        if (held.units == null) {
            return;
        }
        double seconds = Math.max(0.001, (now.toEpochMilli() - held.since.toEpochMilli()) / 1000.0);
        long rate = (long) Math.ceil(held.spent / seconds * SECONDS);
        want = Math.clamp(Math.min(rate, 4 * held.units), FIRST, MOST);
    }
}

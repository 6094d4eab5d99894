package kz.centerpro.hub.rating;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade: each job for a given instant (design, decision 11). Repeating one does nothing twice. */
public final class RatingJobs {

    private static final Logger LOG = LoggerFactory.getLogger(RatingJobs.class);

    /** Usage is looked for among the newest; what a clock or a stopped node hid is found by the whole look. */
    private static final Duration LATELY = Duration.ofMinutes(10);
    /**
     * Usage is seen this long after its time at the latest, unless a node stood still: commits and clocks that differ.
     */
    private static final Duration LATE_MAX = Duration.ofSeconds(20);
    private static final int BATCH = 5_000;
    private static final int BOXES = 1_000;
    private static final int AT_ONCE = 2;

    private final RatingStore store;
    private final Bell bell;
    private volatile long parked;
    /** The last look among the newest that saw all of it. */
    private volatile Instant looked = Instant.EPOCH;

    RatingJobs(RatingStore store, Bell bell) {
        this.store = store;
        this.bell = bell;
    }

    /** Rates everything that is not; returns the units. */
    public Mono<Long> rate(Instant asOf) {
        return whole(asOf).expand(units -> units == 0 ? Mono.empty() : whole(asOf)).reduce(0L, Long::sum);
    }

    /**
     * Rates what was used since the last look, and in the last minutes at first: the look reads every row of that time.
     */
    Mono<Long> rateLately(Instant asOf) {
        Instant since = looked.minus(LATE_MAX);
        Instant earliest = asOf.minus(LATELY);
        return store.unrated(since.isBefore(earliest) ? earliest : since, asOf, BOXES).collectList()
                .flatMap(boxes -> rated(boxes, asOf).doOnSuccess(_ -> {
                    if (boxes.size() < BOXES && parked == 0) {
                        looked = asOf;
                    }
                }));
    }

    private Mono<Long> whole(Instant asOf) {
        return store.unrated(null, asOf, BOXES).collectList().flatMap(boxes -> rated(boxes, asOf));
    }

    private Mono<Long> rated(List<Long> boxes, Instant asOf) {
        return Flux.fromIterable(boxes).flatMap(box -> box(box, asOf), AT_ONCE).reduce(0L, Long::sum);
    }

    private Mono<Long> box(long box, Instant asOf) {
        return store.rate(box, BATCH, asOf)
                .expand(batch -> batch.rated() < BATCH ? Mono.empty() : store.rate(box, BATCH, asOf))
                .doOnNext(batch -> ring(batch.top())).reduce(0L, (sum, batch) -> sum + batch.rated())
                .onErrorResume(failure -> {
                    LOG.warn("Usage of a box is not rated, the others go on: {}", failure.toString());
                    parked = Math.max(parked, 1);
                    return store.park(box, failure.toString(), asOf).onErrorComplete().thenReturn(0L);
                });
    }

    /** Warnings before the end of tariffs, and their ends; returns how many. */
    public Mono<Long> turnSubscriptions(Instant asOf) {
        return store.due(asOf, BOXES).collectList().flatMapIterable(due -> due)
                .flatMap(due -> store.turn(due, asOf).doOnNext(this::ring).onErrorResume(failure -> {
                    LOG.warn("A tariff's end waits: {}", failure.toString());
                    return Mono.empty();
                }), AT_ONCE).count();
    }

    /** Takes back leases whose node is gone; returns how many. */
    public Mono<Integer> reapLeases(Instant asOf) {
        return store.reapLeases(asOf, BOXES);
    }

    /**
     * Closes the months whose third day after is over; returns how many. What was used in them is rated first, so that
     * a side stream that stood still for days accounts it where it belongs.
     */
    public Mono<Integer> closePeriods(Instant asOf) {
        return rate(asOf).then(Mono.defer(() -> store.closePeriods(asOf)));
    }

    /** Every difference between documents, usage, what is rated, the volumes and the books; none is right. */
    public Mono<List<String>> reconcile() {
        return store.reconcile().doOnNext(found -> found.forEach(it -> LOG.error("Billing differs: {}", it)));
    }

    Mono<Void> look(Instant asOf) {
        return store.parked(asOf).doOnNext(now -> parked = now).then();
    }

    long parked() {
        return parked;
    }

    private void ring(@Nullable BoxTop top) {
        if (top != null) {
            bell.ring(List.of(top));
        }
    }
}

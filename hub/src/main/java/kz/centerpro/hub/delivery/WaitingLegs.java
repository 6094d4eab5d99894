package kz.centerpro.hub.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import reactor.core.publisher.Mono;

/**
 * Documents that wait at their senders' for recipients who have not joined (clause 7.9.10): brought when they join,
 * withdrawn by their senders, ended when their time is over. Each of the three takes the row, so one of them happens.
 */
public final class WaitingLegs {

    private static final int BATCH = 256;

    private final WaitingStore store;
    private final OutboxStore outbox;
    private final Bell bell;
    private final Clock clock;

    WaitingLegs(WaitingStore store, OutboxStore outbox, Bell bell, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Takes back what waits of a document; whether there was anything.
     *
     * @param country
     *            of the one recipient that is meant
     * @param taxId
     *            its number; empty for every recipient who has not joined
     */
    public Mono<Boolean> withdraw(long box, String number, String country, String taxId) {
        return store.of(box, number, country, taxId).filter(held -> !held.isEmpty())
                .flatMap(held -> store.end(held, true, clock.instant())).doOnNext(bell::ring)
                .map(tops -> !tops.isEmpty()).defaultIfEmpty(false);
    }

    /** Ends what waits beyond its time at {@code at}; says how many were looked at. */
    public Mono<Long> expire(Instant at) {
        return Mono.defer(() -> store.due(at, BATCH)).flatMap(held -> held.isEmpty()
                ? Mono.just(0)
                : store.end(held, false, clock.instant()).doOnNext(bell::ring).map(List<BoxTop>::size)
                        .map(told -> told == 0 ? 0 : held.size()))
                .repeat().takeUntil(ended -> ended < BATCH).reduce(0L, (sum, ended) -> sum + ended);
    }

    /** Brings what waits for a box, batch after batch in the order of acceptance; each may be repeated. */
    Mono<Void> bring(WaitingStore.Connected to) {
        return Mono.defer(() -> batch(to, clock.instant())).repeat().takeUntil(count -> count < BATCH)
                .then(Mono.defer(() -> store.free(to.box())));
    }

    private Mono<Integer> batch(WaitingStore.Connected to, Instant now) {
        return store.release(to.box(), BATCH, now).flatMap(messages -> messages.isEmpty()
                ? Mono.just(0)
                : outbox.deliver(messages, now).doOnNext(bell::ring)
                        .then(Mono.defer(() -> store.acknowledge(messages, to, now))).doOnNext(bell::ring)
                        .thenReturn(messages.size()));
    }
}

package kz.centerpro.hub.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Drains the outbox in batches, until it is empty; then waits for a nudge or half a second. */
public final class DeliveryLoop extends BackgroundLoop {

    private static final int BATCH = 256;
    private static final Duration CLAIM = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final OutboxStore store;
    private final Bell bell;
    private final Clock clock;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().onBackpressureBuffer(1, false);

    DeliveryLoop(OutboxStore store, Bell bell, Clock clock) {
        this.store = store;
        this.bell = bell;
        this.clock = clock;
    }

    /** Says that the outbox has work. Nudges that come while one is waiting are the same nudge. */
    public void nudge() {
        synchronized (nudges) {
            nudges.tryEmitNext(true); // a full buffer means that a look is coming anyway
        }
    }

    /** What waits now, for the meters. */
    public Mono<Backlog> backlog() {
        return store.backlog();
    }

    @Override
    protected Flux<?> work() {
        return rounds(Flux.merge(nudges.asFlux(), Flux.interval(LOOK_EVERY).onBackpressureDrop()),
                "Outbox waits until its claims run out", this::drained);
    }

    /** Batches until one is not full. */
    private Mono<Void> drained() {
        return Mono.defer(this::batch).repeat().takeUntil(count -> count < BATCH).then();
    }

    private Mono<Integer> batch() {
        Instant now = clock.instant();
        return store.claim(BATCH, now, CLAIM).flatMap(messages -> worked(messages, now).thenReturn(messages.size()));
    }

    private Mono<Void> worked(List<OutboxStore.Message> claimed, Instant now) {
        List<OutboxStore.Message> inOrder = claimed.stream().sorted(Comparator.comparing(OutboxStore.Message::id))
                .toList();
        List<OutboxStore.Message> documents = inOrder.stream().filter(message -> message.kind().equals("DELIVER"))
                .toList();
        List<OutboxStore.Message> receipts = inOrder.stream().filter(message -> !message.kind().equals("DELIVER"))
                .toList();
        return delivered(documents, now).then(Mono.defer(() -> brought(receipts, now)));
    }

    private Mono<Void> delivered(List<OutboxStore.Message> documents, Instant now) {
        return documents.isEmpty()
                ? Mono.empty()
                : store.deliver(documents, now).doOnNext(bell::ring)
                        .then(Mono.defer(() -> store.acknowledge(documents, now)))
                        .doOnNext(bell::ring).then();
    }

    private Mono<Void> brought(List<OutboxStore.Message> receipts, Instant now) {
        return receipts.isEmpty()
                ? Mono.empty()
                : store.receipts(receipts, now).doOnNext(bell::ring).then(Mono.defer(() -> store.forget(receipts)))
                        .then();
    }
}

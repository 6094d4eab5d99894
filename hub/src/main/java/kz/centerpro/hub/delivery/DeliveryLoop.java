package kz.centerpro.hub.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Drains the outbox in batches, until it is empty; then waits for a nudge or half a second. What this node has just
 * accepted is handed to it in memory, with the rows claimed for it as they were written; it reads the table for the
 * rest: receipts, what was too much to hold, and what a node that died had claimed.
 */
public final class DeliveryLoop extends BackgroundLoop {

    private static final int BATCH = 256;
    private static final int HELD_MAX = 4096;
    /** Batches from memory before the table has its turn. */
    private static final int BATCHES_IN_A_ROW = 8;
    private static final Duration CLAIM = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** What is left of a claim when its message is passed over, because another node may come. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final OutboxStore store;
    private final Bell bell;
    private final Clock clock;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().onBackpressureBuffer(1, false);
    private final Queue<Handed> handed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean look = new AtomicBoolean(true);

    DeliveryLoop(OutboxStore store, Bell bell, Clock clock) {
        this.store = store;
        this.bell = bell;
        this.clock = clock;
    }

    private record Handed(OutboxMessage message, Instant until) {}

    /** Says that the outbox has work. Nudges that come while one is waiting are the same nudge. */
    public void nudge() {
        look.set(true);
        wake();
    }

    private void wake() {
        synchronized (nudges) {
            nudges.tryEmitNext(true); // a full buffer means that a look is coming anyway
        }
    }

    /** Room for messages that are about to be written. */
    public final class Hold {

        private final int count;
        private final Instant until;

        private Hold(int count, Instant until) {
            this.count = count;
            this.until = until;
        }

        /** Until when their rows are claimed for this node; long past when there was no room. */
        public Instant until() {
            return until;
        }

        /** They are committed: at most as many as there is room for. */
        public void hand(List<OutboxMessage> messages) {
            if (count == 0) {
                nudge();
                return;
            }
            held.addAndGet(messages.size() - count);
            messages.forEach(message -> handed.add(new Handed(message, until)));
            wake();
        }
    }

    /** Asks for room; give it back with {@link Hold#hand}, whatever became of the messages. */
    public Hold hold(int messages, Instant now) {
        if (isRunning() && held.addAndGet(messages) <= HELD_MAX) {
            return new Hold(messages, now.plus(CLAIM));
        }
        if (isRunning()) {
            held.addAndGet(-messages);
        }
        return new Hold(0, Instant.EPOCH);
    }

    /** What waits now, for the meters. */
    public Mono<Backlog> backlog() {
        return store.backlog();
    }

    @Override
    protected Flux<?> work() {
        Flux<Boolean> ticks = Flux.interval(LOOK_EVERY).onBackpressureDrop().map(tick -> true)
                .doOnNext(tick -> look.set(true));
        return rounds(Flux.merge(nudges.asFlux(), ticks), "Outbox waits until its claims run out", this::drained);
    }

    private Mono<Void> drained() {
        return fromMemory().then(Mono.defer(() -> look.getAndSet(false) ? fromTable() : Mono.empty()))
                .then(Mono.fromRunnable(() -> {
                    if (!handed.isEmpty()) {
                        wake();
                    }
                }));
    }

    private Mono<Void> fromMemory() {
        return Mono.defer(() -> {
            List<OutboxMessage> batch = nextHanded();
            return delivered(batch, clock.instant()).thenReturn(batch.size());
        }).repeat(BATCHES_IN_A_ROW - 1L).takeUntil(_ -> handed.isEmpty()).then();
    }

    private List<OutboxMessage> nextHanded() {
        Instant now = clock.instant();
        List<OutboxMessage> batch = new ArrayList<>();
        for (Handed next = handed.poll(); next != null; next = batch.size() < BATCH ? handed.poll() : null) {
            held.decrementAndGet();
            if (next.until.minus(MARGIN).isAfter(now)) {
                batch.add(next.message);
            }
        }
        batch.sort(Comparator.comparing(OutboxMessage::id));
        return batch;
    }

    /** Batches until one is not full. */
    private Mono<Void> fromTable() {
        return Mono.defer(this::batch).repeat().takeUntil(count -> count < BATCH).then();
    }

    private Mono<Integer> batch() {
        Instant now = clock.instant();
        return store.claim(BATCH, now, CLAIM).flatMap(messages -> worked(messages, now).thenReturn(messages.size()));
    }

    private Mono<Void> worked(List<OutboxMessage> claimed, Instant now) {
        List<OutboxMessage> inOrder = claimed.stream().sorted(Comparator.comparing(OutboxMessage::id)).toList();
        List<OutboxMessage> documents = inOrder.stream()
                .filter(message -> message.kind().equals(OutboxMessage.DELIVER)).toList();
        List<OutboxMessage> receipts = inOrder.stream()
                .filter(message -> !message.kind().equals(OutboxMessage.DELIVER)
                        && !message.kind().equals(OutboxMessage.ANSWER))
                .toList();
        List<OutboxMessage> answers = inOrder.stream()
                .filter(message -> message.kind().equals(OutboxMessage.ANSWER)).toList();
        return delivered(documents, now).then(Mono.defer(() -> brought(receipts, now)))
                .then(Mono.defer(() -> answered(answers, now)));
    }

    private Mono<Void> delivered(List<OutboxMessage> documents, Instant now) {
        return documents.isEmpty()
                ? Mono.empty()
                : store.deliver(documents, now).doOnNext(bell::ring)
                        .then(Mono.defer(() -> store.acknowledge(documents, now)))
                        .doOnNext(bell::ring).then();
    }

    private Mono<Void> brought(List<OutboxMessage> receipts, Instant now) {
        return receipts.isEmpty()
                ? Mono.empty()
                : store.receipts(receipts, now).doOnNext(bell::ring).then(Mono.defer(() -> store.forget(receipts)))
                        .then();
    }

    private Mono<Void> answered(List<OutboxMessage> answers, Instant now) {
        return answers.isEmpty()
                ? Mono.empty()
                : store.answers(answers, now).doOnNext(bell::ring).then(Mono.defer(() -> store.forget(answers)))
                        .then();
    }
}

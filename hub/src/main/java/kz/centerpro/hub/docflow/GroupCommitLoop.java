package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.HubMeters;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.retry.Retry;

/**
 * Group commit: whatever arrived while the last commits were in flight goes into the next one. An idle hub commits a
 * single document at once; a loaded one commits hundreds together, without a timer or a setting.
 */
final class GroupCommitLoop {

    private static final int QUEUE_MAX = 4096;
    private static final int ITEMS_MAX = 256;
    private static final int WEIGHT_MAX = 8 * 1024 * 1024;
    private static final int LANES = 2; // one batch is encoded while the other is being committed
    private static final Retry TRANSIENT = Retry.backoff(3, Duration.ofMillis(20))
            .filter(TransientDataAccessException.class::isInstance)
            .onRetryExhaustedThrow((policy, last) -> last.failure());

    private final AcceptStore store;
    private final Bell bell;
    private final Runnable accepted;
    private final Clock clock;
    private final HubMeters meters;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int inFlight;

    /** {@code accepted} is told after each commit that the outbox has work. */
    GroupCommitLoop(AcceptStore store, Bell bell, Runnable accepted, Clock clock, HubMeters meters) {
        this.meters = meters;
        this.store = store;
        this.bell = bell;
        this.accepted = accepted;
        this.clock = clock;
    }

    private record Waiting(AcceptItem item, MonoSink<Accepted> sink) {}

    /** Completes after the commit. A caller that leaves does not take its document back. */
    Mono<Accepted> commit(AcceptItem item) {
        return Mono.create(sink -> {
            synchronized (queue) {
                if (queue.size() >= QUEUE_MAX) {
                    throw new RejectedExecutionException("accept queue is full");
                }
                queue.add(new Waiting(item, sink));
            }
            drain();
        });
    }

    private void drain() {
        List<Waiting> batch = next();
        while (!batch.isEmpty()) {
            send(batch);
            batch = next();
        }
    }

    private List<Waiting> next() {
        synchronized (queue) {
            List<Waiting> batch = new ArrayList<>();
            if (inFlight == LANES) {
                return batch;
            }
            int weight = 0;
            for (Waiting head = queue.peek(); head != null && batch.size() < ITEMS_MAX; head = queue.peek()) {
                weight += head.item.weight();
                if (weight > WEIGHT_MAX && !batch.isEmpty()) {
                    break;
                }
                batch.add(queue.remove());
            }
            if (!batch.isEmpty()) {
                inFlight++;
            }
            return batch;
        }
    }

    private void send(List<Waiting> batch) {
        committed(batch).doFinally(end -> {
            synchronized (queue) {
                inFlight--;
            }
            drain();
        }).subscribe();
    }

    private Mono<Void> committed(List<Waiting> batch) {
        List<AcceptItem> items = batch.stream().map(Waiting::item).toList();
        return Mono.defer(() -> store.accept(items, clock.instant())).retryWhen(TRANSIENT)
                .doOnNext(results -> {
                    meters.committed(batch.size());
                    answer(batch, results);
                }).then()
                .onErrorResume(failure -> failure instanceof DataIntegrityViolationException && batch.size() > 1
                        ? oneByOne(batch)
                        : failed(batch, failure));
    }

    /** One item that the store will not take must not fail the others. */
    private Mono<Void> oneByOne(List<Waiting> batch) {
        return Flux.fromIterable(batch).concatMap(waiting -> committed(List.of(waiting))).then();
    }

    private static Mono<Void> failed(List<Waiting> batch, Throwable failure) {
        batch.forEach(waiting -> waiting.sink.error(failure));
        return Mono.empty();
    }

    private void answer(List<Waiting> batch, List<Accepted> results) {
        List<BoxTop> tops = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Accepted result = results.get(i);
            if (result.top() != null) {
                tops.add(result.top());
            }
            batch.get(i).sink.success(result);
        }
        bell.ring(tops);
        accepted.run();
    }
}

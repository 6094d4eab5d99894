package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.delivery.DeliveryLoop;
import kz.centerpro.hub.delivery.OutboxMessage;
import kz.centerpro.hub.kernel.HubMeters;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.retry.Retry;

/**
 * Group commit: whatever arrived while the last commit was in flight goes into the next one, by turns of the senders.
 * An idle hub commits a single document at once; a loaded one commits hundreds together, without a timer or a setting.
 */
final class GroupCommitLoop {

    private static final int QUEUE_MAX = 4096;
    private static final int ITEMS_MAX = 256;
    private static final int WEIGHT_MAX = 8 * 1024 * 1024;
    private static final int LANES = 2; // one batch is encoded while the other is being committed
    /** Beside a commit in flight another begins only for so many: else it would take each document as it comes. */
    private static final int WORTH_A_LANE = 64;
    private static final Retry TRANSIENT = Retry.backoff(3, Duration.ofMillis(20))
            .filter(TransientDataAccessException.class::isInstance)
            .onRetryExhaustedThrow((policy, last) -> last.failure());

    private final AcceptStore store;
    private final Bell bell;
    private final DeliveryLoop delivery;
    private final Clock clock;
    private final HubMeters meters;
    private final FairQueue<Waiting> queue = new FairQueue<>(QUEUE_MAX, waiting -> waiting.item.weight());
    private int inFlight;

    GroupCommitLoop(AcceptStore store, Bell bell, DeliveryLoop delivery, Clock clock, HubMeters meters) {
        this.meters = meters;
        this.store = store;
        this.bell = bell;
        this.delivery = delivery;
        this.clock = clock;
    }

    private record Waiting(AcceptItem item, MonoSink<Accepted> sink) {}

    /** Completes after the commit. A caller that leaves does not take its document back. */
    Mono<Accepted> commit(AcceptItem item) {
        return Mono.create(sink -> {
            synchronized (queue) {
                if (!queue.offer(item.box(), new Waiting(item, sink))) {
                    throw new RejectedExecutionException("accept queue is full");
                }
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
            if (queue.size() == 0 || inFlight == LANES
                    || (inFlight > 0 && queue.size() < WORTH_A_LANE)) {
                return List.of();
            }
            inFlight++;
            return queue.take(ITEMS_MAX, WEIGHT_MAX);
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
        return Mono.defer(() -> {
            List<AcceptItem> items = batch.stream().map(Waiting::item).toList();
            DeliveryLoop.Hold hold = delivery.hold(
                    (int) items.stream().flatMap(item -> item.legs().stream()).filter(AcceptItem.Leg::goes).count(),
                    clock.instant());
            return Mono.defer(() -> store.accept(items, clock.instant(), hold.until())).retryWhen(TRANSIENT)
                    .doOnNext(results -> {
                        meters.committed(batch.size());
                        answer(batch, results);
                        hold.hand(messages(items, results));
                    }).doOnError(failure -> hold.hand(List.of())).then();
        }).onErrorResume(failure -> isOfOneItem(failure) && batch.size() > 1
                ? oneByOne(batch)
                : failed(batch, failure));
    }

    private static boolean isOfOneItem(Throwable failure) {
        return failure instanceof DataIntegrityViolationException
                || failure instanceof InvalidDataAccessResourceUsageException;
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
    }

    private static List<OutboxMessage> messages(List<AcceptItem> items, List<Accepted> results) {
        List<OutboxMessage> messages = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            AcceptItem item = items.get(i);
            if (results.get(i).outcome() == Accepted.Outcome.NEW) {
                item.legs().stream().filter(AcceptItem.Leg::goes).forEach(leg -> messages.add(leg.message(item)));
            }
        }
        return messages;
    }
}

package kz.centerpro.hub.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;

/**
 * The room's facade: takes notes at once and writes them in batches a moment later. What a process that is killed had
 * not written is lost; what is beyond the bound while the database is away is counted and told in the log.
 */
public final class Audit {

    /** The box of the operator's own log; boxes of participants begin at 1001. */
    public static final long OPERATOR = 0;

    private static final int WAITING_MAX = 50_000;
    private static final int BATCH = 500;

    private final Logger log = LoggerFactory.getLogger(Audit.class);
    private final Function<List<AuditNote>, Mono<Void>> append;
    private final ConcurrentLinkedQueue<AuditNote> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    /** Taken from the queue and not yet written; touched by whoever is writing alone. */
    private final List<AuditNote> inHand = new ArrayList<>(BATCH);

    /** {@code append} writes all of them or none. */
    Audit(Function<List<AuditNote>, Mono<Void>> append) {
        this.append = append;
    }

    /** Never waits and never fails. */
    public void note(AuditNote note) {
        if (count.incrementAndGet() > WAITING_MAX) {
            count.decrementAndGet();
            if (lost.getAndIncrement() == 0) {
                log.error("The audit log cannot be written: acts are being lost");
            }
            return;
        }
        waiting.add(note);
    }

    /** Writes all that waits; does nothing while it is under way. */
    Mono<Void> write() {
        return Mono.defer(() -> writing.compareAndSet(false, true)
                ? Mono.defer(this::batch).repeat(() -> !waiting.isEmpty()).then()
                        .doFinally(_ -> writing.set(false))
                : Mono.empty());
    }

    /** How many notes are not in the database yet. */
    int unwritten() {
        return count.get();
    }

    private Mono<Void> batch() {
        while (inHand.size() < BATCH) {
            AuditNote next = waiting.poll();
            if (next == null) {
                break;
            }
            inHand.add(next);
        }
        if (inHand.isEmpty()) {
            return Mono.empty();
        }
        return append.apply(inHand).onErrorResume(DataIntegrityViolationException.class, _ -> oneByOne())
                .then(Mono.fromRunnable(() -> {
                    count.addAndGet(-inHand.size());
                    inHand.clear();
                    long missed = lost.getAndSet(0);
                    if (missed > 0) {
                        log.error("The audit log is written again; {} acts were lost", missed);
                    }
                }));
    }

    /** A note that the store will not take must not hold up the others. */
    private Mono<Void> oneByOne() {
        return Mono.defer(() -> alone(inHand.getFirst())).repeat(() -> !inHand.isEmpty()).then();
    }

    private Mono<Void> alone(AuditNote note) {
        return append.apply(List.of(note)).onErrorResume(DataIntegrityViolationException.class, _ -> {
            log.error("The audit log does not take a note of {}", note.action());
            return Mono.empty();
        }).then(Mono.fromRunnable(() -> {
            inHand.removeFirst();
            count.decrementAndGet();
        }));
    }
}

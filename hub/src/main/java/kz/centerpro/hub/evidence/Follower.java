package kz.centerpro.hub.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.hub.kernel.Bulkhead;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Makes records of the steps in boxes, and entries of the records; what was made before is not made again. */
final class Follower {

    /** Events looked at in one turn, at most, whatever the number of boxes. */
    private static final int SCAN = 4_096;
    private static final int SCAN_MIN = 16;
    private static final int TRIES = 30;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration PAUSE_MAX = Duration.ofMillis(200);

    private final StepStore steps;
    private final LogStore log;
    private final Digests digests;
    private final Bulkhead work;

    Follower(StepStore steps, LogStore log, Digests digests, Bulkhead work) {
        this.steps = steps;
        this.log = log;
        this.digests = digests;
        this.work = work;
    }

    /** Another has added to the tree meanwhile, and perhaps these very steps. */
    private static final class Overtaken extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("the tree grew while entries were made for it");
        }
    }

    /** One turn; the boxes that go on after it. */
    Mono<List<Long>> follow(Collection<Long> boxes) {
        int scan = Math.max(SCAN_MIN, SCAN / Math.max(1, boxes.size()));
        // The edge before the steps: a tree that is still so large when they are added has none of them.
        return Mono.defer(log::edge).flatMap(edge -> steps.unread(boxes, scan).flatMap(rows -> added(edge, rows)))
                .retryWhen(Retry.backoff(TRIES, PAUSE).maxBackoff(PAUSE_MAX).filter(Overtaken.class::isInstance));
    }

    /** All of one box, up to what it had when this was called or more. */
    Mono<Void> followAll(long box) {
        return follow(List.of(box)).expand(onward -> onward.isEmpty() ? Mono.empty() : follow(onward)).then();
    }

    private Mono<List<Long>> added(Frontier edge, List<StepStore.Row> rows) {
        if (rows.isEmpty()) {
            return Mono.just(List.of());
        }
        List<Step> found = new ArrayList<>();
        List<LogStore.Moved> moved = new ArrayList<>();
        List<Long> onward = new ArrayList<>();
        for (StepStore.Row row : rows) {
            if (row.step() != null) {
                found.add(row.step());
            }
            if (moved.isEmpty() || moved.getLast().box() != row.box()) {
                moved.add(new LogStore.Moved(row.box(), row.until()));
                if (row.until() < row.top()) {
                    onward.add(row.box());
                }
            }
        }
        return (found.isEmpty()
                ? log.append(0, List.of(), new Growth(List.of(), new byte[0]), moved)
                : digests.of(found).flatMap(known -> grown(edge, found, known, moved)))
                .flatMap(done -> done ? Mono.just(onward) : Mono.error(new Overtaken()));
    }

    private Mono<Boolean> grown(Frontier edge, List<Step> found, Digests.Found known, List<LogStore.Moved> moved) {
        long size = edge.size();
        return work.run(() -> {
            List<LogStore.NewEntry> entries = found.stream().map(step -> new LogStore.NewEntry(step,
                    step.proved(known.of(step), known.ofAnswer(step)).bytes())).toList();
            return new Grown(entries, Growth.of(edge, entries.stream().map(LogStore.NewEntry::entry).toList()));
        }).flatMap(made -> log.append(size, made.entries(), made.growth(), moved));
    }

    private record Grown(List<LogStore.NewEntry> entries, Growth growth) {}
}

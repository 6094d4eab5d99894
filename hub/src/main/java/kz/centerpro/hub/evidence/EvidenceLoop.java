package kz.centerpro.hub.evidence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.BackgroundLoop;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the boxes that rang on this node, and what a sweep over all boxes, a stretch a round, finds beside them: the
 * first round goes through all. It rests after each turn for longer than that took, so that following never has more
 * than a part of one connection, however much there is to follow.
 */
final class EvidenceLoop extends BackgroundLoop {

    /** Boxes looked through in one sweep. */
    private static final int CHUNK = 5_000;
    /** Boxes that wait here; what does not fit is found by the sweep. */
    private static final int WAITING_MAX = 100_000;
    /** Boxes read together. */
    private static final int GROUP = 256;
    private static final int REST = 2;
    private static final Duration REST_MAX = Duration.ofSeconds(1);

    private static final Duration THIN_EVERY = Duration.ofHours(1);

    private final Follower follower;
    private final LogStore log;
    private final Checkpoints checkpoints;
    private final Duration every;
    private final Duration checkpointEvery;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    // Of the rounds alone, which run one after another.
    private long sweptTo;
    private boolean wentThrough;

    EvidenceLoop(Follower follower, LogStore log, Checkpoints checkpoints, EvidenceProperties settings) {
        this.follower = follower;
        this.log = log;
        this.checkpoints = checkpoints;
        this.every = settings.every();
        this.checkpointEvery = settings.checkpointEvery();
    }

    /** On any thread; returns at once. */
    void rang(Collection<BoxTop> tops) {
        if (waiting.size() < WAITING_MAX) {
            tops.forEach(top -> waiting.add(top.box()));
        }
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(Duration.ZERO, every, "Records of steps wait for the next round", this::round),
                every(checkpointEvery, checkpointEvery, "The log has no new checkpoint", checkpoints::next),
                every(THIN_EVERY, THIN_EVERY, "Old checkpoints stay for now", checkpoints::thin));
    }

    private Mono<Void> round() {
        return log.behind(sweptTo, CHUNK).doOnNext(stretch -> {
            waiting.addAll(stretch.behind());
            boolean last = stretch.count() < CHUNK;
            sweptTo = last ? 0 : stretch.last();
            wentThrough |= last;
        }).then(Mono.defer(this::drain)).then(Mono.defer(() -> wentThrough ? Mono.empty() : round()));
    }

    /**
     * Those that wait now, to their ends. What rings meanwhile waits for the next round, so that there is much to read
     * at a time.
     */
    private Mono<Void> drain() {
        Deque<Long> due = new ArrayDeque<>(waiting);
        waiting.removeAll(due); // before the look: what rings from here on is looked at again
        return Mono.defer(() -> turn(due)).repeat(() -> !due.isEmpty()).then()
                .doOnError(_ -> waiting.addAll(due));
    }

    private Mono<Long> turn(Deque<Long> due) {
        List<Long> group = new ArrayList<>();
        while (group.size() < GROUP && !due.isEmpty()) {
            group.add(due.poll());
        }
        return group.isEmpty()
                ? Mono.empty()
                : follower.follow(group).onErrorResume(EvidenceLoop::isOfOneBox, _ -> oneByOne(group))
                        .doOnNext(due::addAll).doOnError(_ -> due.addAll(group)).elapsed()
                        .flatMap(timed -> Mono.just(timed.getT1()).delayElement(rest(timed.getT1())));
    }

    /** A box that cannot be read to the end must not hold up the others. */
    private Mono<List<Long>> oneByOne(List<Long> group) {
        return Flux.fromIterable(group).concatMap(
                box -> told("A box has steps without records", follower.follow(List.of(box)), List.<Long>of()))
                .flatMapIterable(onward -> onward).collectList();
    }

    private static boolean isOfOneBox(Throwable failure) {
        return failure instanceof DataIntegrityViolationException || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException || failure instanceof NullPointerException;
    }

    private static Duration rest(long tookMillis) {
        Duration rest = Duration.ofMillis(tookMillis * REST);
        return rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
    }
}

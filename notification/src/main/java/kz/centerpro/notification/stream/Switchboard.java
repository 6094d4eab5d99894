package kz.centerpro.notification.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.eventlog.WakeListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who in this process waits for which box. A wake-up is only passed on, never stored. */
public final class Switchboard implements WakeListener, AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration DRAIN_STEP = Duration.ofMillis(20);

    private final ConcurrentHashMap<Long, Set<Ear>> desks = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, BoxLoop> boxes = new ConcurrentHashMap<>(); // with live streams
    private final AtomicLong ringsHeld = new AtomicLong();
    private final AtomicInteger enrolled = new AtomicInteger();
    private final LongAdder rings = new LongAdder();
    private final LongAdder filled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final int perBox;
    private final int total;
    private volatile boolean closed;

    public Switchboard(FeedLimits limits) {
        this.perBox = limits.perBox();
        this.total = limits.total();
    }

    /** Refuses as {@link #enroll} would, before any work is done; another may come between the two. */
    void requireRoom(long box) {
        if (closed) {
            throw closing();
        }
        Set<Ear> desk = desks.get(box);
        if (enrolled.get() >= total || (desk != null && desk.size() >= perBox)) {
            refused.increment();
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "There is no room for another stream of this box on this node: close one or reconnect later.")
                    .retryAfter(RETRY);
        }
    }

    private static Refusal closing() {
        return Refusal.of(ProblemType.OVERLOADED, "This node is closing: reconnect.").retryAfter(RETRY);
    }

    /** From here on {@code ear} hears of the box. Refuses with {@code rate_limited} when a limit is reached. */
    void enroll(long box, Ear ear) {
        if (closed) {
            throw closing();
        }
        if (enrolled.incrementAndGet() > total) {
            enrolled.decrementAndGet();
            refused.increment();
            throw Refusal.of(ProblemType.RATE_LIMITED, "This node has no room for another stream: reconnect later.")
                    .retryAfter(RETRY);
        }
        Set<Ear> desk = desks.compute(box, (_, there) -> seated(there, ear));
        if (!desk.contains(ear)) {
            enrolled.decrementAndGet();
            refused.increment();
            throw Refusal.of(ProblemType.RATE_LIMITED, "The box has " + perBox + " open streams: close one first.")
                    .retryAfter(RETRY);
        }
    }

    void leave(long box, Ear ear) {
        desks.computeIfPresent(box, (_, desk) -> {
            if (desk.remove(ear)) {
                enrolled.decrementAndGet();
            }
            return desk.isEmpty() ? null : desk;
        });
    }

    /** What the readers of one box share; held until {@link #part}. */
    BoxLoop join(long box, EventReader reader, FeedLimits limits) {
        return Objects.requireNonNull(boxes.compute(box, (_, there) -> {
            BoxLoop shared = there == null ? new BoxLoop(box, reader, limits, ringsHeld) : there;
            shared.users++;
            return shared;
        }));
    }

    void part(long box) {
        boxes.computeIfPresent(box, (_, shared) -> {
            if (--shared.users > 0) {
                return shared;
            }
            shared.forgotten();
            return null;
        });
    }

    boolean isClosed() {
        return closed;
    }

    /** Octets of newest events kept for the readers of all boxes. */
    public long ringsHeld() {
        return ringsHeld.get();
    }

    /** Open streams and long polls. */
    public int size() {
        return enrolled.get();
    }

    /** Wake-ups that came for boxes with somebody waiting. */
    public long rings() {
        return rings.sum();
    }

    /** Times that a sweep told a stream of events which no wake-up had told it. */
    public long filled() {
        return filled.sum();
    }

    /** Streams and polls turned away because a limit was reached. */
    public long refused() {
        return refused.sum();
    }

    @Override
    public Collection<Long> boxes() {
        Set<Long> heard = new HashSet<>(desks.keySet());
        heard.addAll(boxes.keySet()); // also those that are read from a seat elsewhere
        return heard;
    }

    @Override
    public boolean listens(long box) {
        return boxes.containsKey(box) || desks.containsKey(box);
    }

    @Override
    public void rang(long box, long top) {
        rings.increment();
        BoxLoop shared = boxes.get(box);
        if (shared != null) {
            shared.heard(top); // before the others, so that what they read is read after it
        }
        each(box, ear -> ear.heard(top));
    }

    /** Readers take the events when they continue what those have; what is missing in between is read from the log. */
    @Override
    public void grown(long box, int epoch, long firstSeq, List<EventEnvelope> events) {
        if (events.isEmpty()) {
            return;
        }
        rings.increment();
        BoxLoop shared = boxes.get(box);
        if (shared != null) {
            shared.grown(epoch, firstSeq, events);
        }
        each(box, ear -> ear.heard(firstSeq + events.size() - 1));
    }

    @Override
    public void swept(long box, long top) {
        BoxLoop shared = boxes.get(box);
        if (shared != null) {
            filled.add(shared.swept(top));
        }
        each(box, ear -> {
            if (ear.swept(top)) {
                filled.increment();
            }
        });
    }

    /** Ends every stream and lets no new one in. */
    @Override
    public void close() {
        closed = true;
        desks.values().forEach(desk -> desk.forEach(Ear::closing));
        boxes.values().forEach(BoxLoop::closing);
    }

    /**
     * Lets no new stream in, and ends those that there are one after another over {@code span}; completes when the last
     * has been told.
     */
    public Mono<Void> drain(Duration span) {
        return Mono.defer(() -> {
            closed = true;
            List<Ear> ears = new ArrayList<>();
            desks.values().forEach(ears::addAll);
            Collections.shuffle(ears);
            int steps = Math.clamp(span.dividedBy(DRAIN_STEP), 1, Math.max(1, ears.size()));
            return ears.isEmpty()
                    ? Mono.empty()
                    : Flux.interval(Duration.ZERO, span.dividedBy(steps)).onBackpressureBuffer(steps).take(steps)
                            .doOnNext(step -> share(ears, step.intValue(), steps).forEach(Ear::closing)).then();
        });
    }

    private static List<Ear> share(List<Ear> ears, int step, int steps) {
        return ears.subList((int) ((long) ears.size() * step / steps),
                (int) ((long) ears.size() * (step + 1) / steps));
    }

    private void each(long box, Consumer<Ear> news) {
        Set<Ear> desk = desks.get(box);
        if (desk != null) {
            desk.forEach(news);
        }
    }

    private Set<Ear> seated(@Nullable Set<Ear> there, Ear ear) {
        Set<Ear> desk = there == null ? ConcurrentHashMap.newKeySet(1) : there;
        if (desk.size() < perBox) {
            desk.add(ear);
        }
        return desk;
    }
}

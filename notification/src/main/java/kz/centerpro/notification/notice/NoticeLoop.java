package kz.centerpro.notification.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.eventlog.WakeListener;
import kz.centerpro.notification.outbound.OutboundLoop;
import kz.centerpro.notification.outbound.Work;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Finds boxes whose log goes on after their reader: those that rang, and what a sweep over all boxes, a stretch at a
 * time, finds beside them.
 */
public final class NoticeLoop implements SmartLifecycle, WakeListener, Work<NoticeGroup> {

    /** Boxes looked through in one sweep. */
    private static final int CHUNK = 5_000;
    /** Boxes that wait here; what does not fit is found by the sweep. */
    private static final int WAITING_MAX = 20_000;
    /** Boxes claimed together: few, so that a group never keeps a core for long from what streams wait for. */
    private static final int GROUP = 32;

    private final NoticeStore store;
    private final NoticeReader reader;
    private final NoticeLimits limits;
    private final OutboundLoop<NoticeGroup> loop;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet(); // what rings meanwhile waits for the next turn
    private long sweptTo; // of the sweep alone, which runs one after another

    /** {@code placed} is called when there may be something to send. */
    public NoticeLoop(EventReader events, NoticeStore store, NoticeMaker maker, NoticeLimits limits,
            ChannelMeters meters, Runnable placed, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.reader = new NoticeReader(events, store, maker, limits, meters, placed,
                this::await, clock);
        this.loop = new OutboundLoop<>("Notices", this, limits.sweep(), limits.pace(), limits.atOnce(), clock);
    }

    @Override
    public void start() {
        if (limits.enabled()) {
            loop.start();
        }
    }

    @Override
    public Mono<Void> refresh() {
        return Mono.defer(() -> store.behind(sweptTo, CHUNK)).doOnNext(this::looked).then();
    }

    private void looked(NoticeStore.Looked stretch) {
        sweptTo = stretch.count() < CHUNK ? 0 : stretch.last();
        stretch.behind().forEach(this::await);
    }

    private void await(long box) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(box);
        }
    }

    @Override
    public Mono<List<NoticeGroup>> claim(int most, Instant now) {
        return Mono.defer(() -> {
            Set<Long> taken = taken();
            if (taken.size() == GROUP) {
                loop.nudge(); // there may be more
            }
            return taken.isEmpty() ? Mono.just(List.of()) : claimed(taken);
        });
    }

    /** Boxes are no longer waiting before the look: what rings from here on is looked at again. */
    private Set<Long> taken() {
        Set<Long> taken = new TreeSet<>();
        for (Long box : waiting) {
            if (taken.size() == GROUP) {
                break;
            }
            if (inHand.add(box)) {
                taken.add(box);
            }
        }
        waiting.removeAll(taken);
        return taken;
    }

    private Mono<List<NoticeGroup>> claimed(Set<Long> taken) {
        return store.claim(taken, limits.lease()).map(readings -> {
            NoticeGroup group = new NoticeGroup(readings);
            group.claims().forEach(claim -> taken.remove(claim.box()));
            return readings.isEmpty() ? List.<NoticeGroup>of() : List.of(group);
        }).doFinally(_ -> inHand.removeAll(taken)); // those that another node has, or all when it failed
    }

    @Override
    public boolean hasGathered() {
        return waiting.size() >= GROUP;
    }

    @Override
    public Mono<Void> serve(NoticeGroup group, Instant claimed, Mono<Void> closing) {
        return reader.serve(group).doFinally(_ -> group.claims().forEach(claim -> inHand.remove(claim.box())));
    }

    @Override
    public Collection<Long> boxes() {
        return List.of();
    }

    /** Every participant has notices. */
    @Override
    public boolean listens(long box) {
        return loop.isRunning();
    }

    @Override
    public void rang(long box, long top) {
        await(box);
        loop.nudge();
    }

    @Override
    public void swept(long box, long top) {
        rang(box, top);
    }

    @Override
    public void stop(Runnable callback) {
        loop.stop(callback);
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}

package kz.centerpro.notification.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
public final class NoticeLoop implements SmartLifecycle, WakeListener, Work<NoticeClaim> {

    /** Boxes looked through in one sweep. */
    private static final int CHUNK = 5_000;
    /** Boxes that wait here; what does not fit is found by the sweep. */
    private static final int WAITING_MAX = 20_000;

    private final NoticeStore store;
    private final NoticeReader reader;
    private final NoticeLimits limits;
    private final OutboundLoop<NoticeClaim> loop;
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private long sweptTo; // of the sweep alone, which runs one after another

    /** {@code placed} is called when there may be something to send. */
    public NoticeLoop(EventReader events, NoticeStore store, NoticeMaker maker, NoticeLimits limits,
            ChannelMeters meters, Runnable placed, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.reader = new NoticeReader(events, store, maker, limits, meters, placed, clock);
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

    private void looked(List<NoticeStore.Looked> stretch) {
        sweptTo = stretch.size() < CHUNK ? 0 : stretch.getLast().box();
        for (NoticeStore.Looked looked : stretch) {
            if (looked.behind()) {
                await(looked.box());
            }
        }
    }

    private void await(long box) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(box);
        }
    }

    @Override
    public Mono<List<NoticeClaim>> claim(int most, Instant now) {
        return Mono.defer(() -> {
            List<Long> boxes = new ArrayList<>(most);
            for (Long box : waiting) {
                if (boxes.size() == most) {
                    break;
                }
                boxes.add(box);
            }
            boxes.forEach(waiting::remove); // before the look: what rings from here on is looked at again
            if (!waiting.isEmpty()) {
                loop.nudge();
            }
            return boxes.isEmpty() ? Mono.just(List.of()) : store.claim(boxes, limits.lease());
        });
    }

    @Override
    public Mono<Void> serve(NoticeClaim claim, Instant claimed, Mono<Void> closing) {
        return reader.serve(claim, closing);
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

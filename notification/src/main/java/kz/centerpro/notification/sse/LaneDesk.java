package kz.centerpro.notification.sse;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.stream.Feed;
import org.jspecify.annotations.Nullable;

/**
 * All live streams of one event loop, and its one timer, which beats for those whose time has come and ends those whose
 * visit is over. Touched by the event loop alone.
 */
final class LaneDesk {

    private static final long TICK_MAX = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int TICKS_IN_BEAT = 8;

    private final EventLoop loop;
    private final Feed feed;
    private final SseFrames frames;
    private final StreamMeters meters;
    private final long beat;
    private final long tick;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private boolean ticking;

    LaneDesk(EventLoop loop, Feed feed, SseFrames frames, SseLimits limits, StreamMeters meters) {
        this.loop = loop;
        this.feed = feed;
        this.frames = frames;
        this.meters = meters;
        this.beat = limits.heartbeat().toNanos();
        this.tick = Math.min(TICK_MAX, beat / TICKS_IN_BEAT);
    }

    EventLoop loop() {
        return loop;
    }

    Feed feed() {
        return feed;
    }

    SseFrames frames() {
        return frames;
    }

    ByteBufAllocator buffers() {
        return ByteBufAllocator.DEFAULT; // pools by thread
    }

    StreamMeters meters() {
        return meters;
    }

    EventAge age() {
        return meters.opened(StreamMeters.Door.SSE);
    }

    /** The lane that others of the same kind join: the one that is furthest on. */
    @Nullable
    Lane lane(LaneKey key) {
        return lanes.get(key);
    }

    void leads(Lane lane) {
        lanes.put(lane.key(), lane);
    }

    void leadsNoMore(Lane lane) {
        lanes.remove(lane.key(), lane);
    }

    /** From here on {@code subscriber} is told what comes after its position. */
    void enter(Subscriber subscriber) {
        subscriber.index = subscribers.size();
        subscribers.add(subscriber);
        subscriber.nextBeat = System.nanoTime() + beat;
        Lane leader = lanes.get(subscriber.key);
        BoxCursors start = subscriber.start();
        if (leader != null && leader.position().equals(start)) {
            leader.add(subscriber);
        } else {
            Lane own = new Lane(this, subscriber.key, start, subscriber);
            own.begin(false);
            own.settle();
        }
        if (!ticking) {
            ticking = true;
            later();
        }
    }

    void leave(Subscriber subscriber) {
        Subscriber last = subscribers.removeLast();
        if (last != subscriber) {
            subscribers.set(subscriber.index, last);
            last.index = subscriber.index;
        }
    }

    private void later() {
        var _ = loop.schedule(this::tick, tick, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long soon = System.nanoTime() + tick;
        for (int i = subscribers.size() - 1; i >= 0; i--) { // the one at i may leave; then the last takes its place
            subscribers.get(i).look(soon, beat);
        }
        ticking = !subscribers.isEmpty();
        if (ticking) {
            later();
        }
    }
}

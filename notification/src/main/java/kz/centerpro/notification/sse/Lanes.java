package kz.centerpro.notification.sse;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;

/** The live streams of this node that own their sockets, grouped by event loop. */
final class Lanes {

    private final Feed feed;
    private final SseFrames frames;
    private final SseLimits limits;
    private final StreamMeters meters;
    private final Map<EventLoop, LaneDesk> desks = new ConcurrentHashMap<>();

    Lanes(Feed feed, SseFrames frames, SseLimits limits, StreamMeters meters) {
        this.feed = feed;
        this.frames = frames;
        this.limits = limits;
        this.meters = meters;
    }

    /**
     * A subscriber with a seat, which has said nothing yet. Refuses with {@code rate_limited} when a limit is reached.
     */
    Subscriber admitted(Channel channel, Opening opening, Set<String> types, Visit visit, String language) {
        LaneDesk desk = desks.computeIfAbsent(channel.eventLoop(),
                loop -> new LaneDesk(loop, feed, frames, limits, meters));
        Subscriber subscriber = new Subscriber(channel, desk,
                new LaneKey(opening.at(), types), opening.at(), visit, language);
        subscriber.sits(feed.seat(visit.box(), subscriber::closing));
        return subscriber;
    }

    /** What is said first. */
    byte[] hello(Opening opening) {
        return frames.hello(opening.hello(), limits.retry());
    }
}

package kz.centerpro.notification.sse;

import java.util.Set;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.Place;
import kz.centerpro.notification.stream.Vitals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One live stream as a sequence of frames: hello, events, heartbeats between them, and a problem if it must end. For
 * connections that cannot be taken over ({@link Takeover}): HTTP/1.0, HTTP/2, compression.
 */
final class SseStream {

    private static final byte[] LAST = {};
    /** Frames that may wait between the feed and the socket. */
    private static final int PREFETCH = 16;

    private final Feed feed;
    private final SseFrames frames;
    private final SseLimits limits;
    private final StreamMeters meters;

    SseStream(Feed feed, SseFrames frames, SseLimits limits, StreamMeters meters) {
        this.feed = feed;
        this.frames = frames;
        this.limits = limits;
        this.meters = meters;
    }

    Flux<byte[]> of(Opening opening, Set<String> types, Visit visit, String acceptLanguage) {
        return Flux.defer(() -> {
            Vitals vitals = new Vitals(meters.opened(StreamMeters.Door.SSE));
            Place place = new Place(opening.at());
            Flux<byte[]> events = feed.told(visit.box(), opening.at(), types, vitals).map(told -> {
                vitals.written(told.event());
                return frames.event(place.after(told), told);
            });
            Flux<byte[]> heartbeats = Flux.interval(limits.heartbeat()).onBackpressureDrop()
                    .map(_ -> frames.heartbeat(vitals.beat(), vitals.isStalled()));
            return Flux.merge(PREFETCH, events.concatWithValues(LAST), heartbeats).takeWhile(frame -> frame.length > 0)
                    .transform(visit::within)
                    .startWith(frames.hello(opening.hello(), limits.retry()))
                    .onErrorResume(error -> Mono.fromSupplier(() -> frames.problem(error, acceptLanguage)))
                    .doOnSubscribe(_ -> meters.came(StreamMeters.Door.SSE))
                    .doFinally(_ -> meters.left(StreamMeters.Door.SSE));
        });
    }
}

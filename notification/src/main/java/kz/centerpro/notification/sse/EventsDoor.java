package kz.centerpro.notification.sse;

import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Callers;
import kz.centerpro.notification.consumer.ConsumerDesk;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.BoxList;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.TypeFilter;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The caller's box, or those that it may read, over HTTP: one page, or with {@code Accept: text/event-stream} the live
 * stream.
 */
public final class EventsDoor {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 256;
    private static final int WAIT_MAX = 30;

    private final Feed feed;
    private final ConsumerDesk consumers;
    private final Callers callers;
    private final Clock clock;
    private final SseStream streams;
    private final Lanes lanes;
    private final StreamMeters meters;

    public EventsDoor(Feed feed, ConsumerDesk consumers, Callers callers, Clock clock, WireJson json,
            SseLimits limits, StreamMeters meters) {
        this.feed = feed;
        this.consumers = consumers;
        this.callers = callers;
        this.clock = clock;
        SseFrames frames = new SseFrames(json);
        this.streams = new SseStream(feed, frames, limits, meters);
        this.lanes = new Lanes(feed, frames, limits, meters);
        this.meters = meters;
    }

    Mono<ServerResponse> events(ServerRequest request) {
        return Mono.defer(() -> {
            Visit own = Visit.of(callers.of(request), clock);
            Visit visit = own.reading(BoxList.of(request.queryParams().getOrDefault("box", List.of()), own.box()));
            Set<String> types = TypeFilter.of(request.queryParams().getOrDefault("types", List.of()));
            return wantsStream(request) ? stream(request, visit, types) : page(request, visit, types);
        });
    }

    private Mono<ServerResponse> page(ServerRequest request, Visit visit, Set<String> types) {
        int limit = number(request, "limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        Duration wait = Duration.ofSeconds(number(request, "wait", 0, 0, WAIT_MAX));
        EventAge age = meters.opened(StreamMeters.Door.POLL);
        return start(request, visit).flatMap(after -> feed.poll(visit.box(), visit.boxes(), after, types, limit, wait))
                .flux()
                .transform(visit::within).next()
                .doOnSubscribe(_ -> meters.came(StreamMeters.Door.POLL))
                .doFinally(_ -> meters.left(StreamMeters.Door.POLL))
                .doOnNext(page -> page.events().forEach(age::written))
                .flatMap(page -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(page));
    }

    private Mono<ServerResponse> stream(ServerRequest request, Visit visit, Set<String> types) {
        feed.requireRoom(visit.box());
        String last = request.headers().firstHeader(HeaderNames.LAST_EVENT_ID);
        Mono<String> start = last == null || last.isBlank() ? start(request, visit) : Mono.just(last);
        return start.flatMap(after -> feed.open(visit.boxes(), after))
                .flatMap(opening -> ServerResponse.ok().contentType(MediaType.TEXT_EVENT_STREAM)
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform").header("X-Accel-Buffering", "no")
                        .build((exchange, _) -> written(exchange.getResponse(), opening, types, visit,
                                language(request))));
    }

    private Mono<Void> written(ServerHttpResponse response, Opening opening, Set<String> types, Visit visit,
            String language) {
        Channel channel = null;
        if (response instanceof AbstractServerHttpResponse direct) {
            channel = Takeover.channel(direct.getNativeResponse());
            Takeover.withoutChunksIfOld(direct.getNativeResponse());
        }
        return channel == null
                ? written(response, streams.of(opening, types, visit, language))
                : handedOver(response, channel, opening, types, visit, language);
    }

    /**
     * The framework writes the head and the hello; then the connection is the stream's own, and the request is over.
     */
    private Mono<Void> handedOver(ServerHttpResponse response, Channel channel, Opening opening, Set<String> types,
            Visit visit, String language) {
        return Mono.defer(() -> {
            Subscriber subscriber = lanes.admitted(channel, opening, types, visit, language);
            response.getHeaders().set(HttpHeaders.CONNECTION, "close"); // it closes when the stream ends
            return written(response, Flux.just(lanes.hello(opening)))
                    .then(Mono.<Void>create(over -> subscriber.takeOver(over::success)))
                    .doOnError(_ -> subscriber.abandoned()).doOnCancel(subscriber::abandoned);
        });
    }

    /** Flushes each frame; the socket's own demand is what the feed sees. */
    private static Mono<Void> written(ServerHttpResponse response, Flux<byte[]> frames) {
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(frames.map(frame -> Mono.just(buffers.wrap(frame))));
    }

    private static boolean wantsStream(ServerRequest request) {
        return request.headers().accept().stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
    }

    /** The cursor sent, that of the consumer named, or nothing. */
    private Mono<String> start(ServerRequest request, Visit visit) {
        return consumers.position(visit, request.queryParam("consumer").orElse(null),
                request.queryParam("after").orElse(null));
    }

    private static String language(ServerRequest request) {
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return asked == null ? "en" : asked;
    }

    private static int number(ServerRequest request, String name, int absent, int min, int max) {
        String text = request.queryParam(name).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        if (text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9') || Integer.parseInt(text) < min
                || Integer.parseInt(text) > max) {
            throw Refusal.field(name, "A whole number from " + min + " to " + max + ".");
        }
        return Integer.parseInt(text);
    }
}

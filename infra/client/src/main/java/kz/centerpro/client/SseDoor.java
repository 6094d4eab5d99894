package kz.centerpro.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** Server-sent events. The socket is read as far as frames are asked for. */
final class SseDoor implements Door {

    private final HttpCalls http;
    private final Duration silence;

    /** {@code silence} is how long a connection without a byte, not even a heartbeat, counts as alive. */
    SseDoor(HttpCalls http, Duration silence) {
        this.http = http;
        this.silence = silence;
    }

    @Override
    public Flux<Frame> open(String token, Ask ask) {
        return http.stream(HttpMethod.GET, path(ask), token,
                headers -> headers.set(HttpHeaderNames.ACCEPT, "text/event-stream"), null, bytes -> {
                    SseParser parser = new SseParser();
                    return bytes.timeout(silence).concatMapIterable(parser::feed, 1);
                });
    }

    private static String path(Ask ask) {
        List<String> query = new ArrayList<>();
        if (ask.after() != null) {
            query.add("after=" + encoded(ask.after()));
        }
        if (ask.consumer() != null) {
            query.add("consumer=" + encoded(ask.consumer()));
        }
        ask.boxes().forEach(box -> query.add("box=" + box));
        ask.types().forEach(type -> query.add("types=" + encoded(type)));
        return query.isEmpty() ? "/v1/events" : "/v1/events?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

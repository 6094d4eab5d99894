package kz.centerpro.notification.app;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Reads a stream of server-sent events as the standard says, over a connection of its own. */
record SseClient(String url, String token, @Nullable String lastEventId, Consumer<HttpClientResponse> answer) {

    /** {@code comment} is set for a comment alone. */
    record Frame(@Nullable String id, @Nullable String event, @Nullable String data, @Nullable String comment,
            @Nullable String retry) {

        static Frame of(String text) {
            Map<String, String> fields = new HashMap<>();
            for (String line : text.split("\n", -1)) {
                int colon = line.indexOf(':');
                if (colon == 0) {
                    fields.put("comment", line.substring(1).strip());
                } else if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            return new Frame(fields.get("id"), fields.get("event"), fields.get("data"), fields.get("comment"),
                    fields.get("retry"));
        }

        boolean isEvent() {
            return event != null && event.startsWith("kz.");
        }

        long seq() {
            String text = String.valueOf(data);
            int from = text.indexOf("\"sequence\":\"") + 12;
            return Long.parseLong(text.substring(from, text.indexOf('"', from)));
        }
    }

    static SseClient of(TestNode node, String query, String token, @Nullable String lastEventId) {
        return new SseClient(node.url("/v1/events" + query), token, lastEventId, _ -> {
        });
    }

    SseClient telling(Consumer<HttpClientResponse> to) {
        return new SseClient(url, token, lastEventId, to);
    }

    /** Cancelling closes the connection. */
    Flux<Frame> frames() {
        return HttpClient.newConnection().headers(headers -> {
            headers.set("Accept", "text/event-stream").set("Authorization", "Bearer " + token);
            if (lastEventId != null) {
                headers.set("Last-Event-ID", lastEventId);
            }
        }).get().uri(url).response((response, content) -> {
            answer.accept(response);
            return split(content);
        }).map(Frame::of);
    }

    private static Flux<String> split(ByteBufFlux content) {
        StringBuilder open = new StringBuilder();
        return content.asString(StandardCharsets.ISO_8859_1).concatMapIterable(text -> {
            open.append(text);
            var frames = new java.util.ArrayList<String>();
            for (int end = open.indexOf("\n\n"); end >= 0; end = open.indexOf("\n\n")) {
                frames.add(new String(open.substring(0, end).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)); // buffers end anywhere, also inside a character
                open.delete(0, end + 2);
            }
            return frames;
        });
    }
}

package kz.centerpro.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A box over server-sent events. Reconnects by itself and goes on after the last event heard. */
public final class EventStream {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** Three heartbeats missed: the connection is dead, whatever TCP thinks. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final HubClient hub;
    private final TokenSource tokens;
    private final List<String> types;
    private @Nullable String cursor;
    private Duration pause = Duration.ofSeconds(1);
    private int failures;

    /** {@code after} is a cursor, {@code top}, or null for the oldest event kept. */
    public EventStream(HubClient hub, TokenSource tokens, @Nullable String after, List<String> types) {
        this.hub = hub;
        this.tokens = tokens;
        this.cursor = after;
        this.types = List.copyOf(types);
    }

    /** Where a later stream would go on. */
    public @Nullable String cursor() {
        return cursor;
    }

    /** Follows until the listener has enough; throws what no reconnection can heal. */
    public void follow(StreamListener listener) throws IOException {
        while (true) {
            try {
                if (!connected(listener)) {
                    return;
                }
                listener.cut("the hub ended the stream");
            } catch (HubRefusal refusal) {
                boolean other = refusal.status() == 401 && tokens.renew() && failures < 3;
                if (!other && !refusal.passing()) {
                    throw refusal;
                }
                listener.cut(String.valueOf(refusal.getMessage()));
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException lost) {
                if (lost.getCause() instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                    throw stopped(lost);
                }
                listener.cut(String.valueOf(lost.getMessage()));
            }
            Duration wait = Retry.jittered(pause.multipliedBy(1L << Math.min(failures++, 5)));
            Retry.sleep(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
        }
    }

    private static InterruptedIOException stopped(IOException lost) {
        InterruptedIOException stopped = new InterruptedIOException("stopped");
        stopped.initCause(lost);
        return stopped;
    }

    /** False when the listener had enough. */
    private boolean connected(StreamListener listener) throws IOException {
        try (InputStream bytes = hub.stream(path(), tokens.token(), lastEventId()).body();
                Watchdog watchdog = new Watchdog(SILENCE, bytes);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            List<String> frame = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                watchdog.alive();
                if (!line.isEmpty()) {
                    frame.add(line);
                } else if (!frame.isEmpty()) {
                    if (!heard(frame, listener)) {
                        return false;
                    }
                    frame.clear();
                }
            }
            return true;
        }
    }

    private boolean heard(List<String> frame, StreamListener listener) {
        String event = "message";
        StringBuilder data = new StringBuilder();
        for (String line : frame) {
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "event" -> event = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                case "retry" -> pause = Duration.ofMillis(Long.parseLong(value));
                default -> {
                    // comments and the id, which the event itself carries as its cursor
                }
            }
        }
        return data.isEmpty() || dispatched(event, data.toString(), listener);
    }

    private boolean dispatched(String event, String data, StreamListener listener) {
        return switch (event) {
            case "problem" -> throw HubRefusal.of(data);
            case "hello" -> {
                JsonNode hello = JsonMapper.shared().readTree(data);
                cursor = hello.path("from").asString();
                failures = 0;
                listener.opened(hello.path("from").asString(), hello.path("top").asString());
                yield true;
            }
            default -> {
                StreamEvent heard = StreamEvent.of(data);
                boolean more = listener.event(heard);
                cursor = heard.cursor();
                yield more;
            }
        };
    }

    private String path() {
        StringBuilder path = new StringBuilder("/v1/events?");
        types.forEach(type -> path.append("types=").append(encoded(type)).append('&'));
        if ("top".equals(cursor)) {
            path.append("after=top");
        }
        return path.toString();
    }

    private @Nullable String lastEventId() {
        return "top".equals(cursor) ? null : cursor;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package kz.centerpro.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows one box over SSE on a thread of its own, as a browser would; {@link #cut} drops the connection. */
final class Boxes implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final InputStream body;
    private volatile @Nullable String lastId;

    private Boxes(String base, String token, @Nullable String after) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/v1/events"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError("stream refused: " + response.statusCode());
            }
            body = response.body();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        Thread.ofVirtual().start(this::read);
    }

    static Boxes follow(String base, String token, @Nullable String after) {
        return new Boxes(base, token, after);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    events.add(Party.JSON.readTree(line.substring(5)));
                    lastId = id;
                }
            }
        } catch (IOException cut) {
            // the test closed it
        }
    }

    /** The next event of that kind; others are passed over. */
    JsonNode next(String type, Duration patience) {
        return next(event -> event.path("type").asString("").endsWith(type), type, patience);
    }

    JsonNode next(Predicate<JsonNode> wanted, String what, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
                JsonNode event = events.poll(left, TimeUnit.NANOSECONDS);
                if (event != null && wanted.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no event " + what + " within " + patience);
    }

    @Nullable
    String cut() {
        close();
        return lastId;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

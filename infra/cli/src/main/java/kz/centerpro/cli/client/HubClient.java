package kz.centerpro.cli.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the HTTP doors. Blocks; an answer that is no success is a {@link HubRefusal}. */
public final class HubClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).build();
    private final JsonMapper json = JsonMapper.shared();

    public HubClient(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    public JsonNode get(String path, @Nullable String token) throws IOException {
        return tree(send(request(path, token).GET().build(), BodyHandlers.ofString()));
    }

    public byte[] bytes(String path, @Nullable String token) throws IOException {
        HttpResponse<byte[]> answer = send(request(path, token).GET().build(), BodyHandlers.ofByteArray());
        return checked(answer, new String(answer.body(), StandardCharsets.UTF_8));
    }

    public JsonNode post(String path, @Nullable String token, Object body) throws IOException {
        return tree(send(request(path, token).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build(), BodyHandlers.ofString()));
    }

    /** Without a body. */
    public JsonNode put(String path, @Nullable String token) throws IOException {
        return tree(send(request(path, token).PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofString()));
    }

    public JsonNode delete(String path, @Nullable String token) throws IOException {
        return tree(send(request(path, token).DELETE().build(), BodyHandlers.ofString()));
    }

    /** A submission; what it is answered and whether the hub had answered it before. */
    public Answer submit(String token, @Nullable String key, MultipartBody body) throws IOException {
        HttpRequest.Builder request = request("/v1/documents", token).timeout(Duration.ofMinutes(10))
                .header("Content-Type", body.contentType());
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        HttpResponse<String> answer = send(request.POST(publisher(body)).build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), tree(answer));
    }

    /** Status 201 for a new document, 200 for a repeated answer, 202 while evidence is missing. */
    public record Answer(int status, JsonNode body) {}

    private static BodyPublisher publisher(MultipartBody body) throws IOException {
        return body.publisher();
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER)
                .header("Accept", "application/json").header("User-Agent", "center");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode tree(HttpResponse<String> answer) {
        String body = checked(answer, answer.body());
        return body.isBlank() ? json.createObjectNode() : json.readTree(body);
    }

    private static <T> T checked(HttpResponse<T> answer, String body) {
        if (answer.statusCode() / 100 != 2) {
            throw new HubRefusal(answer.statusCode(), body, answer.headers().firstValue("Retry-After").orElse(null));
        }
        return answer.body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}

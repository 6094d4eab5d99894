package kz.centerpro.cabinet;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.sandbox.trustcentre.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person with a key who speaks the wire contract: what a test arranges around the browser. */
final class Someone {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String base;
    private final Person person;
    private volatile String token = "";
    private @Nullable JsonNode participant;

    Someone(String base, Person person) {
        this.base = base;
        this.person = person;
    }

    Person person() {
        return person;
    }

    String taxId() {
        return participant == null ? "" : participant.path("taxId").asString();
    }

    String name() {
        return participant == null ? "" : participant.path("name").asString();
    }

    /** Signs in, registers when needed and accepts the offer. */
    Someone join(String kind) {
        signIn();
        if (participant == null) {
            JsonNode registered = call("POST", "/v1/participants", Map.of("kind", kind));
            token = registered.path("accessToken").asString();
            participant = registered.path("participant");
            JsonNode statement = call("GET", "/v1/offers/current/statement", null);
            String text = statement.path("statement").asString();
            call("POST", "/v1/acceptances", Map.of("statement", text, "signature", sign(text), "offerNo",
                    statement.path("offerNo").asInt(), "policyNo", statement.path("policyNo").asInt(), "language",
                    "ru"));
        }
        return this;
    }

    Someone signIn() {
        String challenge = call("POST", "/v1/auth/challenges", Map.of()).path("challenge").asString();
        JsonNode tokens = call("POST", "/v1/auth/tokens",
                Map.of("challenge", challenge, "signature", sign(challenge)));
        token = tokens.path("accessToken").asString();
        JsonNode known = tokens.path("participant");
        participant = known.isObject() ? known : null;
        return this;
    }

    /** Puts this person's session into a browser, by the same doors as the page uses. */
    void enter(BrowserContext context) {
        APIRequestContext api = context.request();
        APIResponse challenge = api.post(base + "/v1/auth/challenges", options(Map.of()));
        String text = JSON.readTree(challenge.body()).path("challenge").asString();
        APIResponse tokens = api.post(base + "/v1/auth/tokens",
                options(Map.of("challenge", text, "signature", sign(text), "as", "cookie")));
        if (!tokens.ok()) {
            throw new AssertionError(tokens.status() + ": " + tokens.text());
        }
    }

    private static RequestOptions options(Map<String, ?> body) {
        return RequestOptions.create().setHeader("Content-Type", "application/json").setHeader("X-Cabinet", "1")
                .setHeader("Idempotency-Key", UUID.randomUUID().toString()).setData(JSON.writeValueAsString(body));
    }

    /** Sends that many documents in one batch; their numbers in the order of the titles. */
    List<String> send(Someone to, int count, String title) {
        return send(to, count, title, Map.of());
    }

    /** The same; {@code further} are fields of the metadata. */
    List<String> send(Someone to, int count, String title, Map<String, ?> further) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            byte[] content = (title + " № " + i).getBytes(StandardCharsets.UTF_8);
            Map<String, Object> metadata = new LinkedHashMap<>(Map.of("title", title + " № " + i, "fileName",
                    "document-" + i + ".txt", "recipients", List.of(Map.of("country", "KZ", "taxId", to.taxId())),
                    "externalId", UUID.randomUUID().toString()));
            metadata.putAll(further);
            lines.append(JSON.writeValueAsString(Map.of("metadata", metadata, "signature",
                    Base64.getEncoder().encodeToString(person.signer().sign(content, false)), "content",
                    Base64.getEncoder().encodeToString(content)))).append('\n');
        }
        HttpResponse<byte[]> answer = exchange(request("/v1/documents:batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString())).build());
        Map<Integer, String> numbers = new java.util.TreeMap<>();
        new String(answer.body(), StandardCharsets.UTF_8).lines().map(JSON::readTree)
                .filter(line -> line.has("line")).forEach(line -> {
                    String number = line.path("answer").path("number").asString("");
                    if (number.isEmpty()) {
                        throw new AssertionError("not registered: " + line);
                    }
                    numbers.put(line.path("line").asInt(), number);
                });
        return new ArrayList<>(numbers.values());
    }

    /** Whether there is something at this address. */
    boolean finds(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build()).statusCode() < 400;
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    /** The answer's body; anything but a success is an error of the test. */
    JsonNode call(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path).method(method, body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        HttpResponse<byte[]> answer = exchange(request.build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body().length == 0 ? JSON.missingNode() : JSON.readTree(answer.body());
    }

    /** Hands in a file as it is. */
    JsonNode hand(String path, String type, byte[] file) {
        HttpResponse<byte[]> answer = exchange(request(path).header("Content-Type", type)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)).build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }

    String sign(String text) {
        return Base64.getEncoder()
                .encodeToString(person.signer().sign(text.getBytes(StandardCharsets.UTF_8), false));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

package kz.centerpro.assembly;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the hub in a test: one person with a key, speaking the wire contract and nothing else. */
final class Party {

    static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final UnaryOperator<byte[]> signing;
    private Duration patience = Duration.ofSeconds(60);
    private volatile String token = "";
    private @Nullable JsonNode participant;
    private Consumer<Exchange> watcher = _ -> {
    };

    /** A request with its JSON body, if it has one, and the answer to it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Exchange(String method, URI uri, byte @Nullable [] json, Answer answer) {}
    private @Nullable String traceparent;
    private @Nullable String key;
    private String @Nullable [] header;

    Party(String base, ClientSigner signer) {
        this(base, content -> signer.sign(content, false));
    }

    /** {@code signing} makes a detached CMS over its argument. */
    Party(String base, UnaryOperator<byte[]> signing) {
        this.base = base;
        this.signing = signing;
    }

    /** An answer with its body as JSON, or a missing node when there is none. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, JsonNode body, byte[] bytes, Map<String, List<String>> headers) {

        Answer expect(int... expected) {
            if (Arrays.stream(expected).noneMatch(code -> code == status)) {
                throw new AssertionError("expected " + Arrays.toString(expected) + " but was " + status + ": "
                        + new String(bytes, StandardCharsets.UTF_8));
            }
            return this;
        }

        String text(String field) {
            return body.path(field).asString();
        }
    }

    Party at(String otherBase) {
        Party moved = new Party(otherBase, signing);
        moved.token = token;
        moved.participant = participant;
        moved.patience = patience;
        return moved;
    }

    /** The same party, who takes a request for unanswered after {@code longest}. */
    Party within(Duration longest) {
        Party hasty = at(base);
        hasty.patience = longest;
        return hasty;
    }

    /** The same party; {@code watcher} sees every exchange from now on. */
    Party watchedBy(Consumer<Exchange> sees) {
        watcher = sees;
        return this;
    }

    Consumer<Exchange> watcher() {
        return watcher;
    }

    /** The same party, whose submissions carry this {@code traceparent}. */
    Party traced(@Nullable String parent) {
        Party traced = at(base);
        traced.traceparent = parent;
        return traced;
    }

    /** The same party, whose calls with JSON or without a body carry this header. */
    Party with(String header, String value) {
        Party with = at(base);
        with.header = new String[]{header, value};
        return with;
    }

    /** The same party, whose calls with JSON carry this {@code Idempotency-Key}. */
    Party keyed(String idempotencyKey) {
        Party keyed = at(base);
        keyed.key = idempotencyKey;
        return keyed;
    }

    byte[] sign(byte[] content) {
        return signing.apply(content);
    }

    String token() {
        return token;
    }

    String taxId() {
        return participant == null ? "" : participant.path("taxId").asString();
    }

    /** The number of the participant's box. */
    long box() {
        return participant == null ? 0 : participant.path("boxId").asLong();
    }

    Answer signIn() {
        Answer challenge = call("POST", "/v1/auth/challenges", Map.of()).expect(200, 201);
        String text = challenge.text("challenge");
        Answer tokens = call("POST", "/v1/auth/tokens",
                Map.of("challenge", text, "signature", base64(sign(text.getBytes(StandardCharsets.UTF_8)))));
        if (tokens.status == 200) {
            token = tokens.text("accessToken");
            JsonNode known = tokens.body.path("participant");
            participant = known.isObject() ? known : null;
        }
        return tokens;
    }

    /** Signs in, registers when needed and accepts the offer. */
    Party join(Map<String, Object> registration) {
        signIn().expect(200);
        if (participant == null) {
            Answer registered = call("POST", "/v1/participants", registration).expect(201);
            token = registered.text("accessToken");
            participant = registered.body.path("participant");
            acceptOffer().expect(201);
        }
        return this;
    }

    Answer acceptOffer() {
        Answer statement = call("GET", "/v1/offers/current/statement", null).expect(200);
        return call("POST", "/v1/acceptances",
                Map.of("statement", statement.text("statement"), "signature",
                        base64(sign(statement.text("statement").getBytes(StandardCharsets.UTF_8))), "offerNo",
                        statement.body.path("offerNo").asInt(), "policyNo", statement.body.path("policyNo").asInt(),
                        "language", "ru"));
    }

    Answer send(Party to, byte[] content) {
        return send(metadata(to, null), sign(content), content, UUID.randomUUID().toString());
    }

    static Map<String, Object> metadata(Party to, @Nullable String externalId) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", "Счёт на оплату");
        metadata.put("fileName", "invoice.txt");
        JsonNode known = to.participant;
        metadata.put("recipients",
                List.of(Map.of("country", known == null ? "KZ" : known.path("country").asString("KZ"), "taxId",
                        to.taxId())));
        if (externalId != null) {
            metadata.put("externalId", externalId);
        }
        return metadata;
    }

    /** Parts that are null are left out. */
    Answer send(Map<String, Object> metadata, byte @Nullable [] signature, byte @Nullable [] content,
            @Nullable String key) {
        String boundary = "b" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "metadata", "application/json", JSON.writeValueAsBytes(metadata));
        if (signature != null) {
            part(body, boundary, "signature", "application/pkcs7-signature", signature);
        }
        if (content != null) {
            part(body, boundary, "content", "application/octet-stream", content);
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/v1/documents"))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return sent(request.build(), null);
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, String type, byte[] bytes) {
        String file = name.equals("metadata") ? "" : "; filename=\"" + name + ".bin\"";
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file
                + "\r\nContent-Type: " + type
                + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    /** What is there in another form. */
    Answer get(String path, String accept) {
        return sent(HttpRequest.newBuilder(URI.create(base + path)).timeout(patience).header("Accept", accept)
                .header("Authorization", "Bearer " + token).build(), null);
    }

    Answer call(String method, String path, @Nullable Object json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience)
                .method(method,
                        json == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(json)));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (header != null) {
            request.headers(header);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return sent(request.build(), json == null ? null : JSON.writeValueAsBytes(json));
    }

    /** Posts bytes as they are. */
    Answer body(String path, String type, byte[] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60))
                .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return sent(request.build(), null);
    }

    /** Sends NDJSON; the answer's lines are in its bytes. */
    Answer lines(String path, String body) {
        return sent(HttpRequest.newBuilder(URI.create(base + path)).timeout(patience)
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), null);
    }

    private Answer sent(HttpRequest request, byte @Nullable [] json) {
        Answer answer = answered(request);
        watcher.accept(new Exchange(request.method(), request.uri(), json, answer));
        return answer;
    }

    private static Answer answered(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean json = type.contains("json") && !type.contains("ndjson")
                    && response.body().length > 0;
            return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.missingNode(),
                    response.body(),
                    response.headers().map());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

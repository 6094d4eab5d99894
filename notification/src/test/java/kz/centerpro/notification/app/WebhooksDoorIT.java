package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks through the door of the real process. */
class WebhooksDoorIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.webhook.keys=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "center.notification.webhook.loopback=true");
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Answered(int status, JsonNode body) {

        String text(String member) {
            return body.get(member).asString();
        }
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void isMadeShownPausedResumedAndDeleted() {
        Answered made = call(1, "POST", "/v1/webhooks",
                "{\"url\":\"https://example.kz/hook\",\"types\":[\"kz.b\",\"kz.a\"],\"description\":\"Есеп\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("secret")).startsWith("whsec_");
        assertThat(made.text("status")).isEqualTo("PENDING");
        assertThat(made.text("cursor")).isEqualTo(new Cursor(1, 0).encode());
        String path = "/v1/webhooks/" + made.text("id");
        Answered shown = call(1, "GET", path, null);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().has("secret")).as("the secret is told once").isFalse();
        assertThat(shown.body().get("types").values().stream().map(JsonNode::asString)).containsExactly("kz.a", "kz.b");
        assertThat(call(1, "POST", path + "/pause", null).text("pausedBecause")).isEqualTo("ASKED");
        assertThat(call(1, "POST", path + "/resume", null).text("status")).isEqualTo("PENDING");
        assertThat(call(1, "GET", "/v1/webhooks", null).body().get("items").size()).isEqualTo(1);
        assertThat(call(1, "DELETE", path, null).status()).isEqualTo(204);
        assertThat(call(1, "GET", path, null).status()).isEqualTo(404);
    }

    @Test
    void aStrangersWebhookIsLikeNone() {
        String path = "/v1/webhooks/" + call(2, "POST", "/v1/webhooks",
                "{\"url\":\"https://example.kz/hook\",\"signature\":\"v1a\"}").text("id");
        assertThat(call(2, "GET", path, null).text("publicKey")).startsWith("whpk_");
        for (String other : List.of(path, "/v1/webhooks/" + UUID.randomUUID(), "/v1/webhooks/mine")) {
            assertThat(call(3, "GET", other, null).status()).isEqualTo(404);
            assertThat(call(3, "DELETE", other, null).status()).isEqualTo(404);
            assertThat(call(3, "POST", other + "/pause", null).status()).isEqualTo(404);
            assertThat(call(3, "POST", other + "/resume", null).status()).isEqualTo(404);
            assertThat(call(3, "POST", other + "/redeliver", "{\"after\":\"floor\"}").status()).isEqualTo(404);
            assertThat(call(3, "GET", other + "/deliveries", null).status()).isEqualTo(404);
        }
        assertThat(call(3, "GET", "/v1/webhooks", null).body().get("items").size()).isZero();
        assertThat(call(0, "GET", "/v1/webhooks", null).text("code")).isEqualTo("not_registered");
    }

    @Test
    void refusesWhatCannotBeServed() {
        assertThat(refused("{\"url\":\"http://example.kz/hook\"}")).isEqualTo("url");
        assertThat(refused("{\"url\":\"https://169.254.169.254/latest\"}")).isEqualTo("url");
        assertThat(refused("{}")).isEqualTo("url");
        assertThat(refused("{\"url\":\"https://example.kz/\",\"signature\":\"v2\"}")).isEqualTo("signature");
        assertThat(call(4, "POST", "/v1/webhooks", "[").status()).isEqualTo(400);
        assertThat(call(4, "POST", "/v1/webhooks", null).status()).isEqualTo(400);
        assertThat(call(4, "POST", "/v1/webhooks", "{\"url\":\"https://example.kz/\",\"after\":\"never\"}")
                .text("code")).isEqualTo("cursor_invalid");
    }

    @Test
    void deliversSoonAfterTheEventAndTellsIt() {
        List<JsonNode> got = new CopyOnWriteArrayList<>();
        DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).route(routes -> routes.post("/hook",
                (request, response) -> request.receive().aggregate().asString()
                        .flatMap(body -> {
                            if (body.contains("challenge")) {
                                return response.sendString(Mono.just(body)).then();
                            }
                            got.add(JSON.readTree(body));
                            return response.status(204).send().then();
                        })))
                .bindNow();
        try {
            Answered made = call(5, "POST", "/v1/webhooks",
                    "{\"url\":\"http://127.0.0.1:" + server.port() + "/hook\"}");
            NODE.appended(5, 3);
            String path = "/v1/webhooks/" + made.text("id");
            for (int look = 0; look < 400
                    && !call(5, "GET", path, null).text("cursor").equals(new Cursor(1, 3).encode()); look++) {
                Mono.delay(Duration.ofMillis(50)).block(SOON);
            }
            assertThat(got).singleElement()
                    .satisfies(page -> assertThat(page.get("data").get("events").size()).isEqualTo(3));
            Answered deliveries = call(5, "GET", path + "/deliveries", null);
            assertThat(deliveries.body().get("items").get(0).get("outcome").asString()).isEqualTo("DELIVERED");
            assertThat(deliveries.body().get("deadLetters").size()).isZero();
            assertThat(call(5, "POST", path + "/redeliver", "{\"event\":\"" + new Cursor(1, 2).encode() + "\"}")
                    .status()).isEqualTo(200);
            assertThat(call(5, "POST", path + "/redeliver", "{}").text("field")).isEqualTo("after");
        } finally {
            server.disposeNow();
        }
    }

    private static String refused(String body) {
        Answered answer = call(4, "POST", "/v1/webhooks", body);
        assertThat(answer.text("code")).isEqualTo("invalid_field");
        return answer.text("field");
    }

    private static Answered call(long box, String method, String path, @Nullable String body) {
        ByteBufMono sent = ByteBufMono.fromString(Mono.justOrEmpty(body));
        return Objects.requireNonNull(HttpClient.create().headers(headers -> headers
                .set("Authorization", "Bearer " + NODE.token(box)).set("Content-Type", "application/json"))
                .request(io.netty.handler.codec.http.HttpMethod.valueOf(method)).uri(NODE.url(path)).send(sent)
                .responseSingle((response, bytes) -> bytes.asString().defaultIfEmpty("{}").map(
                        text -> new Answered(response.status().code(), JSON.readTree(text))))
                .block(SOON));
    }
}

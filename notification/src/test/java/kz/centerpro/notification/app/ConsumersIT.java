package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.InvalidException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.testkit.RSocketPayloads;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Named consumers on every door. */
class ConsumersIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl());
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicLong BOXES = new AtomicLong(300);

    private final long box = BOXES.incrementAndGet();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void aConsumerIsMadeAndMovesOnAndBackOnlyWhenAskedTo() {
        NODE.appended(box, 10);
        JsonClient.Answer made = put("erp", acknowledging(3));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("cursor")).isEqualTo(cursor(3));
        assertThat(made.text("top")).isEqualTo(cursor(10));
        assertThat(made.body().get("lag").asInt()).isEqualTo(7);
        assertThat(made.body().get("expired").asBoolean()).isFalse();
        assertThat(made.text("acknowledgedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        assertThat(put("erp", acknowledging(7)).text("cursor")).isEqualTo(cursor(7));
        JsonClient.Answer late = put("erp", acknowledging(5));
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("cursor")).as("an older cursor does not move it back").isEqualTo(cursor(7));
        assertThat(put("erp", "{\"cursor\":\"" + cursor(5) + "\",\"reset\":true}").text("cursor"))
                .isEqualTo(cursor(5));
        assertThat(put("erp", "{}").text("cursor")).as("without a cursor it stays").isEqualTo(cursor(5));
        assertThat(put("erp", "{\"cursor\":\"top\"}").text("cursor")).isEqualTo(cursor(10));
        assertThat(put("fresh", "").text("cursor")).as("new without a cursor: from the oldest").isEqualTo(cursor(0));

        JsonNode all = call(HttpMethod.GET, "/v1/consumers", "").body().get("consumers");
        assertThat(all.values().stream().map(it -> it.get("name").asString())).containsExactly("erp", "fresh");
        assertThat(call(HttpMethod.GET, "/v1/consumers/erp", "").body().get("lag").asInt()).isZero();
        assertThat(call(HttpMethod.DELETE, "/v1/consumers/erp", "").status()).isEqualTo(204);
        assertThat(call(HttpMethod.DELETE, "/v1/consumers/erp", "").status()).isEqualTo(404);
        assertThat(call(HttpMethod.GET, "/v1/consumers/erp", "").text("code")).isEqualTo("not_found");
    }

    @Test
    void acknowledgementsAtTheSameTimeEndAtTheNewest() {
        NODE.appended(box, 200);
        Flux.range(1, 200).flatMap(seq -> exchange(HttpMethod.PUT, "/v1/consumers/erp", acknowledging(seq * 73 % 201)),
                16).then().block(SOON);
        assertThat(call(HttpMethod.GET, "/v1/consumers/erp", "").text("cursor")).isEqualTo(cursor(200));
    }

    @Test
    void aConsumerBelongsToItsBox() {
        NODE.appended(box, 2);
        put("erp", acknowledging(1));
        long other = BOXES.incrementAndGet();
        NODE.appended(other, 1);
        JsonNode there = Objects.requireNonNull(
                exchange(HttpMethod.GET, "/v1/consumers/erp", "", NODE.token(other)).block(SOON)).body();
        assertThat(there.get("code").asString()).isEqualTo("not_found");
    }

    @Test
    void refusesWhatCannotBe() {
        NODE.appended(box, 2);
        for (String name : List.of("ERP", ".x", "a%20b", "x".repeat(65))) {
            JsonClient.Answer refused = put(name, acknowledging(1));
            assertThat(refused.status()).as(name).isEqualTo(422);
            assertThat(refused.text("field")).isEqualTo("consumer");
        }
        assertThat(put("erp", acknowledging(3)).text("code")).as("beyond the top").isEqualTo("cursor_expired");
        assertThat(put("erp", "{\"cursor\":\"17\"}").text("code")).isEqualTo("cursor_invalid");
        assertThat(put("erp", "[").status()).isEqualTo(400);
        assertThat(call(HttpMethod.GET, "/v1/events?consumer=erp", "").status()).isEqualTo(404);
        assertThat(call(HttpMethod.GET, "/v1/events?consumer=erp&after=top", "").text("field")).isEqualTo("consumer");
        for (int n = 0; n < 64; n++) {
            assertThat(put("c" + n, acknowledging(1)).status()).isEqualTo(201);
        }
        assertThat(put("one-more", acknowledging(1)).status()).isEqualTo(409);
        assertThat(put("c0", acknowledging(2)).status()).isEqualTo(200);
        assertThat(Objects.requireNonNull(exchange(HttpMethod.GET, "/v1/consumers", "", NODE.token(0)).block(SOON))
                .text("code")).isEqualTo("not_registered");
    }

    @Test
    void everyDoorGoesOnFromTheConsumer() {
        NODE.appended(box, 6);
        put("erp", acknowledging(4));
        assertThat(call(HttpMethod.GET, "/v1/events?consumer=erp", "").body().get("events").values().stream()
                .map(event -> event.get("sequence").asString())).containsExactly("5", "6");
        StepVerifier.create(SseClient.of(NODE, "?consumer=erp", NODE.token(box), null).frames()
                .filter(SseClient.Frame::isEvent).map(SseClient.Frame::seq)).expectNext(5L, 6L).thenCancel()
                .verify(SOON);
        StepVerifier.create(SseClient.of(NODE, "?consumer=erp", NODE.token(box), cursor(5)).frames()
                .filter(SseClient.Frame::isEvent).map(SseClient.Frame::seq)).expectNext(6L).thenCancel().verify(SOON);

        RSocket socket = connected();
        Payload tail = RSocketPayloads.of("{\"consumer\":\"erp\"}", "events.tail", null);
        StepVerifier.create(TailClient.texts(socket, tail).skip(1).map(TailClient::seq)).expectNext(5L, 6L).thenCancel()
                .verify(SOON);
        assertThat(ack(socket, "{\"consumer\":\"erp\",\"cursor\":\"" + cursor(5) + "\"}").get("lag").asInt())
                .isEqualTo(1);
        assertThat(ack(socket, "{\"consumer\":\"erp\",\"cursor\":\"" + cursor(2) + "\"}").get("cursor").asString())
                .isEqualTo(cursor(5));
        for (String broken : List.of("[]", "null", "", "{\"cursor\":\"top\"}")) {
            StepVerifier.create(socket.requestResponse(RSocketPayloads.of(broken, "events.ack", null)))
                    .expectError(InvalidException.class).verify(SOON);
        }
        socket.dispose();
    }

    private RSocket connected() {
        return Objects.requireNonNull(TailClient.connect(TailClient.tcp(NODE), NODE.token(box)).block(SOON));
    }

    private static JsonNode ack(RSocket socket, String data) {
        Payload answer = Objects.requireNonNull(
                socket.requestResponse(RSocketPayloads.of(data, "events.ack", null)).block(SOON));
        try {
            return JSON.readTree(answer.getDataUtf8());
        } finally {
            answer.release();
        }
    }

    private JsonClient.Answer put(String name, String body) {
        return call(HttpMethod.PUT, "/v1/consumers/" + name, body);
    }

    private JsonClient.Answer call(HttpMethod method, String path, String body) {
        return Objects.requireNonNull(exchange(method, path, body).block(SOON));
    }

    private Mono<JsonClient.Answer> exchange(HttpMethod method, String path, String body) {
        return exchange(method, path, body, NODE.token(box));
    }

    private static Mono<JsonClient.Answer> exchange(HttpMethod method, String path, String body, String token) {
        return JsonClient.exchange(NODE, method, path, body, token);
    }

    private static String acknowledging(long seq) {
        return "{\"cursor\":\"" + cursor(seq) + "\"}";
    }

    private static String cursor(long seq) {
        return new Cursor(1, seq).encode();
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.testkit.RSocketPayloads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Documents over RSocket: the answers, keys and problems of the HTTP doors. */
class RSocketIntakeIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Party alice = TestCenter.companyA();
    private final Party bob = TestCenter.companyB();

    enum Over {
        TCP, WEBSOCKET
    }

    @ParameterizedTest
    @EnumSource
    void submitsOneDocumentAndRepeatsItsAnswer(Over over) {
        RSocket socket = connect(over, alice.token());
        String line = line("Один документ", UUID.randomUUID().toString(), null);
        JsonNode first = response(socket, line);
        assertThat(first.path("status").asInt()).isEqualTo(201);
        String number = first.path("answer").path("number").asString();
        assertThat(number).matches("[0-9]{20}");
        JsonNode second = response(socket, line);
        assertThat(second.path("status").asInt()).isEqualTo(200);
        assertThat(second.path("answer").path("number").asString()).isEqualTo(number);
        // The key is one at all doors.
        String key = UUID.randomUUID().toString();
        byte[] content = "По ключу".getBytes(StandardCharsets.UTF_8);
        JsonNode keyed = response(socket, line("По ключу", null, key));
        assertThat(alice.send(Party.metadata(bob, null), alice.sign(content), content, key).expect(200).text("number"))
                .isEqualTo(keyed.path("answer").path("number").asString());
        socket.dispose();
    }

    @ParameterizedTest
    @EnumSource
    void answersABatchInTheOrderOfCompletionAndSumsUp(Over over) {
        RSocket socket = connect(over, alice.token());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(line("Счёт № " + i, "socket-" + UUID.randomUUID(), null));
        }
        lines.add(lines.getFirst());
        lines.add("{\"metadata\":");
        lines.add("");
        lines.add("\"" + "x".repeat(600 * 1024) + "\"");
        List<JsonNode> answers = batch(socket, lines);
        Map<Long, JsonNode> byLine = new HashMap<>();
        answers.subList(0, answers.size() - 1).forEach(answer -> byLine.put(answer.path("line").asLong(), answer));
        assertThat(byLine).hasSize(103).containsKeys(2L, 103L, 105L).doesNotContainKey(1L).doesNotContainKey(104L);
        assertThat(at(byLine, 103).path("problem").path("code").asString()).isEqualTo("malformed_request");
        assertThat(at(byLine, 105).path("problem").path("code").asString()).isEqualTo("too_large");
        assertThat(at(byLine, 102).path("answer").path("number").asString())
                .isEqualTo(at(byLine, 2).path("answer").path("number").asString());
        JsonNode summary = answers.getLast().path("summary");
        assertThat(summary.path("lines").asInt()).isEqualTo(103);
        assertThat(summary.path("registered").asInt()).isEqualTo(100);
        assertThat(summary.path("repeated").asInt()).isEqualTo(1);
        assertThat(summary.path("refused").asInt()).isEqualTo(2);
        assertThat(summary.path("complete").asBoolean()).isTrue();
        socket.dispose();
    }

    @Test
    void refusesAsTheHttpDoorDoes() {
        RSocket socket = connect(Over.TCP, alice.token());
        expectError(socket, "{\"metadata\":", InvalidException.class, "malformed_request");
        expectError(socket, "\"" + "x".repeat(600 * 1024) + "\"", InvalidException.class, "too_large");
        byte[] content = "одно".getBytes(StandardCharsets.UTF_8);
        expectError(socket, json(Party.metadata(bob, null), alice.sign(new byte[]{1}), content, null),
                ApplicationErrorException.class, "signature_invalid");
        String once = line("одно и то же", UUID.randomUUID().toString(), null);
        assertThat(response(socket, once).path("status").asInt()).isEqualTo(201);
        expectError(socket, once.replace("Счёт на оплату", "Другое название"), ApplicationErrorException.class,
                "external_id_conflict");
        socket.dispose();
        RSocket nobody = connect(Over.TCP, null);
        expectError(nobody, "{}", RejectedException.class, "unauthenticated");
        nobody.dispose();
    }

    private static void expectError(RSocket socket, String data, Class<? extends Throwable> type, String code) {
        assertThat(socket.requestResponse(RSocketPayloads.of(data, "documents.submit", null)).map(Payload::getDataUtf8)
                .onErrorResume(error -> Flux.just(error.getClass().getName() + error.getMessage()).next())
                .block(SOON)).startsWith(type.getName()).contains("\"code\":\"" + code);
    }

    private String line(String text, @Nullable String externalId, @Nullable String key) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return json(Party.metadata(bob, externalId), alice.sign(content), content, key);
    }

    private static String json(Map<String, Object> metadata, byte[] signature, byte[] content, @Nullable String key) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("metadata", metadata);
        line.put("signature", Party.base64(signature));
        line.put("content", Party.base64(content));
        if (key != null) {
            line.put("idempotencyKey", key);
        }
        return Party.JSON.writeValueAsString(line);
    }

    private static JsonNode at(Map<Long, JsonNode> answers, long line) {
        return Objects.requireNonNull(answers.get(line));
    }

    private static JsonNode response(RSocket socket, String data) {
        return Party.JSON.readTree(Objects.requireNonNull(
                socket.requestResponse(RSocketPayloads.of(data, "documents.submit", null)).map(Payload::getDataUtf8)
                        .block(SOON)));
    }

    /** The first payload has the route alone, so the first line is number 2. */
    private static List<JsonNode> batch(RSocket socket, List<String> lines) {
        Flux<Payload> payloads = Flux.concat(Flux.just(RSocketPayloads.of("", "documents.batch", null)),
                Flux.fromIterable(lines).map(line -> RSocketPayloads.of(line, null, null)));
        return Objects.requireNonNull(socket.requestChannel(payloads).map(Payload::getDataUtf8)
                .map(Party.JSON::readTree).collectList().block(SOON));
    }

    private static RSocket connect(Over over, @Nullable String token) {
        ClientTransport transport = over == Over.TCP
                ? TcpClientTransport.create("127.0.0.1", TestCenter.center().rsocketPort())
                : WebsocketClientTransport
                        .create(URI.create("ws" + TestCenter.center().http().substring(4) + "/rsocket"));
        return Objects.requireNonNull(RSocketConnector.create().metadataMimeType(RSocketPayloads.COMPOSITE)
                .dataMimeType("application/json").fragment(60_000).setupPayload(RSocketPayloads.of("", null, token))
                .connect(transport).block(SOON));
    }
}

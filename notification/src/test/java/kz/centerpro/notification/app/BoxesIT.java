package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rsocket.RSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.RSocketPayloads;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One subscription over the boxes that a token may see, on every door. */
class BoxesIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.sse.heartbeat=300ms", "center.notification.stream.per-box=8");
    private static final AtomicLong BOXES = new AtomicLong(4_000);

    private final long own = BOXES.incrementAndGet();
    private final long other = BOXES.incrementAndGet();
    private final long third = BOXES.incrementAndGet();
    private final String token = NODE.token(own, Map.of(other, UUID.randomUUID(), third, UUID.randomUUID()));
    private final String both = "?box=" + own + "&box=" + other;
    private final Map<Long, List<Long>> seen = new TreeMap<>();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @Test
    void tellsWhereItBeginsInEachBoxAndGoesOnByLastEventIdAlone() {
        NODE.appended(own, 2);
        NODE.appended(other, 3);
        List<SseClient.Frame> first = Objects.requireNonNull(SseClient.of(NODE, both, token, null).frames()
                .filter(frame -> frame.comment() == null).take(4).collectList().block(SOON));
        JsonNode hello = JSON.readTree(first.getFirst().data());
        assertThat(hello.path("from").asString()).isEqualTo(at(0, 0)).isEqualTo(first.getFirst().id());
        assertThat(hello.path("top").asString()).isEqualTo(at(2, 3));
        assertThat(hello.path("boxes").size()).isEqualTo(2);
        assertThat(hello.path("boxes").get(1).path("box").asLong()).isEqualTo(other);
        assertThat(hello.path("boxes").get(1).path("top").asString()).isEqualTo(new Cursor(1, 3).encode());
        first.stream().skip(1).forEach(frame -> note(frame.data()));
        SseClient.of(NODE, both, token, first.getLast().id()).frames().filter(SseClient.Frame::isEvent).take(2)
                .doOnNext(frame -> note(frame.data())).blockLast(SOON);
        assertWhole(Map.of(own, 2L, other, 3L));
        StepVerifier.create(SseClient.of(NODE, both, token, at(2, 3)).frames()
                .filter(frame -> frame.isEvent() || String.valueOf(frame.comment()).startsWith("lag=0")).map(
                        frame -> frame.isEvent() ? String.valueOf(frame.id()) : "quiet"))
                .expectNext("quiet").then(() -> NODE.appended(other, 1)).thenConsumeWhile("quiet"::equals)
                .expectNext(at(2, 4)).then(() -> NODE.appended(own, 1)).thenConsumeWhile("quiet"::equals)
                .expectNext(at(3, 4)).thenCancel().verify(SOON);
        await().atMost(SOON).until(() -> !NODE.bean(Switchboard.class).listens(other));
    }

    @Test
    void missesNothingOverCutsOnSse() {
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        Flux<String> following = Flux.defer(() -> SseClient.of(NODE, both + "&box=" + third, token, last.get()).frames()
                .filter(SseClient.Frame::isEvent).doOnNext(frame -> last.set(frame.id()))
                .map(frame -> String.valueOf(frame.data())).take(23)).repeat();
        followWhileWriting(following);
    }

    @Test
    void missesNothingOverCutsOnRSocketWithSeveralStreamsOnOneConnection() {
        RSocket socket = Objects.requireNonNull(TailClient.connect(TailClient.tcp(NODE), token).block(SOON));
        List<String> beside = new CopyOnWriteArrayList<>();
        Disposable alone = TailClient.texts(socket, request(List.of(other), null)).subscribe(beside::add);
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        Flux<String> following = Flux.defer(() -> TailClient
                .texts(socket, request(List.of(own, other, third), last.get())).skip(1)
                .map(JSON::readTree).doOnNext(told -> last.set(told.path("cursor").asString()))
                .map(told -> told.path("event").toString()).limitRate(5).take(23)).repeat();
        followWhileWriting(following);
        await().atMost(SOON).until(() -> beside.size() == 61);
        assertThat(beside.getLast()).startsWith("{\"specversion\"").contains("/boxes/" + other);
        alone.dispose();
        socket.dispose();
    }

    @Test
    void missesNothingOnLongPolls() {
        String[] cursor = {""};
        Flux<String> following = Flux.defer(() -> poll(token, both + "&box=" + third + "&limit=7&wait=5" + cursor[0]))
                .doOnNext(page -> cursor[0] = "&after=" + page.path("cursor").asString()).repeat()
                .concatMapIterable(page -> page.path("events").values()).map(JsonNode::toString);
        followWhileWriting(following);
    }

    private void followWhileWriting(Flux<String> following) {
        Mono<Void> writing = Flux.just(own, other, third)
                .flatMap(box -> Flux.range(0, 20).concatMap(n -> NODE.append(box, "kz.centerpro.test.happened", 3)), 3)
                .then().cache();
        StepVerifier.create(Flux.merge(writing.cast(String.class),
                following.take(180).subscribeOn(Schedulers.boundedElastic())).doOnNext(this::note).then())
                .expectComplete().verify(LONG);
        assertWhole(Map.of(own, 60L, other, 60L, third, 60L));
    }

    @Test
    void theOwnBoxIsWhatIsMeantWhenNoneIsNamedAndAnotherAloneHasPlainCursors() {
        NODE.appended(own, 1);
        NODE.appended(other, 2);
        assertThat(Objects.requireNonNull(poll(token, "").block(SOON)).path("cursor").asString())
                .isEqualTo(new Cursor(1, 1).encode());
        StepVerifier.create(SseClient.of(NODE, "?box=" + other, token, null).frames().filter(SseClient.Frame::isEvent)
                .map(frame -> String.valueOf(frame.id())))
                .expectNext(new Cursor(1, 1).encode(), new Cursor(1, 2).encode()).thenCancel()
                .verify(SOON);
        StepVerifier.create(poll(token, "?box=" + other + "&after=" + at(1, 1))).assertNext(
                page -> assertThat(page.path("events").size()).isEqualTo(1)).expectComplete().verify(SOON);
    }

    @Test
    void refusesABoxThatTheTokenDoesNotCarryAndWhatMakesNoSense() {
        long strange = BOXES.incrementAndGet();
        for (String query : List.of("?box=" + strange, both + "&box=" + strange)) {
            assertThat(Objects.requireNonNull(poll(token, query).block(SOON)).toString())
                    .contains("\"code\":\"not_permitted\"", "\"box\":" + strange, "BOX_NOT_CARRIED", "/v1/delegations");
        }
        assertThat(problem("?box=none")).isEqualTo("invalid_field");
        assertThat(problem("?box=" + "1&box=".repeat(65) + own)).isEqualTo("invalid_field");
        assertThat(problem(both + "&consumer=mine")).isEqualTo("invalid_field");
        assertThat(problem(both + "&after=" + new Cursor(1, 0).encode())).isEqualTo("cursor_invalid");
        RSocket socket = Objects.requireNonNull(TailClient.connect(TailClient.tcp(NODE), token).block(SOON));
        StepVerifier.create(socket.requestStream(request(List.of(own, strange), null))).expectErrorSatisfies(
                error -> assertThat(error).hasMessageContaining("not_permitted").hasMessageContaining("" + strange))
                .verify(SOON);
        socket.dispose();
    }

    @Test
    void aReaderThatDoesNotReadCostsAPositionAndTakesNoPlaceOfTheOwner() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) { // as many as one box may have
            slow.add(asking(both));
        }
        await().atMost(SOON).until(() -> NODE.bean(Switchboard.class).size() == 8);
        assertThat(problem(both)).isEqualTo("rate_limited"); // the reader has no more, its owner has all of its own
        assertThat(Objects.requireNonNull(poll(NODE.token(other), "").block(SOON)).path("events").isArray()).isTrue();
        for (int i = 0; i < 6; i++) {
            NODE.appended(other, 1_000);
            NODE.appended(own, 1_000);
        }
        await().atMost(SOON).until(() -> NODE.bean(Switchboard.class).ringsHeld() < 1 << 20);
        for (Socket each : slow.subList(1, slow.size())) {
            each.close();
        }
        try (Socket late = slow.getFirst()) {
            StringBuilder line = new StringBuilder();
            int events = 0;
            java.io.InputStream in = new java.io.BufferedInputStream(late.getInputStream(), 64 << 10);
            while (events < 12_000) {
                int octet = in.read();
                assertThat(octet).isNotNegative();
                if (octet != '\n') {
                    line.append((char) octet);
                    continue;
                }
                if (line.indexOf("data: {\"specversion\"") == 0) {
                    note(line.substring(6));
                    events++;
                }
                line.setLength(0);
            }
        }
        assertWhole(Map.of(own, 6_000L, other, 6_000L));
        await().atMost(SOON).until(() -> NODE.bean(Switchboard.class).size() == 0);
        await().atMost(SOON).until(() -> NODE.bean(Switchboard.class).ringsHeld() == 0);
    }

    private String problem(String query) {
        return Objects.requireNonNull(poll(token, query).block(SOON)).path("code").asString("");
    }

    private static Mono<JsonNode> poll(String token, String query) {
        return HttpClient.create().headers(headers -> headers.set("Authorization", "Bearer " + token)).get()
                .uri(NODE.url("/v1/events" + query)).responseSingle((_, body) -> body.asString()).map(JSON::readTree);
    }

    private static io.rsocket.Payload request(List<Long> boxes, @Nullable String after) {
        return RSocketPayloads.of("{\"boxes\":" + boxes + (after == null ? "" : ",\"after\":\"" + after + "\"") + "}",
                "events.tail", null);
    }

    private Socket asking(String query) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), NODE.httpPort()));
        socket.getOutputStream().write(("GET /v1/events" + query
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String at(long inOwn, long inOther) {
        return BoxCursors.of(Map.of(own, new Cursor(1, inOwn), other, new Cursor(1, inOther))).encode();
    }

    private void note(@Nullable String event) {
        String text = String.valueOf(event);
        int from = text.indexOf("/boxes/") + 7;
        seen.computeIfAbsent(Long.valueOf(text.substring(from, text.indexOf('"', from))), _ -> new ArrayList<>())
                .add(TailClient.seq(text));
    }

    private void assertWhole(Map<Long, Long> tops) {
        assertThat(seen.keySet()).isEqualTo(tops.keySet());
        tops.forEach((box, top) -> assertThat(seen.get(box))
                .isEqualTo(LongStream.rangeClosed(1, top).boxed().toList()));
    }
}

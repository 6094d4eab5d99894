package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.door.Withdrawal;
import kz.centerpro.testkit.RSocketPayloads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** The house over both transports, with routes that need no store. */
class RSocketHouseIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int NODE = 24;
    private static final int EACH = 18;
    private static final Tokens TOKENS = new Tokens();

    private final Sinks.One<byte[]> late = Sinks.one();
    private final AtomicLong taken = new AtomicLong();
    private final RSocketAcceptor acceptor = new RSocketAcceptor(List.of(
            RSocketRoute.stream("numbers", _ -> Flux.<byte[]>generate(sink -> sink.next(new byte[1_024]))),
            RSocketRoute.stream("silence", _ -> Flux.concat(Mono.just(bytes("hello")), Flux.never())),
            RSocketRoute.response("echo", call -> Mono.just(bytes("" + call.size()))),
            RSocketRoute.response("large", _ -> Mono.just(new byte[300_000])),
            RSocketRoute.response("late", _ -> late.asMono()),
            RSocketRoute.channel("copy", (_, items) -> items.skip(1).doOnNext(_ -> taken.incrementAndGet())
                    .concatMap(Mono::just, 1)),
            RSocketRoute.channel("stuck", (_, items) -> items.concatMap(_ -> Mono.<byte[]>never(), 1))),
            TOKENS.verifier, Clock.systemUTC(), JsonMapper.shared(), RSocketLimits.DEFAULT.connections(NODE, EACH));
    private final RSocketServerLoop tcp = new RSocketServerLoop(acceptor, "127.0.0.1", 0);
    private final DisposableServer http = HttpServer.create().host("127.0.0.1").port(0)
            .route(new WebSocketRoute(acceptor)::on).bindNow();

    enum Over {
        TCP, WEBSOCKET
    }

    @BeforeEach
    void open() {
        tcp.start();
    }

    @AfterEach
    void close() {
        tcp.stop();
        http.disposeNow();
    }

    @ParameterizedTest
    @EnumSource
    void aGiantPayloadIsRefusedAndTheConnectionGoesOn(Over over) {
        RSocket socket = connect(over, TOKENS.of(1));
        StepVerifier.create(socket.requestResponse(RSocketPayloads.of("x".repeat(8 << 20), "echo", null)))
                .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("Failed to reassemble payload"))
                .verify(SOON);
        assertThat(text(socket.requestResponse(RSocketPayloads.of("x".repeat(900_000), "echo", null))))
                .isEqualTo("900000");
        assertThat(text(socket.requestResponse(RSocketPayloads.of("", "large", null)))).hasSize(300_000);
        socket.dispose();
    }

    @Test
    void aConnectionThatBeginsPayloadsAndFinishesNoneEnds() throws IOException {
        try (RawClient client = RawClient.tcp(tcp.port())) {
            client.setup(TOKENS.of(1), 60_000, 300_000);
            for (int stream = 1; stream < 20; stream += 2) {
                client.begin(stream, 900_000);
            }
            assertThat(client.frame()).contains("Too many payloads were begun");
            client.awaitEnd();
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset"); // what it still had under way was not read
        }
        await().atMost(SOON).until(() -> acceptor.connections() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void clientsThatAskForEverythingAndReadNothingCostAWindowEach(Over over) throws IOException {
        long before = liveHeap();
        int clients = 16;
        List<RawClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < clients; i++) {
                RawClient client = over == Over.TCP
                        ? RawClient.tcp(tcp.port())
                        : RawClient.webSocket(http.port());
                open.add(client.setup(TOKENS.of(1), 60_000, 300_000).requestEverything(1, "numbers"));
            }
            await().atMost(SOON).until(() -> acceptor.waitingFrames() > clients * 64 / 2);
            await().during(Duration.ofSeconds(1)).atMost(SOON)
                    .until(() -> acceptor.waitingFrames() <= clients * (64 + 16));
            assertThat(liveHeap() - before).isLessThan(12L << 20);
        } finally {
            for (RawClient client : open) {
                client.close();
            }
        }
        await().atMost(SOON).until(() -> acceptor.connections() == 0);
    }

    @Test
    void aDeadPeerIsNoticed() throws IOException {
        try (RawClient client = RawClient.tcp(tcp.port())) {
            client.setup(TOKENS.of(1), 1_000, 2_000);
            await().atMost(SOON).until(() -> acceptor.connections() == 1);
            await().atMost(SOON).until(() -> acceptor.connections() == 0);
            client.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionsAreCountedForTheParticipantAndForTheNode(Over over) {
        List<RSocket> open = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            open.add(connect(over, TOKENS.of(1)));
        }
        await().atMost(SOON).until(() -> acceptor.connections() == EACH);
        expectRefused(over, TOKENS.of(1), "rate_limited");
        await().atMost(SOON).until(() -> acceptor.connections() == EACH);
        for (int i = EACH; i < NODE; i++) {
            open.add(connect(over, TOKENS.of(2)));
        }
        await().atMost(SOON).until(() -> acceptor.connections() == NODE);
        expectRefused(over, TOKENS.of(3), "overloaded");
        open.forEach(RSocket::dispose);
        await().atMost(SOON).until(() -> acceptor.connections() == 0);
        assertThat(text(connect(over, TOKENS.of(1)).requestResponse(RSocketPayloads.of("", "echo", null))))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void aNewTokenKeepsTheStreamsAndOneOfAnotherParticipantIsRefused(Over over) {
        RSocket socket = connect(over, TOKENS.of(1, Duration.ofSeconds(3), UUID.randomUUID()));
        StepVerifier.create(socket.requestStream(RSocketPayloads.of("", "silence", null))).expectNextCount(1)
                .then(() -> {
                    StepVerifier.create(socket.requestResponse(RSocketPayloads.of("", "auth.refresh", TOKENS.of(2))))
                            .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(RejectedException.class)
                                    .hasMessageContaining("not_permitted"))
                            .verify(SOON);
                    assertThat(text(socket.requestResponse(RSocketPayloads.of("", "auth.refresh",
                            TOKENS.of(1, Duration.ofSeconds(6), UUID.randomUUID())))))
                            .startsWith("{\"expiresAt\":\"20");
                }).expectNoEvent(Duration.ofSeconds(4)).expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RejectedException.class).hasMessageContaining("\"reason\":\"TOKEN_EXPIRED\""))
                .verify(SOON);
        socket.dispose();
    }

    @Test
    void withdrawnAccessEndsTheStreamsAndLetsNobodyIn() {
        UUID session = UUID.randomUUID();
        String token = TOKENS.of(1, Duration.ofMinutes(15), session);
        RSocket socket = connect(Over.TCP, token);
        StepVerifier.create(socket.requestStream(RSocketPayloads.of("", "silence", null))).expectNextCount(1)
                .then(() -> TOKENS.verifier.withdrawals().learn(List.of(new Withdrawal(session,
                        Clock.systemUTC().instant(), Clock.systemUTC().instant().plusSeconds(60)))))
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(RejectedException.class)
                        .hasMessageContaining("\"reason\":\"ACCESS_WITHDRAWN\""))
                .verify(SOON);
        StepVerifier.create(socket.requestResponse(RSocketPayloads.of("", "echo", null))).expectErrorSatisfies(
                error -> assertThat(error).hasMessageContaining("ACCESS_WITHDRAWN")).verify(SOON);
        expectRefused(Over.TCP, token, "ACCESS_WITHDRAWN");
        socket.dispose();
    }

    @Test
    void aChannelIsReadNoFasterThanItsAnswersAreTaken() {
        RSocket socket = connect(Over.TCP, TOKENS.of(1));
        Flux<Payload> items = Flux.concat(Mono.just(RSocketPayloads.of("", "copy", null)),
                Flux.range(1, 10_000).map(i -> RSocketPayloads.of("" + i, null, null)));
        StepVerifier.create(socket.requestChannel(items).map(Payload::getDataUtf8), 0).thenRequest(2)
                .expectNext("1", "2").expectNoEvent(Duration.ofMillis(300))
                .then(() -> assertThat(taken).hasValueLessThan(10)).thenRequest(3).expectNext("3", "4", "5")
                .thenRequest(Long.MAX_VALUE).expectNextCount(9_995).expectComplete().verify(SOON);
        socket.dispose();
    }

    @Test
    void aClientThatSendsMoreThanItWasAskedForIsStopped() throws IOException {
        try (RawClient client = RawClient.tcp(tcp.port())) {
            client.setup(TOKENS.of(1), 60_000, 300_000).channel(1, "stuck");
            for (int i = 0; i < 20; i++) {
                client.item(1, "x".repeat(1_000));
            }
            String frame = client.frame();
            while (!frame.startsWith("11 ")) { // ERROR
                frame = client.frame();
            }
            assertThat(frame).contains("exceeds the number requested");
        }
    }

    @Test
    void stoppingAnswersWhatIsUnderWayAndTellsTheOthersToComeAgain() throws InterruptedException {
        RSocket socket = connect(Over.WEBSOCKET, TOKENS.of(1));
        Mono<Payload> answer = socket.requestResponse(RSocketPayloads.of("", "late", null)).cache();
        answer.subscribe(Payload::release, _ -> {
        });
        CountDownLatch stopped = new CountDownLatch(1);
        assertThat(text(socket.requestResponse(RSocketPayloads.of("", "echo", null)))).isEqualTo("0");
        tcp.stop(stopped::countDown);
        StepVerifier.create(socket.requestResponse(RSocketPayloads.of("", "echo", null))).expectErrorSatisfies(
                error -> assertThat(error).hasMessageContaining("overloaded").hasMessageContaining("retryAfter"))
                .verify(SOON);
        expectRefused(Over.WEBSOCKET, TOKENS.of(1), "overloaded");
        late.tryEmitValue(bytes("at last"));
        StepVerifier.create(answer).expectNextCount(1).expectComplete().verify(SOON);
        StepVerifier.create(socket.onClose()).expectErrorSatisfies(
                error -> assertThat(error).isInstanceOf(ConnectionCloseException.class)
                        .hasMessageContaining("retryAfter"))
                .verify(SOON);
        assertThat(stopped.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private RSocket connect(Over over, String token) {
        ClientTransport transport = over == Over.TCP
                ? TcpClientTransport.create("127.0.0.1", tcp.port())
                : WebsocketClientTransport.create(URI.create("ws://127.0.0.1:" + http.port() + "/rsocket"));
        return Objects.requireNonNull(Client.connect(transport, token).block(SOON));
    }

    private void expectRefused(Over over, String token, String code) {
        StepVerifier.create(connect(over, token).onClose()).expectErrorSatisfies(
                error -> assertThat(error).isInstanceOf(RejectedSetupException.class).hasMessageContaining(code))
                .verify(SOON);
    }

    private static String text(Mono<Payload> answer) {
        return Objects.requireNonNull(answer.map(Payload::getDataUtf8).block(SOON));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What lives after a collection, with the buffers outside the heap that hold frames. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
    }
}

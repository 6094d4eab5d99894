package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.RequestStreamFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.transport.ClientTransport;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.door.rsocket.RSocketAcceptor;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.RSocketPayloads;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RSocketIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl());
    private static final AtomicLong BOXES = new AtomicLong(200);

    private final long box = BOXES.incrementAndGet();

    enum Over {
        TCP, WEBSOCKET;

        RSocket connect(@Nullable String token) {
            ClientTransport transport = this == TCP ? TailClient.tcp(NODE) : TailClient.webSocket(NODE);
            return Objects.requireNonNull(TailClient.connect(transport, token).block(SOON));
        }
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @ParameterizedTest
    @EnumSource
    void givesOnePayloadForEachRequestAndCountsTheHello(Over over) {
        NODE.appended(box, 3);
        RSocket socket = over.connect(NODE.token(box));
        StepVerifier.create(TailClient.texts(socket, TailClient.tail(null)), 0).thenRequest(1)
                .assertNext(hello -> assertThat(hello).startsWith("{\"hello\":{\"from\":\"" + cursor(0)))
                .thenRequest(1).assertNext(event -> assertThat(TailClient.seq(event)).isEqualTo(1))
                .expectNoEvent(Duration.ofMillis(200)).thenRequest(1)
                .assertNext(event -> assertThat(TailClient.seq(event)).isEqualTo(2)).thenRequest(5)
                .assertNext(event -> assertThat(TailClient.seq(event)).isEqualTo(3)).then(() -> NODE.appended(box, 2))
                .assertNext(event -> assertThat(TailClient.seq(event)).isEqualTo(4))
                .assertNext(event -> assertThat(event).startsWith("{\"specversion\":\"1.0\"").contains("Шот-фактура"))
                .thenCancel().verify(SOON);
        socket.dispose();
        await().atMost(SOON).until(() -> !NODE.bean(Switchboard.class).listens(box));
    }

    @ParameterizedTest
    @EnumSource
    void missesNothingOverForcedDisconnects(Over over) {
        List<Long> seen = new ArrayList<>();
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        Flux<Long> following = Flux.defer(() -> {
            RSocket socket = over.connect(NODE.token(box));
            return TailClient.texts(socket, TailClient.tail(last.get())).skip(1)
                    .doOnNext(event -> last.set(TailClient.cursor(event))).map(TailClient::seq).limitRate(5).take(41)
                    .doFinally(_ -> socket.dispose());
        }).subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()).repeat().take(400);
        Mono<Void> writing = Flux.range(0, 4).flatMap(
                w -> Flux.range(0, 50).concatMap(n -> NODE.append(box, "kz.centerpro.test.happened", 2)), 4).then();
        StepVerifier.create(Flux.merge(writing.cast(Long.class), following).doOnNext(seen::add).then())
                .expectComplete().verify(Duration.ofSeconds(60));
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void takesATokenWithTheRequest(Over over) {
        RSocket socket = over.connect(null);
        Payload request = RSocketPayloads.of("", "events.tail", NODE.token(box));
        StepVerifier.create(TailClient.texts(socket, request).take(1)).expectNextCount(1).expectComplete().verify(SOON);
        StepVerifier.create(socket.requestStream(TailClient.tail(null))).expectErrorSatisfies(error -> assertThat(error)
                .isInstanceOf(RejectedException.class).hasMessageContaining("\"code\":\"unauthenticated\""))
                .verify(SOON);
        socket.dispose();
    }

    @ParameterizedTest
    @EnumSource
    void rejectsASetupWithABadToken(Over over) {
        RSocket socket = over.connect("bad");
        StepVerifier.create(socket.onClose()).expectErrorSatisfies(
                error -> assertThat(error).isInstanceOf(RejectedSetupException.class)
                        .hasMessageContaining("\"code\":\"unauthenticated\""))
                .verify(SOON);
    }

    /** Hello, the event, and at the latest after 15 s a heartbeat. */
    @Test
    void tellsHowItFaresWhenItIsAsked() {
        NODE.appended(box, 1);
        RSocket socket = Over.TCP.connect(NODE.token(box));
        StepVerifier.create(TailClient
                .texts(socket, RSocketPayloads.of("{\"heartbeat\":true}", "events.tail", null)).skip(2).next()
                .timeout(Duration.ofSeconds(15)))
                .assertNext(beat -> assertThat(beat).matches("\\{\"heartbeat\":\\{\"lag\":0,\"age\":\\d+}}"))
                .expectComplete().verify(SOON);
        socket.dispose();
    }

    @Test
    void rejectsASetupWithAnAbsurdKeepAlive() {
        RSocket socket = Objects.requireNonNull(RSocketConnector.create().metadataMimeType(RSocketPayloads.COMPOSITE)
                .keepAlive(Duration.ofSeconds(1), Duration.ofHours(5)).connect(TailClient.tcp(NODE)).block(SOON));
        StepVerifier.create(socket.onClose()).expectError(RejectedSetupException.class).verify(SOON);
    }

    @Test
    void refusesWithAProblemAsTheMessage() {
        NODE.appended(box, 2);
        RSocket socket = Over.TCP.connect(NODE.token(box));
        expectError(socket, RSocketPayloads.of("{}", "events.other", null), InvalidException.class, "not_found");
        expectError(socket, RSocketPayloads.of("[]", "events.tail", null), InvalidException.class, "malformed_request");
        expectError(socket, RSocketPayloads.of("null", "events.tail", null), InvalidException.class,
                "malformed_request");
        expectError(socket, TailClient.tail("17"), InvalidException.class, "cursor_invalid");
        expectError(socket, TailClient.tail(cursor(9)), ApplicationErrorException.class, "\"top\":\"" + cursor(2));
        expectError(socket, RSocketPayloads.of("{}", "events.tail", NODE.token(0)), RejectedException.class,
                "not_registered");
        StepVerifier.create(socket.requestResponse(TailClient.tail(null))).expectError(InvalidException.class)
                .verify(SOON);
        socket.dispose();
    }

    @Test
    void endsTheStreamWhenTheTokenExpires() {
        RSocket socket = Over.TCP.connect(NODE.token(box, Duration.ofSeconds(3)));
        StepVerifier.create(TailClient.texts(socket, TailClient.tail(null))).expectNextCount(1)
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(RejectedException.class)
                        .hasMessageContaining("unauthenticated"))
                .verify(SOON);
        socket.dispose();
    }

    @Test
    void limitsTheStreamsOfOneConnection() {
        RSocket socket = Over.TCP.connect(NODE.token(box));
        List<reactor.core.Disposable> open = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            open.add(socket.requestStream(TailClient.tail(null)).subscribe(Payload::release, _ -> {
            }));
        }
        expectError(socket, TailClient.tail(null), RejectedException.class, "rate_limited");
        open.removeLast().dispose();
        await().atMost(SOON).untilAsserted(() -> StepVerifier
                .create(socket.requestStream(TailClient.tail(null)).take(1)).expectNextCount(1).expectComplete()
                .verify(Duration.ofSeconds(5)));
        socket.dispose();
        await().atMost(SOON).until(() -> !NODE.bean(Switchboard.class).listens(box));
    }

    @Test
    void aClientThatAsksForEverythingAndReadsNothingCostsAWindow() throws IOException {
        int events = 20_000;
        for (int i = 0; i < events / 2_000; i++) {
            NODE.appended(box, 2_000);
        }
        RSocketAcceptor acceptor = NODE.bean(RSocketAcceptor.class);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8_192);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), NODE.rsocketPort()));
            socket.getOutputStream().write(setupAndRequestAll(NODE.token(box)));
            await().atMost(SOON).until(() -> acceptor.waitingFrames() > 64 / 2);
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> acceptor.waitingFrames() <= 64 + 16);
            assertThat(payloadFrames(socket, events + 1)).isEqualTo(events + 1);
        }
        await().atMost(SOON).until(() -> acceptor.waitingFrames() == 0 && !NODE.bean(Switchboard.class).listens(box));
    }

    private static byte[] setupAndRequestAll(String token) {
        ByteBufAllocator heap = ByteBufAllocator.DEFAULT;
        ByteBuf setup = SetupFrameCodec.encode(heap, false, 60_000, 300_000, RSocketPayloads.COMPOSITE,
                "application/json",
                RSocketPayloads.of("", null, token));
        ByteBuf request = RequestStreamFrameCodec.encodeReleasingPayload(heap, 1, Integer.MAX_VALUE,
                TailClient.tail(null));
        ByteBuf both = heap.buffer()
                .writeBytes(FrameLengthCodec.encode(heap, setup.readableBytes(), setup))
                .writeBytes(FrameLengthCodec.encode(heap, request.readableBytes(), request));
        return ByteBufUtil.getBytes(both);
    }

    /** Reads until {@code enough} PAYLOAD frames came; the socket was not read before. */
    private static int payloadFrames(Socket socket, int enough) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        int found = 0;
        while (found < enough) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            byte[] frame = in.readNBytes(length);
            if ((frame[4] & 0xFF) >> 2 == 0x0A) {
                found++;
            }
        }
        return found;
    }

    private static void expectError(RSocket socket, Payload request, Class<? extends Throwable> kind, String part) {
        StepVerifier.create(socket.requestStream(request))
                .expectErrorSatisfies(error -> assertThat(error).isInstanceOf(kind).hasMessageContaining(part))
                .verify(SOON);
    }

    private static String cursor(long seq) {
        return new Cursor(1, seq).encode();
    }
}

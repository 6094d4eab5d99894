package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.notification.app.SseClient.Frame;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Clients that do not read hold a position and nothing else, and hold up nobody. */
class SlowClientIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.stream.per-box=21");
    private static final int SLOW = 20;
    private static final int COMMITS = 8;
    private static final int EVENTS = 1_000; // of a commit, some 600 octets each
    private static final long OWED = 600L * EVENTS * COMMITS * SLOW;
    private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":\"(\\d+)\"");

    private final List<Socket> open = new ArrayList<>();

    @AfterAll
    static void close() {
        NODE.close();
    }

    @AfterEach
    void everySeatIsGivenBack() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(NODE.bean(Switchboard.class).size()).isZero());
    }

    @Test
    void whoDoesNotReadCostsNoMemoryHoldsUpNobodyAndMissesNothing() throws IOException {
        long box = 41;
        for (int i = 0; i < SLOW; i++) {
            open.add(asking(box));
        }
        AtomicLong seen = new AtomicLong();
        Disposable fast = SseClient.of(NODE, "", NODE.token(box), null).frames().filter(Frame::isEvent)
                .map(Frame::seq).subscribe(seq -> {
                    assertThat(seq).isEqualTo(seen.get() + 1);
                    seen.set(seq);
                });
        await().atMost(SOON).untilAsserted(
                () -> assertThat(NODE.bean(Switchboard.class).size()).isEqualTo(SLOW + 1));
        assertThat(answer("/v1/events", NODE.token(box))).startsWith("HTTP/1.1 429 ").contains("rate_limited");
        long before = live();
        for (int i = 0; i < COMMITS; i++) {
            NODE.appended(box, EVENTS);
        }
        await().atMost(SOON).until(() -> seen.get() == (long) EVENTS * COMMITS);
        assertThat(live() - before).isLessThan(OWED / 4); // the pool takes memory by chunks of megabytes
        assertThat(NODE.bean(Switchboard.class).ringsHeld()).isLessThan(1L << 20);
        fast.dispose();
        for (Socket slow : open.subList(1, SLOW)) {
            slow.close();
        }
        try (Socket late = open.getFirst()) {
            assertThat(sequences(late.getInputStream(), EVENTS * COMMITS)).isEqualTo((long) EVENTS * COMMITS);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(NODE.bean(Switchboard.class).size()).isZero());
        await().atMost(SOON).untilAsserted(() -> assertThat(NODE.bean(Switchboard.class).ringsHeld()).isZero());
    }

    @Test
    void servesHttp10WithoutChunksAndClosesWithTheStream() throws IOException {
        NODE.appended(42, 2);
        try (Socket socket = connected()) {
            socket.getOutputStream()
                    .write(("GET /v1/events HTTP/1.0\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                            + NODE.token(42, Duration.ofSeconds(3)) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.").contains("\"sequence\":\"2\"", "event: problem", "unauthenticated")
                    .doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    void endsAnHttp11StreamWithTheLastChunkAndTheConnection() throws IOException {
        NODE.appended(43, 1);
        try (Socket socket = connected()) {
            socket.getOutputStream().write(request(NODE.token(43, Duration.ofSeconds(3))));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close")
                    .containsIgnoringCase("transfer-encoding: chunked").contains("event: problem")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    private static Socket asking(long box) throws IOException {
        Socket socket = connected();
        socket.getOutputStream().write(request(NODE.token(box)));
        return socket;
    }

    private static byte[] request(String token) {
        return ("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), NODE.httpPort()));
        return socket;
    }

    private static String answer(String path, String token) throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(("GET " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                    + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads until the event {@code last} and returns its number, if all came one after another. */
    private static long sequences(InputStream in, long last) throws IOException {
        byte[] buffer = new byte[64 << 10];
        StringBuilder rest = new StringBuilder();
        long seen = 0;
        while (seen < last) {
            int count = in.read(buffer);
            if (count < 0) {
                return seen;
            }
            rest.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            Matcher found = SEQUENCE.matcher(rest);
            int upTo = 0;
            while (found.find()) {
                assertThat(Long.parseLong(found.group(1))).isEqualTo(++seen);
                upTo = found.end();
            }
            rest.delete(0, upTo);
        }
        return seen;
    }

    /** Heap after a collection, and Netty's own memory. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
                + io.netty.util.internal.PlatformDependent.usedDirectMemory();
    }
}

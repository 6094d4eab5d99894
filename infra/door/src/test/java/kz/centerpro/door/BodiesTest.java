package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * Bodies split anyhow, read by sinks that answer on threads of their own, in buffers of Netty's pool: every byte
 * arrives once and in order, every buffer goes back once, also when the reader fails or leaves.
 */
class BodiesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
    private static Scheduler network = Schedulers.immediate();
    private static Scheduler work = Schedulers.immediate();

    private final Random random = new Random(5);
    private final List<ByteBuf> made = new ArrayList<>();

    @BeforeAll
    static void threads() {
        network = Schedulers.newParallel("network", 4);
        work = Schedulers.newBoundedElastic(4, 1_000, "work");
    }

    @AfterAll
    static void noThreads() {
        network.dispose();
        work.dispose();
    }

    @Test
    void everyByteArrivesOnceAndInOrder() {
        for (int round = 0; round < 200; round++) {
            Map<String, byte[]> sent = Map.of("signature", bytes(3_000), "content", bytes(300_000), "none", bytes(0));
            Map<String, ByteArrayOutputStream> received = Collections.synchronizedMap(new HashMap<>());
            int largest = round % 2 == 0 ? 200 : 16_384;
            Flux<DataBuffer> body = Flux.fromIterable(split(multipart(sent), largest)).publishOn(network, 8).hide();
            StepVerifier.create(Bodies.multipart(body, "b1c2", name -> slow(received, name))).expectComplete()
                    .verify(SOON);
            sent.forEach((name, bytes) -> assertThat(at(received, name).toByteArray()).isEqualTo(bytes));
            allReturned();
        }
    }

    @Test
    void aReaderThatLeavesReturnsEveryBuffer() {
        for (int round = 0; round < 200; round++) {
            Map<String, ByteArrayOutputStream> received = Collections.synchronizedMap(new HashMap<>());
            int atByte = random.nextInt(100_000);
            Function<String, PartSink> failing = name -> {
                PartSink sink = slow(received, name);
                return new PartSink() {
                    @Override
                    public Mono<Void> take(byte[] bytes, int offset, int length) {
                        return at(received, name).size() > atByte
                                ? Mono.error(new IllegalStateException("lost"))
                                : sink.take(bytes, offset, length);
                    }

                    @Override
                    public Mono<Void> end() {
                        return sink.end();
                    }
                };
            };
            Flux<DataBuffer> body = Flux.fromIterable(split(multipart(Map.of("content", bytes(200_000))), 4_000))
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .map(buffer -> buffer);
            StepVerifier.create(Bodies.multipart(body, "b1c2", failing)).expectErrorMessage("lost").verify(SOON);
            // What the network still held is its own; of what was handed over, nothing is returned twice.
            assertThat(made).allMatch(buffer -> buffer.refCnt() == 0 || buffer.refCnt() == 1);
            made.stream().filter(buffer -> buffer.refCnt() == 1).forEach(ByteBuf::release);
            made.clear();
        }
    }

    @Test
    void aRefusalComesAfterTheRestWhenThatIsShort() {
        List<DataBuffer> body = split(multipart(Map.of("x", bytes(500_000))), 16_384);
        StepVerifier.create(Bodies.multipart(Flux.fromIterable(body), "b1c2", BodiesTest::unknown))
                .expectErrorSatisfies(error -> assertThat(((Refusal) error).type())
                        .isEqualTo(ProblemType.INVALID_FIELD))
                .verify(SOON);
        allReturned();
    }

    @Test
    void aRefusalCutsALongRestOff() {
        List<DataBuffer> body = split(multipart(Map.of("x", bytes(3_000_000))), 16_384);
        int[] taken = {0};
        Flux<DataBuffer> counted = Flux.fromIterable(body).doOnNext(buffer -> taken[0] += buffer.readableByteCount());
        StepVerifier.create(Bodies.multipart(counted, "b1c2", BodiesTest::unknown)).expectError(Refusal.class)
                .verify(SOON);
        assertThat(taken[0]).isBetween(1_000_000, 1_200_000);
        made.stream().filter(buffer -> buffer.refCnt() > 0).forEach(ByteBuf::release);
    }

    @Test
    void collectsUpToItsBoundAndNotAByteMore() {
        PartSink ten = PartSink.collecting(10, bytes -> Mono.empty());
        StepVerifier.create(ten.take(new byte[10], 0, 10).then(ten.end())).expectComplete().verify(SOON);
        StepVerifier.create(ten.take(new byte[1], 0, 1))
                .expectErrorSatisfies(error -> assertThat(((Refusal) error).type()).isEqualTo(ProblemType.TOO_LARGE))
                .verify(SOON);
    }

    private static ByteArrayOutputStream at(Map<String, ByteArrayOutputStream> received, String name) {
        return java.util.Objects.requireNonNull(received.get(name), name);
    }

    private static PartSink unknown(String name) {
        throw Refusal.field(name, "unknown");
    }

    private static PartSink slow(Map<String, ByteArrayOutputStream> received, String name) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        received.put(name, content);
        return new PartSink() {
            @Override
            public Mono<Void> take(byte[] bytes, int offset, int length) {
                content.write(bytes, offset, length);
                return content.size() % 3 == 0
                        ? Mono.<Void>create(sink -> work.schedule(sink::success))
                        : Mono.empty();
            }

            @Override
            public Mono<Void> end() {
                return Mono.<Void>create(sink -> work.schedule(sink::success));
            }
        };
    }

    private void allReturned() {
        assertThat(made).isNotEmpty().allMatch(buffer -> buffer.refCnt() == 0);
        made.clear();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<DataBuffer> split(byte[] body, int largest) {
        List<DataBuffer> buffers = new ArrayList<>();
        for (int at = 0; at < body.length;) {
            int length = Math.min(body.length - at, 1 + random.nextInt(largest));
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(length).writeBytes(body, at, length);
            made.add(buffer);
            buffers.add(BUFFERS.wrap(buffer));
            at += length;
        }
        return buffers;
    }

    private static byte[] multipart(Map<String, byte[]> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            body.writeBytes(("--b1c2\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        body.writeBytes("--b1c2--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}

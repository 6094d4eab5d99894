package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class TcpLineTest {

    private static final RSocketLimits LIMITS = RSocketLimits.DEFAULT;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final TcpLine line = TcpLine.on(channel, LIMITS);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whatCameEarlyIsHandedOverWhenItIsAskedForAndReadingPausesMeanwhile() {
        Reader reader = new Reader();
        line.receive().subscribe(reader);
        channel.writeInbound(Unpooled.wrappedBuffer(framed(11), framed(12), framed(13)));
        assertThat(reader.frames).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();
        reader.request(1);
        assertThat(reader.frames).containsExactly(11);
        reader.request(Long.MAX_VALUE);
        assertThat(reader.frames).containsExactly(11, 12, 13);
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.writeInbound(framed(14));
        assertThat(reader.frames).containsExactly(11, 12, 13, 14);
        assertThat(channel.close().isDone()).isTrue();
        assertThat(reader.complete).isTrue();
    }

    @Test
    void framesOfAThreadGoOutInItsOrderAndAreCountedUntilTheyAreTaken() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < 4; t++) {
            int stream = t + 1;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200; i++) {
                    line.sendFrame(stream, Unpooled.buffer().writeInt(stream).writeInt(i));
                }
                start.countDown();
            }));
        }
        start.await();
        channel.runPendingTasks(); // among the others' frames
        for (Thread thread : threads) {
            thread.join();
        }
        channel.runPendingTasks();
        int[] next = new int[5];
        for (int i = 0; i < 800; i++) {
            ByteBuf frame = sent();
            assertThat(frame.readableBytes()).isEqualTo(8);
            int stream = frame.readInt();
            assertThat(frame.readInt()).isEqualTo(next[stream]++);
            frame.release();
        }
        assertThat(line.outflow().waiting()).isZero();
    }

    @Test
    void nothingIsSentAfterTheLastWordsAndTheConnectionEnds() {
        line.sendFrame(1, Unpooled.buffer().writeInt(7));
        line.sendErrorAndClose(new ConnectionCloseException("come again"));
        ByteBuf late = Unpooled.buffer().writeInt(8);
        line.sendFrame(1, late);
        line.sendErrorAndClose(new ConnectionCloseException("twice"));
        assertThat(late.refCnt()).isZero();
        ByteBuf heard = framed(1);
        channel.writeInbound(heard);
        channel.runPendingTasks();
        ByteBuf first = sent();
        assertThat(first.readInt()).isEqualTo(7);
        first.release();
        ByteBuf words = sent();
        assertThat(FrameHeaderCodec.frameType(words)).isEqualTo(FrameType.ERROR);
        words.release();
        Object more = channel.readOutbound();
        assertThat(more).isNull();
        assertThat(channel.isOpen()).isFalse();
        assertThat(line.isDisposed()).isTrue();
        StepVerifier.create(line.onClose()).expectComplete().verify();
    }

    @Test
    void whatIsHandedToAClosedConnectionIsLetGo() {
        line.dispose();
        ByteBuf frame = KeepAliveFrameCodec.encode(channel.alloc(), false, 0, Unpooled.EMPTY_BUFFER);
        line.sendFrame(0, frame);
        channel.runPendingTasks();
        assertThat(frame.refCnt()).isZero();
        assertThat(line.outflow().waiting()).isZero();
    }

    @Test
    void aFrameBeyondTheBoundEndsTheConnection() {
        line.receive().subscribe(new Reader());
        channel.writeInbound(Unpooled.buffer().writeMedium(LIMITS.inboundMax() + 1).writeInt(0));
        assertThat(channel.isOpen()).isFalse();
    }

    /** The next frame sent, without its length. */
    private ByteBuf sent() {
        ByteBuf length = channel.readOutbound();
        ByteBuf frame = channel.readOutbound();
        assertThat(length.readUnsignedMedium()).isEqualTo(frame.readableBytes());
        length.release();
        return frame;
    }

    /** A frame on stream {@code number}: CANCEL. */
    private static ByteBuf framed(int number) {
        return Unpooled.buffer().writeMedium(6).writeInt(number).writeShort(FrameType.CANCEL.getEncodedType() << 10);
    }

    private static final class Reader extends BaseSubscriber<ByteBuf> {

        private final List<Integer> frames = new ArrayList<>();
        private boolean complete;

        @Override
        protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            // asks later
        }

        @Override
        protected void hookOnNext(ByteBuf frame) {
            frames.add(FrameHeaderCodec.streamId(frame));
        }

        @Override
        protected void hookOnComplete() {
            complete = true;
        }
    }
}

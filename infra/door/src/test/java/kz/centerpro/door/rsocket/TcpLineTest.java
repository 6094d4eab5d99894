package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** On an event loop of its own: that of an embedded channel begins tasks in the middle of others. */
    @Test
    void framesOfAThreadGoOutInItsOrderAndAreCountedUntilTheyAreTaken() throws InterruptedException {
        int threads = 4;
        int each = 200;
        CompletableFuture<TcpLine> opened = new CompletableFuture<>();
        Queue<long[]> came = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(threads * each);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel listening = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel served) {
                            opened.complete(TcpLine.on(served, LIMITS));
                        }
                    }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel client) {
                    client.pipeline().addLast(new LengthFieldBasedFrameDecoder(1 << 20, 0, 3, 0, 3),
                            new SimpleChannelInboundHandler<ByteBuf>() {
                                @Override
                                protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
                                    came.add(new long[]{frame.readInt(), frame.readInt(), frame.readableBytes()});
                                    all.countDown();
                                }
                            });
                }
            }).connect(listening.localAddress()).sync();
            TcpLine served = opened.join();
            for (int t = 0; t < threads; t++) {
                int stream = t;
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        served.sendFrame(stream, Unpooled.buffer().writeInt(stream).writeInt(i));
                    }
                });
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(10)).until(() -> served.outflow().waiting() == 0);
        } finally {
            var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        int[] next = new int[threads];
        assertThat(came).allMatch(frame -> frame[1] == next[(int) frame[0]]++ && frame[2] == 0);
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

package kz.centerpro.cli.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that only writes octets made beforehand: how fast the load client can be fed at all. */
final class Blaster implements AutoCloseable {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2,
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final List<Channel> clients = new CopyOnWriteArrayList<>();
    private final Channel server;

    Blaster() throws InterruptedException {
        this.server = new ServerBootstrap().group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 8192).childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object request) {
                                ReferenceCountUtil.release(request);
                                var _ = context.writeAndFlush(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII));
                                clients.add(context.channel());
                            }
                        });
                    }
                }).bind("127.0.0.1", 0).sync().channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Writes {@code count} frames to each client in one piece. */
    void blast(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(BenchEvents.frame(i, BenchEvents.DATA));
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuf frames = Unpooled.directBuffer(octets.length).writeBytes(octets);
        for (Channel client : clients) {
            var _ = client.writeAndFlush(frames.retainedDuplicate());
        }
        frames.release();
    }

    @Override
    public void close() {
        var _ = server.close();
        var _ = loops.shutdownGracefully();
    }
}

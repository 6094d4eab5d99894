package kz.centerpro.door.rsocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/**
 * RSocket over TCP, if a port is given. When the application stops it lets the requests of both transports come to
 * their end, for a while, and then ends their connections: before the web server begins to wait for its own.
 */
public final class RSocketServerLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RSocketServerLoop.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration FAREWELL = Duration.ofMillis(200);
    /** After the live streams have been ended, before the web server's graceful shutdown (MAX_VALUE - 1024). */
    private static final int PHASE = Integer.MAX_VALUE - 512;

    private final RSocketAcceptor acceptor;
    private final String host;
    private final int port;
    private volatile @Nullable Channel server;
    private volatile boolean running;

    /** {@code port} 0 takes a free one, -1 is none. */
    RSocketServerLoop(RSocketAcceptor acceptor, String host, int port) {
        this.acceptor = acceptor;
        this.host = host;
        this.port = port;
    }

    @Override
    public void start() {
        running = true;
        if (port == RSocketSettings.NO_PORT) {
            return;
        }
        Channel bound = bound();
        server = bound;
        LOG.info("RSocket listens on tcp://{}:{}", host, port());
    }

    @Override
    public void stop() {
        stop(() -> {
        });
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        acceptor.close();
        Channel bound = server;
        server = null;
        acceptor.idle().timeout(PATIENCE, Mono.empty()).then(Mono.fromRunnable(acceptor::disconnect))
                .then(Mono.defer(() -> acceptor.connections() == 0 ? Mono.empty() : Mono.delay(FAREWELL)))
                .doFinally(_ -> {
                    if (bound != null) {
                        var _ = bound.close();
                    }
                    stopped.run();
                }).subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The port bound to, 0 while there is none. */
    public int port() {
        Channel bound = server;
        return bound != null && bound.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /** On the event loops of reactor-netty, without what it keeps for each connection. */
    private Channel bound() {
        LoopResources loops = TcpResources.get();
        EventLoopGroup accepting = loops.onServerSelect(LoopResources.DEFAULT_NATIVE);
        ChannelFuture binding = new ServerBootstrap()
                .group(accepting, loops.onServer(LoopResources.DEFAULT_NATIVE))
                .channel(loops.onChannelClass(ServerSocketChannel.class, accepting))
                .option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        serve(TcpLine.on(channel, acceptor.limits()));
                    }
                }).bind(host, port);
        if (!binding.awaitUninterruptibly(START_TIMEOUT.toMillis()) || !binding.isSuccess()) {
            throw new IllegalStateException("RSocket cannot listen on " + host + ":" + port, binding.cause());
        }
        return binding.channel();
    }

    private void serve(Line line) {
        acceptor.serve(line).subscribe(_ -> {
        }, _ -> line.dispose());
    }
}

package kz.centerpro.door.rsocket;

import io.rsocket.transport.netty.RSocketLengthCodec;
import io.rsocket.transport.netty.TcpDuplexConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

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
    private volatile @Nullable DisposableServer server;
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
        DisposableServer bound = TcpServer.create().host(host).port(port).doOnConnection(this::serve)
                .bindNow(START_TIMEOUT);
        server = bound;
        LOG.info("RSocket listens on tcp://{}:{}", host, bound.port());
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
        DisposableServer bound = server;
        server = null;
        acceptor.idle().timeout(PATIENCE, Mono.empty()).then(Mono.fromRunnable(acceptor::disconnect))
                .then(Mono.defer(() -> acceptor.connections() == 0 ? Mono.empty() : Mono.delay(FAREWELL)))
                .doFinally(_ -> {
                    if (bound != null) {
                        bound.dispose();
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
        DisposableServer bound = server;
        return bound == null ? 0 : bound.port();
    }

    private void serve(Connection connection) {
        Outflow outflow = new Outflow(acceptor.limits().window());
        connection.addHandlerLast(new RSocketLengthCodec(acceptor.limits().inboundMax()));
        connection.addHandlerLast(outflow.meter());
        acceptor.serve(new TcpDuplexConnection("server", connection), outflow).then(Mono.<Void>never())
                .subscribe(connection.disposeSubscriber());
    }
}

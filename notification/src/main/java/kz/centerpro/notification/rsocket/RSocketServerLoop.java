package kz.centerpro.notification.rsocket;

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

/** RSocket over TCP. Starts and stops with the application, after the doors have told their streams to end. */
public final class RSocketServerLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RSocketServerLoop.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    private final TailAcceptor acceptor;
    private final String host;
    private final int port;
    private volatile @Nullable DisposableServer server;

    /** {@code port} 0 takes a free one. */
    public RSocketServerLoop(TailAcceptor acceptor, String host, int port) {
        this.acceptor = acceptor;
        this.host = host;
        this.port = port;
    }

    @Override
    public void start() {
        DisposableServer bound = TcpServer.create().host(host).port(port).doOnConnection(this::serve)
                .bindNow(START_TIMEOUT);
        server = bound;
        LOG.info("RSocket listens on tcp://{}:{}", host, bound.port());
    }

    @Override
    public void stop() {
        DisposableServer running = server;
        server = null;
        if (running != null) {
            running.disposeNow(START_TIMEOUT);
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** The port bound to, 0 while stopped. */
    public int port() {
        DisposableServer running = server;
        return running == null ? 0 : running.port();
    }

    private void serve(Connection connection) {
        Outflow outflow = new Outflow(acceptor.limits().window());
        connection.addHandlerLast(new RSocketLengthCodec(acceptor.limits().inboundMax()));
        connection.addHandlerLast(outflow.meter());
        acceptor.serve(new TcpDuplexConnection("server", connection), outflow).then(Mono.<Void>never())
                .subscribe(connection.disposeSubscriber());
    }
}

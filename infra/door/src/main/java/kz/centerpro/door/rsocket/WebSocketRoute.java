package kz.centerpro.door.rsocket;

import io.rsocket.transport.netty.WebsocketDuplexConnection;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** RSocket over WebSocket, on the HTTP port beside the routes of Spring. */
final class WebSocketRoute {

    private static final String PATH = "/rsocket";

    private final RSocketAcceptor acceptor;

    WebSocketRoute(RSocketAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    HttpServerRoutes on(HttpServerRoutes routes) {
        WebsocketServerSpec limits = WebsocketServerSpec.builder()
                .maxFramePayloadLength(acceptor.limits().inboundMax()).build();
        return routes.ws(PATH, this::serve, limits);
    }

    private Publisher<Void> serve(WebsocketInbound inbound, WebsocketOutbound outbound) {
        Outflow outflow = new Outflow(acceptor.limits().window());
        Connection connection = (Connection) inbound;
        connection.addHandlerLast(outflow.meter());
        return acceptor.serve(new WebsocketDuplexConnection("server", connection), outflow)
                .then(outbound.neverComplete());
    }
}

package kz.centerpro.door.rsocket;

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
        WebSocketLine line = new WebSocketLine((Connection) inbound, acceptor.limits());
        return acceptor.serve(line).then(outbound.neverComplete());
    }
}

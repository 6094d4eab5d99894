package kz.centerpro.notification.app;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;
import kz.centerpro.testkit.RSocketPayloads;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** rsocket-java as a client would use it. */
final class TailClient {

    private TailClient() {}

    static ClientTransport tcp(TestNode node) {
        return TcpClientTransport.create("127.0.0.1", node.rsocketPort());
    }

    static ClientTransport webSocket(TestNode node) {
        return WebsocketClientTransport.create(URI.create("ws://127.0.0.1:" + node.httpPort() + "/rsocket"));
    }

    /** {@code token} goes with SETUP unless it is null. */
    static Mono<RSocket> connect(ClientTransport transport, @Nullable String token) {
        RSocketConnector connector = RSocketConnector.create().metadataMimeType(RSocketPayloads.COMPOSITE)
                .dataMimeType("application/json");
        return (token == null ? connector : connector.setupPayload(RSocketPayloads.of("", null, token)))
                .connect(transport);
    }

    static Payload tail(@Nullable String after) {
        return RSocketPayloads.of(after == null ? "{}" : "{\"after\":\"" + after + "\"}", "events.tail", null);
    }

    static Flux<String> texts(RSocket socket, Payload request) {
        return socket.requestStream(request).map(payload -> {
            try {
                return payload.getDataUtf8();
            } finally {
                payload.release();
            }
        });
    }

    static long seq(String event) {
        int from = event.indexOf("\"sequence\":\"") + 12;
        return Long.parseLong(event.substring(from, event.indexOf('"', from)));
    }

    static String cursor(String event) {
        int from = event.indexOf("\"cursor\":\"") + 10;
        return event.substring(from, event.indexOf('"', from));
    }
}

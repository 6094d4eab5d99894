package kz.centerpro.notification.app;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.util.DefaultPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** rsocket-java as a client would use it. */
final class TailClient {

    static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();

    private TailClient() {}

    static ClientTransport tcp(TestNode node) {
        return TcpClientTransport.create("127.0.0.1", node.rsocketPort());
    }

    static ClientTransport webSocket(TestNode node) {
        return WebsocketClientTransport.create(URI.create("ws://127.0.0.1:" + node.httpPort() + "/rsocket"));
    }

    /** {@code token} goes with SETUP unless it is null. */
    static Mono<RSocket> connect(ClientTransport transport, @Nullable String token) {
        RSocketConnector connector = RSocketConnector.create().metadataMimeType(COMPOSITE)
                .dataMimeType("application/json");
        return (token == null ? connector : connector.setupPayload(payload("", null, token))).connect(transport);
    }

    static Payload tail(@Nullable String after) {
        return payload(after == null ? "{}" : "{\"after\":\"" + after + "\"}", "events.tail", null);
    }

    static Payload payload(String data, @Nullable String route, @Nullable String token) {
        CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
        if (route != null) {
            CompositeMetadataCodec.encodeAndAddMetadata(metadata, ByteBufAllocator.DEFAULT,
                    WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                    TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of(route)));
        }
        if (token != null) {
            CompositeMetadataCodec.encodeAndAddMetadata(metadata, ByteBufAllocator.DEFAULT,
                    WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                    AuthMetadataCodec.encodeBearerMetadata(ByteBufAllocator.DEFAULT, token.toCharArray()));
        }
        byte[] bytes = new byte[metadata.readableBytes()];
        metadata.readBytes(bytes);
        metadata.release();
        return DefaultPayload.create(data.getBytes(StandardCharsets.UTF_8), bytes);
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

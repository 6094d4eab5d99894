package kz.centerpro.assembly;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.wire.RSocketRoutes;
import tools.jackson.databind.JsonNode;

/** The routes of RSocket as they stand in the contract, with nothing of ours between. */
final class RawRSocket {

    private static final ByteBufAllocator BUFFERS = ByteBufAllocator.DEFAULT;

    private RawRSocket() {}

    static RSocket connected(int port, String token, Duration patience) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(BUFFERS, token.toCharArray()));
        return Objects.requireNonNull(RSocketConnector.create()
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .dataMimeType("application/json").setupPayload(DefaultPayload.create(BUFFERS.buffer(), metadata))
                .connect(TcpClientTransport.create("127.0.0.1", port)).block(patience));
    }

    /** The first {@code count} payloads. */
    static List<JsonNode> tail(RSocket socket, String ask, int count, Duration patience) {
        return Objects.requireNonNull(socket.requestStream(payload(RSocketRoutes.EVENTS_TAIL, ask))
                .map(RawRSocket::read).take(count).collectList().block(patience));
    }

    static JsonNode ack(RSocket socket, JsonNode ask, Duration patience) {
        return Objects.requireNonNull(socket.requestResponse(payload(RSocketRoutes.EVENTS_ACK, ask.toString()))
                .map(RawRSocket::read).block(patience));
    }

    private static JsonNode read(Payload payload) {
        try {
            return Party.JSON.readTree(payload.getDataUtf8());
        } finally {
            payload.release();
        }
    }

    private static Payload payload(String route, String data) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of(route)));
        return DefaultPayload.create(
                BUFFERS.buffer().writeBytes(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                metadata);
    }
}

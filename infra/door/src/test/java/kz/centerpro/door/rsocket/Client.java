package kz.centerpro.door.rsocket;

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
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** rsocket-java as a client would use it. */
final class Client {

    static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();

    private Client() {}

    static Mono<RSocket> connect(ClientTransport transport, String token) {
        return RSocketConnector.create().metadataMimeType(COMPOSITE).dataMimeType("application/json").fragment(16_384)
                .maxInboundPayloadSize(Integer.MAX_VALUE).setupPayload(payload("", null, token)).connect(transport);
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
}

package kz.centerpro.testkit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.rsocket.Payload;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads as a client of RSocket makes them, by the codecs of rsocket-java and nothing of ours. */
public final class RSocketPayloads {

    /** The metadata type of the connections that these payloads are for. */
    public static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();

    private static final ByteBufAllocator BUFFERS = ByteBufAllocator.DEFAULT;

    private RSocketPayloads() {}

    /** Bytes of the heap, which need not be released. */
    public static Payload of(String data, @Nullable String route, @Nullable String token) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        if (route != null) {
            CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                    TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of(route)));
        }
        if (token != null) {
            CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS,
                    WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                    AuthMetadataCodec.encodeBearerMetadata(BUFFERS, token.toCharArray()));
        }
        byte[] bytes = new byte[metadata.readableBytes()];
        metadata.readBytes(bytes);
        metadata.release();
        return DefaultPayload.create(data.getBytes(StandardCharsets.UTF_8), bytes);
    }
}

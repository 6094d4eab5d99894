package kz.centerpro.cli.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.RequestStreamFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a client of RSocket over TCP says to open a stream, ready to be written: SETUP and REQUEST_STREAM. */
final class RSocketRequests {

    private static final ByteBufAllocator BUFFERS = ByteBufAllocator.DEFAULT;
    private static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();
    private static final int KEEP_ALIVE = 60_000;
    private static final int LIFETIME = 300_000;

    private RSocketRequests() {}

    /** {@code events.tail} from the top with this token. */
    static byte[] tail(String token) {
        return tail(token, false);
    }

    static byte[] tail(String token, boolean heartbeats) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of("events.tail")));
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(BUFFERS, token.toCharArray()));
        return stream("application/json", metadata,
                heartbeats ? "{\"after\":\"top\",\"heartbeat\":true}" : "{\"after\":\"top\"}");
    }

    /** A stream of any server by its route. */
    static byte[] stream(String route) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of(route)));
        return stream("application/json", metadata, "");
    }

    private static byte[] stream(String dataMime, ByteBuf metadata, String data) {
        ByteBuf setup = SetupFrameCodec.encode(BUFFERS, false, KEEP_ALIVE, LIFETIME, COMPOSITE, dataMime,
                DefaultPayload.create(""));
        ByteBuf request = RequestStreamFrameCodec.encode(BUFFERS, 1, false, Integer.MAX_VALUE, metadata,
                Unpooled.copiedBuffer(data, StandardCharsets.UTF_8));
        ByteBuf both = Unpooled.wrappedBuffer(FrameLengthCodec.encode(BUFFERS, setup.readableBytes(), setup),
                FrameLengthCodec.encode(BUFFERS, request.readableBytes(), request));
        byte[] octets = ByteBufUtil.getBytes(both);
        both.release();
        return octets;
    }
}

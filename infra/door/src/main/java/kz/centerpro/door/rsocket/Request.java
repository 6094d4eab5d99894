package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownAuthType;
import io.rsocket.metadata.WellKnownMimeType;
import java.util.Iterator;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a SETUP or of a request says.
 *
 * @param route
 *            from {@code message/x.rsocket.routing.v0}
 * @param token
 *            from {@code message/x.rsocket.authentication.v0}, bearer
 */
record Request(@Nullable String route, @Nullable String token) {

    private static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();
    private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();
    private static final String AUTHENTICATION = WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION.getString();

    /** The same text; of the usual type one for all connections. */
    static String known(String mime) {
        return mime.equals(COMPOSITE) ? COMPOSITE : mime;
    }

    /** {@code mime} is the connection's metadata type: composite, or one of the two alone. */
    static Request of(String mime, ByteBuf metadata) {
        try {
            if (!mime.equals(COMPOSITE)) {
                return new Request(null, null).with(mime, metadata);
            }
            Request request = new Request(null, null);
            for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
                String type = entry.getMimeType();
                request = type == null ? request : request.with(type, entry.getContent());
            }
            return request;
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException broken) {
            throw Refusal.of(ProblemType.MALFORMED_REQUEST, "The metadata could not be read.");
        }
    }

    private Request with(String mime, ByteBuf content) {
        if (!content.isReadable()) {
            return this;
        }
        if (mime.equals(ROUTING)) {
            Iterator<String> tags = new RoutingMetadata(content).iterator();
            return tags.hasNext() ? new Request(tags.next(), token) : this;
        }
        if (mime.equals(AUTHENTICATION) && AuthMetadataCodec.isWellKnownAuthType(content)
                && AuthMetadataCodec.readWellKnownAuthType(content) == WellKnownAuthType.BEARER) {
            return new Request(route, String.valueOf(AuthMetadataCodec.readBearerTokenAsCharArray(content)));
        }
        return this;
    }
}

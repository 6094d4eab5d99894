package kz.centerpro.cli.client;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.wire.RSocketRoutes;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A box over RSocket on TCP. Asks for a few events at a time; reconnects and goes on after the last one heard. */
public final class EventTail {

    private static final int CREDIT = 32;
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final TcpClientTransport transport;
    private final TokenSource tokens;
    private final List<String> types;
    private volatile @Nullable String cursor;
    private final AtomicInteger failures = new AtomicInteger();

    /** {@code after} is a cursor, {@code top}, or null for the oldest event kept. */
    public EventTail(String host, int port, TokenSource tokens, @Nullable String after, List<String> types) {
        this.transport = TcpClientTransport.create(host, port);
        this.tokens = tokens;
        this.cursor = after;
        this.types = List.copyOf(types);
    }

    /** Follows until the listener has enough; throws what no reconnection can heal. */
    public void follow(StreamListener listener) throws IOException {
        while (true) {
            try {
                if (!connected(listener)) {
                    return;
                }
                listener.cut("the hub ended the stream");
            } catch (RejectedSetupException | RejectedException | InvalidException | ApplicationErrorException told) {
                HubRefusal refusal = HubRefusal.of(String.valueOf(told.getMessage()));
                boolean other = refusal.status() == 401 && tokens.renew() && failures.get() < 3;
                boolean problem = !refusal.code().isEmpty();
                if (problem && !other && !refusal.passing()) {
                    throw refusal;
                }
                listener.cut(String.valueOf(refusal.getMessage()));
            } catch (RuntimeException lost) {
                if (lost instanceof HubRefusal refusal) {
                    throw refusal;
                }
                Throwable cause = Exceptions.unwrap(lost);
                if (cause instanceof InterruptedException) {
                    throw new InterruptedIOException("interrupted");
                }
                listener.cut(String.valueOf(cause.getMessage()));
            }
            Duration wait = Retry.jittered(PAUSE.multipliedBy(1L << Math.min(failures.getAndIncrement(), 5)));
            Retry.sleep(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
        }
    }

    /** False when the listener had enough. */
    private boolean connected(StreamListener listener) throws IOException {
        RSocket socket = RSocketConnector.create()
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .dataMimeType(WellKnownMimeType.APPLICATION_JSON.getString()).keepAlive(ALIVE_EVERY, SILENCE)
                .setupPayload(DefaultPayload.create(new byte[0], bytes(authentication(tokens.token()))))
                .connect(transport).block(Duration.ofSeconds(15));
        if (socket == null) {
            return true;
        }
        try {
            Boolean more = socket.requestStream(DefaultPayload.create(JsonMapper.shared().writeValueAsBytes(ask()),
                    bytes(route()))).limitRate(CREDIT).map(payload -> heard(payload, listener)).takeUntil(on -> !on)
                    .blockLast();
            return more == null || more;
        } finally {
            socket.dispose();
        }
    }

    private boolean heard(Payload payload, StreamListener listener) {
        String text = payload.getDataUtf8();
        payload.release();
        JsonNode node = JsonMapper.shared().readTree(text);
        JsonNode hello = node.path("hello");
        if (hello.isObject()) {
            failures.set(0);
            cursor = hello.path("from").asString();
            listener.opened(hello.path("from").asString(), hello.path("top").asString());
            return true;
        }
        StreamEvent event = new StreamEvent(text, node);
        boolean more = listener.event(event);
        cursor = event.cursor();
        return more;
    }

    private Map<String, Object> ask() {
        Map<String, Object> ask = new LinkedHashMap<>();
        String after = cursor;
        if (after != null) {
            ask.put("after", after);
        }
        if (!types.isEmpty()) {
            ask.put("types", types);
        }
        return ask;
    }

    private static CompositeByteBuf authentication(String token) {
        ByteBufAllocator buffers = ByteBufAllocator.DEFAULT;
        CompositeByteBuf metadata = buffers.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, buffers,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(buffers, token.toCharArray()));
        return metadata;
    }

    private static CompositeByteBuf route() {
        ByteBufAllocator buffers = ByteBufAllocator.DEFAULT;
        CompositeByteBuf metadata = buffers.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, buffers, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(buffers, List.of(RSocketRoutes.EVENTS_TAIL)));
        return metadata;
    }

    private static byte[] bytes(CompositeByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }
}

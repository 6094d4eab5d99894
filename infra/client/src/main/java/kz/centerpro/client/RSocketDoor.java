package kz.centerpro.client;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.RSocketErrorException;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.ClientTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.contracts.wire.RSocketRoutes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RSocket over TCP or WebSocket. The hub sends as many payloads as were asked for. */
final class RSocketDoor implements Door {

    private static final int CREDIT = 32;
    /** Before an event of several boxes, which comes last. */
    private static final String EVENT = ",\"event\":";
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final ByteBufAllocator BUFFERS = ByteBufAllocator.DEFAULT;

    private final ClientTransport transport;
    private final Duration silence;

    RSocketDoor(ClientTransport transport, Duration silence) {
        this.transport = transport;
        this.silence = silence;
    }

    @Override
    public Flux<Frame> open(String token, Ask ask) {
        return Flux.usingWhen(connection(token),
                socket -> socket.requestStream(payload(RSocketRoutes.EVENTS_TAIL, data(ask))).map(RSocketDoor::read)
                        .limitRate(CREDIT),
                socket -> Mono.fromRunnable(socket::dispose)).onErrorMap(RSocketDoor::told);
    }

    private Mono<RSocket> connection(String token) {
        return Mono.defer(() -> RSocketConnector.create()
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .dataMimeType(WellKnownMimeType.APPLICATION_JSON.getString()).keepAlive(ALIVE_EVERY, silence)
                .setupPayload(DefaultPayload.create(Unpooled.EMPTY_BUFFER, authentication(token)))
                .connect(transport)).timeout(CONNECT);
    }

    private static Frame read(Payload payload) {
        String text = payload.getDataUtf8();
        payload.release();
        JsonNode said = JsonMapper.shared().readTree(text);
        JsonNode hello = said.path("hello");
        if (hello.isObject()) {
            return new Frame.Opened(JsonMapper.shared().treeToValue(hello, Hello.class), null);
        }
        return new Frame.Happened(said.path("event").isObject()
                ? new BoxEvent(text.substring(text.indexOf(EVENT) + EVENT.length(), text.length() - 1),
                        said.path("event"), said.path("cursor").asString(""))
                : new BoxEvent(text, said));
    }

    private static Throwable told(Throwable error) {
        return error instanceof RSocketErrorException && HubProblem.isProblem(error.getMessage())
                ? HubProblem.of(0, String.valueOf(error.getMessage()), null)
                : error;
    }

    private static byte[] data(Ask ask) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (ask.after() != null) {
            data.put("after", ask.after());
        }
        if (ask.consumer() != null) {
            data.put("consumer", ask.consumer());
        }
        data.put("types", ask.types());
        if (!ask.boxes().isEmpty()) {
            data.put("boxes", ask.boxes());
        }
        return JsonMapper.shared().writeValueAsString(data).getBytes(StandardCharsets.UTF_8);
    }

    private static CompositeByteBuf authentication(String token) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS,
                WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
                AuthMetadataCodec.encodeBearerMetadata(BUFFERS, token.toCharArray()));
        return metadata;
    }

    private static Payload payload(String route, byte[] data) {
        CompositeByteBuf metadata = BUFFERS.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(metadata, BUFFERS, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createTaggingContent(BUFFERS, List.of(route)));
        return DefaultPayload.create(Unpooled.wrappedBuffer(data), metadata);
    }
}

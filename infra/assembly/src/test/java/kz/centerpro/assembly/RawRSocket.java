package kz.centerpro.assembly;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.netty.client.TcpClientTransport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.testkit.RSocketPayloads;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The routes of RSocket as they stand in the contract, with nothing of ours between. */
final class RawRSocket {

    private RawRSocket() {}

    static RSocket connected(int port, String token, Duration patience) {
        return Objects.requireNonNull(RSocketConnector.create()
                .metadataMimeType(RSocketPayloads.COMPOSITE).dataMimeType("application/json")
                .setupPayload(RSocketPayloads.of("", null, token))
                .connect(TcpClientTransport.create("127.0.0.1", port)).block(patience));
    }

    /** The first {@code count} payloads. */
    static List<JsonNode> tail(RSocket socket, String ask, int count, Duration patience) {
        return Objects.requireNonNull(socket.requestStream(RSocketPayloads.of(ask, RSocketRoutes.EVENTS_TAIL, null))
                .map(RawRSocket::read).take(count).collectList().block(patience));
    }

    /** A stream of what comes, up to and with its first heartbeat, which takes some 13 seconds. */
    static Mono<List<JsonNode>> untilHeartbeat(RSocket socket) {
        return socket.requestStream(
                RSocketPayloads.of("{\"after\":\"top\",\"heartbeat\":true}", RSocketRoutes.EVENTS_TAIL, null))
                .map(RawRSocket::read).takeUntil(payload -> payload.has("heartbeat")).collectList();
    }

    static JsonNode ack(RSocket socket, JsonNode ask, Duration patience) {
        return Objects.requireNonNull(
                socket.requestResponse(RSocketPayloads.of(ask.toString(), RSocketRoutes.EVENTS_ACK, null))
                        .map(RawRSocket::read).block(patience));
    }

    private static JsonNode read(Payload payload) {
        try {
            return Party.JSON.readTree(payload.getDataUtf8());
        } finally {
            payload.release();
        }
    }
}

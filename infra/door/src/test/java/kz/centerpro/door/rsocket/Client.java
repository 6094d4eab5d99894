package kz.centerpro.door.rsocket;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.ClientTransport;
import kz.centerpro.testkit.RSocketPayloads;
import reactor.core.publisher.Mono;

/** rsocket-java as a client would use it. */
final class Client {

    private Client() {}

    static Mono<RSocket> connect(ClientTransport transport, String token) {
        return RSocketConnector.create().metadataMimeType(RSocketPayloads.COMPOSITE).dataMimeType("application/json")
                .fragment(16_384)
                .maxInboundPayloadSize(Integer.MAX_VALUE).setupPayload(RSocketPayloads.of("", null, token))
                .connect(transport);
    }
}

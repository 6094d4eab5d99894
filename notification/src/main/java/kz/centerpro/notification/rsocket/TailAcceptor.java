package kz.centerpro.notification.rsocket;

import io.rsocket.ConnectionSetupPayload;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.notification.consumer.ConsumerDesk;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Feed;
import reactor.core.publisher.Mono;

/** Takes connections of either transport: checks SETUP and gives each connection its socket. */
public final class TailAcceptor {

    private final Desk desk;
    private final Set<Outflow> outflows = ConcurrentHashMap.newKeySet();

    public TailAcceptor(Feed feed, ConsumerDesk consumers, TokenVerifier tokens, Clock clock, WireJson json,
            RSocketLimits limits, StreamMeters meters) {
        this.desk = new Desk(feed, consumers, tokens, clock, json, new Refusals(json), limits, meters);
    }

    /** Frames of all connections that wait for their sockets; stays near nothing while clients read. */
    public int waitingFrames() {
        return outflows.stream().mapToInt(Outflow::waiting).sum();
    }

    RSocketLimits limits() {
        return desk.limits();
    }

    /** Serves one connection until it closes; {@code outflow} must be told by its pipeline what the socket took. */
    Mono<Void> serve(DuplexConnection connection, Outflow outflow) {
        RSocketLimits limits = desk.limits();
        outflows.add(outflow);
        return RSocketServer.create((setup, _) -> accepted(setup, outflow)).maxInboundPayloadSize(limits.inboundMax())
                .fragment(limits.mtu()).maxTimeToFirstFrame(limits.firstFrame())
                .asConnectionAcceptor(limits.inboundMax()).apply(new MeteredConnection(connection, outflow))
                .then(connection.onClose()).doFinally(_ -> outflows.remove(outflow));
    }

    private Mono<RSocket> accepted(ConnectionSetupPayload setup, Outflow outflow) {
        return Mono.<RSocket>fromSupplier(() -> {
            RSocketLimits limits = desk.limits();
            if (setup.keepAliveInterval() < limits.keepAliveMin().toMillis()
                    || setup.keepAliveMaxLifetime() > limits.lifetimeMax().toMillis()) {
                throw Refusal.of(ProblemType.MALFORMED_REQUEST, "Keep-alive must be at least "
                        + limits.keepAliveMin().toMillis() + " ms, its lifetime at most "
                        + limits.lifetimeMax().toMillis()
                        + " ms.");
            }
            Request request = Request.of(setup.metadataMimeType(), setup.sliceMetadata());
            String token = request.token();
            Caller caller = token == null ? null : desk.tokens().verify(token);
            return new TailSocket(desk, outflow, setup.metadataMimeType(), caller);
        }).onErrorMap(desk.refusals()::ofSetup);
    }
}

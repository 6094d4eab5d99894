package kz.centerpro.door.rsocket;

import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.ServerTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.door.Caller;
import kz.centerpro.door.TokenVerifier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/** Takes connections of either transport: counts them, checks SETUP and gives each connection its socket. */
public final class RSocketAcceptor {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Map<String, RSocketRoute> routes;
    private final TokenVerifier tokens;
    private final Clock clock;
    private final JsonMapper json;
    private final Refusals refusals;
    private final RSocketLimits limits;
    private final ServerTransport.ConnectionAcceptor server; // one for all: it finds the line in the context
    private final Set<Line> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Long, Integer> seats = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean closed;

    public RSocketAcceptor(List<RSocketRoute> routes, TokenVerifier tokens, Clock clock, JsonMapper json,
            RSocketLimits limits) {
        this.routes = routes.stream().collect(Collectors.toUnmodifiableMap(RSocketRoute::name, Function.identity()));
        this.tokens = tokens;
        this.clock = clock;
        this.json = json;
        this.refusals = new Refusals(json);
        this.limits = limits;
        this.server = RSocketServer
                .create((setup, _) -> Mono.deferContextual(context -> accepted(setup, context.get(Line.class))))
                .maxInboundPayloadSize(limits.inboundMax()).fragment(limits.mtu())
                .maxTimeToFirstFrame(limits.firstFrame()).asConnectionAcceptor(limits.inboundMax());
    }

    /** Frames of all connections that wait for their sockets; stays near nothing while clients read. */
    public int waitingFrames() {
        return connections.stream().mapToInt(connection -> connection.outflow().waiting()).sum();
    }

    /** Open connections. */
    public int connections() {
        return taken.get();
    }

    /** Lets nobody in any more, and begins nothing new; what is under way goes on. */
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Completes when no request-response and no channel is under way. */
    Mono<Void> idle() {
        return Flux.interval(Duration.ZERO, LOOK).onBackpressureDrop().filter(_ -> busy.get() == 0).next().then();
    }

    /** Ends every connection; each client is told to come again, each after another while. */
    void disconnect() {
        connections.forEach(connection -> connection.sendErrorAndClose(refusals.ofClosing(closing())));
    }

    /** Serves one connection from its SETUP on; fails when that is not taken or does not come. */
    Mono<Void> serve(Line line) {
        if (closed || taken.incrementAndGet() > limits.connections()) {
            Refusal refusal = closed ? closing() : full();
            if (!closed) {
                taken.decrementAndGet();
            }
            line.sendErrorAndClose(refusals.ofSetup(refusal));
            return line.onClose();
        }
        connections.add(line);
        line.whenClosed(() -> gone(line));
        return Mono.from(server.apply(line)).contextWrite(Context.of(Line.class, line));
    }

    private void gone(Line connection) {
        if (connections.remove(connection)) {
            taken.decrementAndGet();
            Long box = connection.leaveSeat();
            if (box != null) {
                seats.computeIfPresent(box, (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    private Mono<RSocket> accepted(ConnectionSetupPayload setup, Line connection) {
        return Mono.<RSocket>fromSupplier(() -> {
            if (setup.keepAliveInterval() < limits.keepAliveMin().toMillis()
                    || setup.keepAliveMaxLifetime() > limits.lifetimeMax().toMillis()) {
                throw Refusal.of(ProblemType.MALFORMED_REQUEST, "Keep-alive must be at least "
                        + limits.keepAliveMin().toMillis() + " ms, its lifetime at most "
                        + limits.lifetimeMax().toMillis()
                        + " ms.");
            }
            RoutedSocket socket = new RoutedSocket(this, connection, setup.metadataMimeType());
            String token = Request.of(setup.metadataMimeType(), setup.sliceMetadata()).token();
            if (token != null) {
                socket.signIn(tokens.verify(token));
            }
            return socket;
        }).onErrorMap(refusals::ofSetup);
    }

    /** Counts the connection for its participant. */
    void seat(Caller caller, Line connection) {
        if (caller.box() == 0) {
            return;
        }
        Integer count = seats.merge(caller.box(), 1, Integer::sum);
        if (count > limits.each()) {
            seats.computeIfPresent(caller.box(), (_, seated) -> seated == 1 ? null : seated - 1);
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "This participant has " + limits.each() + " connections to this node: close one first.")
                    .retryAfter(RETRY);
        }
        connection.takeSeat(caller.box());
    }

    RSocketRoute route(@Nullable String name, RSocketRoute.Kind kind) {
        RSocketRoute route = name == null ? null : routes.get(name);
        if (route == null || route.kind() != kind) {
            throw Refusal.of(ProblemType.NOT_FOUND, "There is no such route as a "
                    + switch (kind) {
                        case RESPONSE -> "request-response";
                        case STREAM -> "request-stream";
                        case CHANNEL -> "request-channel";
                    } + ". The routes here: " + RSocketRoutes.AUTH_REFRESH + ", "
                    + String.join(", ", routes.keySet().stream().sorted().toList()) + ".");
        }
        return route;
    }

    Refusal closing() {
        return Refusal.of(ProblemType.OVERLOADED, "This node is closing: reconnect, and go on from your cursor.")
                .retryAfter(Duration.ofSeconds(ThreadLocalRandom.current().nextLong(1, RETRY.toSeconds() + 1)));
    }

    private Refusal full() {
        return Refusal.of(ProblemType.OVERLOADED,
                "This node has " + limits.connections() + " connections: reconnect later.").retryAfter(RETRY);
    }

    void began() {
        busy.incrementAndGet();
    }

    void ended() {
        busy.decrementAndGet();
    }

    RSocketLimits limits() {
        return limits;
    }

    TokenVerifier tokens() {
        return tokens;
    }

    Clock clock() {
        return clock;
    }

    JsonMapper json() {
        return json;
    }

    Refusals refusals() {
        return refusals;
    }
}

package kz.centerpro.door.rsocket;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Stay;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection: finds the route of each request, checks who calls, and answers {@code auth.refresh} itself. A request
 * is made by whom its own metadata names, else by whom SETUP named.
 */
final class RoutedSocket implements RSocket {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedSocket.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RSocketAcceptor house;
    private final Line connection;
    private final String metadataMime;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile @Nullable Stay signedIn;
    private volatile Set<Stay> visitors = Set.of(); // of streams that brought tokens of their own

    RoutedSocket(RSocketAcceptor house, Line connection, String metadataMime) {
        this.house = house;
        this.connection = connection;
        this.metadataMime = Request.known(metadataMime);
    }

    /** From here on requests without a token are this caller's. */
    void signIn(Caller caller) {
        house.seat(caller, connection);
        signedIn = new Stay(caller, house.clock());
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        try {
            Request request = request(payload);
            RSocketRoute route = house.route(request.route(), RSocketRoute.Kind.STREAM);
            Stay stay = stay(request);
            Call call = call(payload, stay);
            Runnable left = opened(request, stay);
            return paced(Flux.defer(() -> route.answer(call, Flux.empty())), stay, left);
        } catch (RuntimeException refused) {
            return Flux.error(house.refusals().ofRequest(refused));
        } finally {
            payload.release();
        }
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return Flux.from(payloads).<Payload>switchOnFirst((first, all) -> {
            Payload payload = first.get();
            if (payload == null) {
                return Flux.empty();
            }
            try {
                Request request = request(payload);
                RSocketRoute route = house.route(request.route(), RSocketRoute.Kind.CHANNEL);
                Stay stay = stay(request);
                Call call = call(payload, stay);
                Runnable left = opened(request, stay);
                house.began();
                return paced(Flux
                        .defer(() -> route.answer(call, all.map(RoutedSocket::taken).onErrorMap(RoutedSocket::broken))),
                        stay, () -> {
                            house.ended();
                            left.run();
                        });
            } catch (RuntimeException refused) {
                return Flux.error(house.refusals().ofRequest(refused));
            }
        });
    }

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        try {
            Request request = request(payload);
            if (RSocketRoutes.AUTH_REFRESH.equals(request.route())) {
                return Mono.just(DefaultPayload.create(refreshed(request)));
            }
            RSocketRoute route = house.route(request.route(), RSocketRoute.Kind.RESPONSE);
            Call call = call(payload, stay(request));
            enter();
            return Flux.defer(() -> route.answer(call, Flux.empty())).next().map(DefaultPayload::create)
                    .onErrorMap(house.refusals()::ofRequest).doFinally(_ -> leave());
        } catch (RuntimeException refused) {
            return Mono.error(house.refusals().ofRequest(refused));
        } finally {
            payload.release();
        }
    }

    /** {@code auth.refresh} may be sent so; nobody hears of a refusal, the streams end as they would have. */
    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        try {
            Request request = request(payload);
            if (RSocketRoutes.AUTH_REFRESH.equals(request.route())) {
                refreshed(request);
            }
        } catch (Refusal refused) {
            LOG.debug("A token was not taken: {}", refused.type());
        } finally {
            payload.release();
        }
        return Mono.empty();
    }

    @Override
    public Mono<Void> metadataPush(Payload payload) {
        payload.release();
        return Mono.empty();
    }

    private Flux<Payload> paced(Flux<byte[]> answers, Stay stay, Runnable left) {
        return PaceLoop.pace(answers, connection.outflow(), stay, DefaultPayload::create,
                house.refusals()::ofRequest, left);
    }

    private Request request(Payload payload) {
        return Request.of(metadataMime, payload.sliceMetadata());
    }

    private Call call(Payload payload, Stay stay) {
        if (house.isClosed()) {
            throw house.closing();
        }
        return new Call(stay, bytes(payload), house.json());
    }

    private Stay stay(Request request) {
        if (request.token() != null) {
            return new Stay(house.tokens().verify(request.token()), house.clock());
        }
        Stay stay = signedIn;
        if (stay == null) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED,
                    "Send a bearer token as message/x.rsocket.authentication.v0 with SETUP or with the request.");
        }
        Refusal over = stay.over();
        if (over != null) {
            throw over;
        }
        return stay;
    }

    /** The new token's end, for every stream of the connection that belongs to its participant. */
    private byte[] refreshed(Request request) {
        if (request.token() == null) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED,
                    "Send the new bearer token as message/x.rsocket.authentication.v0 with this request.");
        }
        Caller newer = house.tokens().verify(request.token());
        Stay stay = signedIn;
        boolean taken = stay != null && renewed(stay, newer);
        for (Stay visitor : visitors) {
            taken |= renewed(visitor, newer);
        }
        if (!taken && (stay != null || !visitors.isEmpty())) {
            throw Refusal.of(ProblemType.NOT_PERMITTED,
                    "This token is of another participant than this connection: open a connection of its own.");
        }
        if (!taken) {
            signIn(newer);
        }
        return house.json().writeValueAsBytes(Map.of("expiresAt", WireTime.format(newer.expiresAt())));
    }

    private static boolean renewed(Stay stay, Caller newer) {
        Caller older = stay.caller();
        boolean same = Objects.equals(older.participant(), newer.participant()) && older.box() == newer.box()
                && (older.participant() != null || older.signatory().equals(newer.signatory()));
        if (same) {
            stay.renew(newer);
        }
        return same;
    }

    /** Counts a stream; what is returned gives the count back. */
    private Runnable opened(Request request, Stay stay) {
        if (open.incrementAndGet() > house.limits().streams()) {
            open.decrementAndGet();
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "This connection has " + house.limits().streams() + " open streams: cancel one first.")
                    .retryAfter(RETRY);
        }
        boolean visiting = request.token() != null;
        if (visiting) {
            visitors().add(stay);
        }
        return () -> {
            if (visiting) {
                visitors.remove(stay);
            }
            if (open.decrementAndGet() == 0 && house.isClosed() && unanswered.get() == 0) {
                connection.sendErrorAndClose(house.refusals().ofClosing(house.closing()));
            }
        };
    }

    private synchronized Set<Stay> visitors() {
        if (!(visitors instanceof CopyOnWriteArraySet)) {
            visitors = new CopyOnWriteArraySet<>();
        }
        return visitors;
    }

    private void enter() {
        if (unanswered.incrementAndGet() > house.limits().requests()) {
            unanswered.decrementAndGet();
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "This connection has " + house.limits().requests() + " unanswered requests: wait for one.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        house.began();
    }

    private void leave() {
        unanswered.decrementAndGet();
        house.ended();
    }

    /** Cancelled, cut off, or more than was asked for, which rsocket-core has answered itself. */
    private static Refusal broken(Throwable error) {
        return Refusal.of(ProblemType.MALFORMED_REQUEST, "The channel ended before its completion.");
    }

    private static byte[] taken(Payload payload) {
        try {
            return bytes(payload);
        } finally {
            payload.release();
        }
    }

    private static byte[] bytes(Payload payload) {
        byte[] data = new byte[payload.sliceData().readableBytes()];
        payload.sliceData().getBytes(payload.sliceData().readerIndex(), data);
        return data;
    }
}

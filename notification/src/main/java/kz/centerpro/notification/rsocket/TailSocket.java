package kz.centerpro.notification.rsocket;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.DefaultPayload;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.door.Caller;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.TypeFilter;
import kz.centerpro.notification.stream.Vitals;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * One connection: answers {@code events.tail} and {@code events.ack}. The first payload of a tail is
 * {@code {"hello":{…}}}, each further one an event; data is JSON in UTF-8, without metadata.
 */
final class TailSocket implements RSocket {

    private static final byte[] LAST = {};
    /** Events that may wait beside heartbeats. */
    private static final int PREFETCH = 16;

    private final Desk desk;
    private final Outflow outflow;
    private final String metadataMime;
    private final @Nullable Caller signedIn;
    private final AtomicInteger open = new AtomicInteger();

    TailSocket(Desk desk, Outflow outflow, String metadataMime, @Nullable Caller signedIn) {
        this.desk = desk;
        this.outflow = outflow;
        this.metadataMime = metadataMime;
        this.signedIn = signedIn;
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        try {
            Request request = Request.of(metadataMime, payload.sliceMetadata());
            if (!RSocketRoutes.EVENTS_TAIL.equals(request.route())) {
                throw noSuchRoute();
            }
            Visit visit = Visit.of(caller(request), desk.clock());
            return tail(visit, ask(payload)).onErrorMap(desk.refusals()::ofRequest);
        } catch (Refusal refusal) {
            return Flux.error(desk.refusals().ofRequest(refusal));
        } finally {
            payload.release();
        }
    }

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        try {
            Request request = Request.of(metadataMime, payload.sliceMetadata());
            if (!RSocketRoutes.EVENTS_ACK.equals(request.route())) {
                throw noSuchRoute();
            }
            Visit visit = Visit.of(caller(request), desk.clock());
            AckRequest ask = read(payload, AckRequest.class,
                    "The data of events.ack is a JSON object: {\"consumer\":name,\"cursor\":cursor,\"reset\":true?}.");
            return desk.consumers().acknowledge(visit.box(), ask.consumer(), ask.cursor(), ask.resets())
                    .map(done -> DefaultPayload.create(desk.json().value(done.consumer())))
                    .onErrorMap(desk.refusals()::ofRequest);
        } catch (Refusal refusal) {
            return Mono.error(desk.refusals().ofRequest(refusal));
        } finally {
            payload.release();
        }
    }

    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        payload.release();
        return Mono.empty();
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return Flux.error(desk.refusals().ofRequest(noSuchRoute()));
    }

    @Override
    public Mono<Void> metadataPush(Payload payload) {
        payload.release();
        return Mono.empty();
    }

    private Flux<Payload> tail(Visit visit, TailRequest ask) {
        return Flux.using(this::counted,
                _ -> desk.consumers().position(visit.box(), ask.consumer(), ask.after())
                        .flatMap(after -> desk.feed().open(visit.box(), after))
                        .flatMapMany(opening -> payloads(opening, ask))
                        .takeUntilOther(visit.expiry())
                        .transform(payloads -> PaceLoop.pace(payloads, outflow)),
                _ -> {
                    desk.meters().left(StreamMeters.Door.RSOCKET);
                    open.decrementAndGet();
                });
    }

    private Flux<Payload> payloads(Opening opening, TailRequest ask) {
        Vitals vitals = new Vitals(desk.meters().opened(StreamMeters.Door.RSOCKET));
        Flux<byte[]> events = desk.feed()
                .told(opening.box(), opening.from(), TypeFilter.of(ask.typesOrAll()), vitals).map(told -> {
                    vitals.written(told.event());
                    return told.json(desk.json());
                });
        return Flux
                .concat(Mono.fromSupplier(() -> desk.json().wrappedHello(opening.hello())),
                        ask.wantsHeartbeat() ? withHeartbeats(events, vitals) : events)
                .map(DefaultPayload::create);
    }

    private Flux<byte[]> withHeartbeats(Flux<byte[]> events, Vitals vitals) {
        Flux<byte[]> beats = Flux.interval(desk.limits().heartbeat()).onBackpressureDrop()
                .map(_ -> desk.json().wrappedHeartbeat(vitals.beat()));
        return Flux.merge(PREFETCH, events.concatWithValues(LAST), beats).takeWhile(bytes -> bytes.length > 0);
    }

    private Integer counted() {
        if (open.incrementAndGet() > desk.limits().streams()) {
            open.decrementAndGet();
            throw Refusal.of(ProblemType.RATE_LIMITED,
                    "This connection has " + desk.limits().streams() + " open streams: cancel one first.")
                    .retryAfter(java.time.Duration.ofSeconds(5));
        }
        desk.meters().came(StreamMeters.Door.RSOCKET);
        return open.get();
    }

    private Caller caller(Request request) {
        if (request.token() != null) {
            return desk.tokens().verify(request.token());
        }
        if (signedIn == null) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED,
                    "Send a bearer token as message/x.rsocket.authentication.v0 with SETUP or with the request.");
        }
        return signedIn;
    }

    private TailRequest ask(Payload payload) {
        if (payload.sliceData().readableBytes() == 0) {
            return TailRequest.EVERYTHING;
        }
        String shape = "The data of events.tail is a JSON object: {\"after\":cursor,\"types\":[…],\"heartbeat\":true}, all optional.";
        TailRequest ask = read(payload, TailRequest.class, shape);
        try {
            TypeFilter.of(ask.typesOrAll());
            return ask;
        } catch (NullPointerException broken) { // null among the types
            throw Refusal.of(ProblemType.MALFORMED_REQUEST, shape);
        }
    }

    private <T> T read(Payload payload, Class<T> as, String shape) {
        byte[] data = new byte[payload.sliceData().readableBytes()];
        payload.sliceData().getBytes(payload.sliceData().readerIndex(), data);
        try {
            @Nullable
            T read = desk.json().read(data, as);
            if (read != null) { // JSON null gives null
                return read;
            }
        } catch (JacksonException broken) {
            // told below: what was sent is not repeated
        }
        throw Refusal.of(ProblemType.MALFORMED_REQUEST, shape);
    }

    private static Refusal noSuchRoute() {
        return Refusal.of(ProblemType.NOT_FOUND,
                "The routes are events.tail, as a request-stream, and events.ack, as a request-response.");
    }
}

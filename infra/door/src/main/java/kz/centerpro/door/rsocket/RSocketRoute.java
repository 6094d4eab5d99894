package kz.centerpro.door.rsocket;

import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One route and what answers it, contributed by the room that owns it. Data is JSON in UTF-8, both ways. A handler may
 * throw or emit a {@link kz.centerpro.contracts.problem.Refusal}; anything else becomes a problem as it does over HTTP.
 */
public final class RSocketRoute {

    enum Kind {
        RESPONSE, STREAM, CHANNEL
    }

    private final String name;
    private final Kind kind;
    private final BiFunction<Call, Flux<byte[]>, Flux<byte[]>> handler;

    private RSocketRoute(String name, Kind kind, BiFunction<Call, Flux<byte[]>, Flux<byte[]>> handler) {
        this.name = name;
        this.kind = kind;
        this.handler = handler;
    }

    /** A request-response. */
    public static RSocketRoute response(String name, Function<Call, Mono<byte[]>> handler) {
        return new RSocketRoute(name, Kind.RESPONSE, (call, _) -> handler.apply(call).flux());
    }

    /** A request-stream; it ends with the caller's stay. */
    public static RSocketRoute stream(String name, Function<Call, Flux<byte[]>> handler) {
        return new RSocketRoute(name, Kind.STREAM, (call, _) -> handler.apply(call));
    }

    /** A request-channel; the items begin with the data of the first payload, which brings the route. */
    public static RSocketRoute channel(String name, BiFunction<Call, Flux<byte[]>, Flux<byte[]>> handler) {
        return new RSocketRoute(name, Kind.CHANNEL, handler);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Flux<byte[]> answer(Call call, Flux<byte[]> items) {
        return handler.apply(call, items);
    }
}

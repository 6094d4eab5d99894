package kz.centerpro.cli.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import kz.centerpro.contracts.event.EventEnvelope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** How one would begin: a sink, and for each subscriber an operator chain that encodes every event again. */
final class NaiveFanout implements AutoCloseable {

    private final JsonMapper json = JsonMapper.builder().build();
    private final Sinks.Many<EventEnvelope> sink;
    private final DisposableServer server;
    private long sequence;

    NaiveFanout(int burst) {
        this.sink = Sinks.many().multicast().onBackpressureBuffer(Math.max(256, burst * 2), false);
        this.server = HttpServer.create().host("127.0.0.1").port(0)
                .route(routes -> routes.get("/events",
                        (request, response) -> response.sse().send(stream(), buffer -> true)))
                .bindNow(Duration.ofSeconds(10));
    }

    private Flux<ByteBuf> stream() {
        Flux<ByteBuf> events = sink.asFlux().map(this::frame);
        return Flux.concat(
                Flux.just(Unpooled.copiedBuffer("id: 0\nevent: hello\ndata: {}\n\n", StandardCharsets.UTF_8)),
                events);
    }

    private ByteBuf frame(EventEnvelope event) {
        return Unpooled.copiedBuffer("id: " + event.cursor() + "\nevent: " + event.type() + "\ndata: "
                + json.writeValueAsString(event) + "\n\n", StandardCharsets.UTF_8);
    }

    int port() {
        return server.port();
    }

    void publish(int count) {
        for (int i = 0; i < count; i++) {
            sequence++;
            EventEnvelope event = BenchEvents.envelope(sequence, BenchEvents.DATA);
            sink.emitNext(event, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(10)));
        }
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}

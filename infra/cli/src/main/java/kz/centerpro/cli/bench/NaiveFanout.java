package kz.centerpro.cli.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** How one would begin: a sink, and for each subscriber an operator chain that encodes every event again. */
final class NaiveFanout implements AutoCloseable {

    private static final String DATA = "{\"number\":\"09128403783600000017\",\"status\":\"READ\",\"title\":\"Bench\","
            + "\"recipient\":{\"country\":\"KZ\",\"taxId\":\"090340002716\",\"name\":\"BENCH\"}}";

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

    String url() {
        return "http://127.0.0.1:" + server.port() + "/events";
    }

    void publish(int count) {
        for (int i = 0; i < count; i++) {
            sequence++;
            EventEnvelope event = EventEnvelope.of("01a20345-d7b8-773c-b2c3-a25ab35f40b4", 1001,
                    "kz.centerpro.document.read", "09128403783600000017", "2026-11-22T12:40:38.584Z",
                    new Cursor(1, sequence), DATA);
            sink.emitNext(event, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(10)));
        }
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}

package kz.centerpro.cli.bench;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import java.time.Duration;
import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** RSocket as Boot sets it up: a controller's flux over a sink, every payload encoded for every subscriber. */
final class PlainRSocket implements AutoCloseable {

    static final String ROUTE = "events";

    private final Sinks.Many<EventEnvelope> sink;
    private final CloseableChannel server;
    private long sequence;

    PlainRSocket(int burst) {
        this.sink = Sinks.many().multicast().onBackpressureBuffer(Math.max(256, burst * 2), false);
        RSocketMessageHandler handler = new RSocketMessageHandler();
        handler.setRSocketStrategies(RSocketStrategies.builder().encoder(new JacksonJsonEncoder())
                .decoder(new JacksonJsonDecoder()).build());
        handler.setHandlers(List.of(new Events(sink.asFlux())));
        handler.afterPropertiesSet();
        this.server = RSocketServer.create(handler.responder()).payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bindNow(TcpServerTransport.create("127.0.0.1", 0));
    }

    /** What a user of Boot writes. */
    @Controller
    static final class Events {

        private final Flux<EventEnvelope> events;

        Events(Flux<EventEnvelope> events) {
            this.events = events;
        }

        /** A first word, so that the client knows that it is heard, then what comes. */
        @MessageMapping(ROUTE)
        Flux<EventEnvelope> events() {
            return Flux.concat(Flux.just(BenchEvents.envelope(0, "{}")), events);
        }
    }

    int port() {
        return server.address().getPort();
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
        server.dispose();
    }
}

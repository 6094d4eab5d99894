package kz.centerpro.assembly;

import io.netty.handler.timeout.ReadTimeoutHandler;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kz.centerpro.testkit.RSocketPayloads;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * A client that follows one box as a careful one would: it keeps the cursor of the last event, and when its connection
 * ends, for whatever reason, it goes on from there at any node. It notes whatever came out of order.
 */
final class Subscriber {

    /** How it is connected. */
    enum Door {
        SSE, RSOCKET_TCP, RSOCKET_WEBSOCKET, LONG_POLL
    }

    /** Heartbeats come every 3 s in the fleet; a node that says nothing for so long is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(9);
    /** The same for streams over RSocket, whose heartbeats come every 12 s. */
    private static final Duration RSOCKET_SILENCE = Duration.ofSeconds(26);
    private static final int POLL_SECONDS = 5;
    private static final ConnectionProvider POLLS = ConnectionProvider.create("polls", 4000);

    private final Door door;
    private final Party party;
    private final Supplier<List<HubProcess>> nodes;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Disposable running;
    private volatile long last;
    private volatile String state = "new";
    private volatile Instant since = Instant.now();
    private volatile @Nullable String cursor;
    private final AtomicInteger silences = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean stopped;

    private Subscriber(Door door, Party party, Supplier<List<HubProcess>> nodes) {
        this.door = door;
        this.party = party;
        this.nodes = nodes;
        this.running = Mono.defer(this::once).onErrorComplete().then(Mono.defer(Subscriber::moment))
                .repeat(() -> !stopped).subscribe();
    }

    /** Follows the party's box from its first event on. */
    static Subscriber follow(Door door, Party party, Supplier<List<HubProcess>> nodes) {
        return new Subscriber(door, party, nodes);
    }

    Door door() {
        return door;
    }

    Party party() {
        return party;
    }

    /** The sequence of the last event that came. */
    long last() {
        return last;
    }

    /** How often it connected. */
    int connections() {
        return connections.get();
    }

    /** What it does, for a message about one that waits. */
    @Override
    public String toString() {
        return door + " at " + last + ", " + state + " for " + Duration.between(since, Instant.now()).toSeconds()
                + " s, connection " + connections;
    }

    private void is(String now) {
        state = now;
        since = Instant.now();
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void stop() {
        stopped = true;
        running.dispose();
    }

    /** Not all at once after a node has died. */
    private static Mono<Long> moment() {
        return Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextLong(100, 1500)));
    }

    private Mono<Void> once() {
        List<HubProcess> alive = nodes.get().stream().filter(HubProcess::isAlive).toList();
        if (alive.isEmpty()) {
            is("without a node");
            return Mono.empty();
        }
        HubProcess node = alive.get(ThreadLocalRandom.current().nextInt(alive.size()));
        connections.incrementAndGet();
        is("connecting to " + node.name());
        return switch (door) {
            case SSE -> events(node);
            case LONG_POLL -> polls(node);
            case RSOCKET_TCP -> tail(TcpClientTransport.create("127.0.0.1", node.rsocketPort()));
            case RSOCKET_WEBSOCKET -> tail(WebsocketClientTransport.create(
                    HttpClient.newConnection().baseUrl(node.http().replace("http:", "ws:")), "/rsocket"));
        };
    }

    private Mono<Void> events(HubProcess node) {
        return HttpClient.newConnection()
                .doOnConnected(connection -> connection
                        .addHandlerLast(new ReadTimeoutHandler(SILENCE.toMillis(), TimeUnit.MILLISECONDS)))
                .headers(headers -> {
                    headers.set("Accept", "text/event-stream").set("Authorization", "Bearer " + party.token());
                    if (cursor != null) {
                        headers.set("Last-Event-ID", cursor);
                    }
                }).get().uri(node.http() + "/v1/events").response((response, content) -> {
                    answered(response.status().code());
                    StringBuilder open = new StringBuilder();
                    return content.asString(StandardCharsets.UTF_8).doOnNext(text -> frames(open.append(text)));
                }).then();
    }

    private void frames(StringBuilder open) {
        int from = 0;
        for (int end = open.indexOf("\n\n"); end >= 0; end = open.indexOf("\n\n", from)) {
            String frame = open.substring(from, end);
            if (frame.contains("\nevent: kz.")) {
                took(frame);
            }
            from = end + 2;
        }
        open.delete(0, from);
    }

    /** Polls until one fails. */
    private Mono<Void> polls(HubProcess node) {
        return Mono.defer(() -> {
            String from = cursor == null ? "" : "&after=" + cursor;
            return HttpClient.create(POLLS).responseTimeout(SILENCE.plusSeconds(POLL_SECONDS))
                    .headers(headers -> headers.set("Authorization", "Bearer " + party.token())).get()
                    .uri(node.http() + "/v1/events?wait=" + POLL_SECONDS + from)
                    .responseSingle((response, body) -> {
                        answered(response.status().code());
                        return response.status().code() == 200
                                ? body.asString(StandardCharsets.UTF_8)
                                : Mono.error(new IllegalStateException("status " + response.status()));
                    });
        }).doOnNext(this::page).repeat().then();
    }

    private void page(String text) {
        for (int at = text.indexOf("{\"specversion\""); at >= 0;) {
            int next = text.indexOf("{\"specversion\"", at + 1);
            took(text.substring(at, next < 0 ? text.length() : next));
            at = next;
        }
    }

    private Mono<Void> tail(ClientTransport transport) {
        String ask = "{\"heartbeat\":true" + (cursor == null ? "}" : ",\"after\":\"" + cursor + "\"}");
        return RSocketConnector.create().metadataMimeType(RSocketPayloads.COMPOSITE).dataMimeType("application/json")
                .keepAlive(Duration.ofSeconds(3), SILENCE).connect(transport)
                .flatMap(socket -> read(socket, ask).doFinally(_ -> socket.dispose()));
    }

    private Mono<Void> read(RSocket socket, String ask) {
        is("connected, asking, was " + state);
        return socket.requestStream(RSocketPayloads.of(ask, "events.tail", party.token()))
                .timeout(RSOCKET_SILENCE, silence(socket)).doOnNext(payload -> {
                    String text = payload.getDataUtf8();
                    payload.release();
                    if (!state.startsWith("got")) {
                        is("got hello, was " + state);
                    }
                    if (text.startsWith("{\"specversion\"")) {
                        took(text);
                    }
                }).doOnError(error -> {
                    if (String.valueOf(error.getMessage()).contains("\"cursor_")) {
                        faults.add("refused: " + error.getMessage());
                    }
                }).then();
    }

    /**
     * Now and then rsocket-java leaves a stream open whose connection was cut, its keep-alive notwithstanding; so a
     * client asks for heartbeats and does not wait for ever.
     */
    private Flux<Payload> silence(RSocket socket) {
        return Flux.defer(() -> {
            silences.incrementAndGet();
            System.out.println("fault run: nothing came for " + RSOCKET_SILENCE + " to " + this
                    + ", its socket is disposed: " + socket.isDisposed());
            return Flux.empty();
        });
    }

    /** How often nothing came over a connection that seemed open. */
    int silences() {
        return silences.get();
    }

    private void answered(int status) {
        if (status != 200 && status != 503 && status != 429 && status != 401) {
            faults.add("answered " + status);
        }
    }

    private void took(String event) {
        long seq = Long.parseLong(value(event, "sequence"));
        if (seq != last + 1) {
            faults.add("after " + last + " came " + seq + " over " + door);
        }
        cursor = value(event, "cursor");
        last = seq;
    }

    private static String value(String event, String name) {
        int from = event.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return event.substring(from, event.indexOf('"', from));
    }

    /** All of them, as a crowd. */
    static List<Subscriber> crowd(int count, List<Party> parties, Supplier<List<HubProcess>> nodes) {
        Door[] mix = {Door.SSE, Door.RSOCKET_TCP, Door.SSE, Door.RSOCKET_WEBSOCKET, Door.SSE, Door.RSOCKET_TCP,
                Door.SSE, Door.LONG_POLL, Door.SSE, Door.SSE};
        return IntStream.range(0, count)
                .mapToObj(i -> follow(mix[i % mix.length], parties.get(i / mix.length % parties.size()), nodes))
                .toList();
    }
}

package kz.centerpro.client;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.contracts.document.BatchLine;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.event.ConsumerState;
import kz.centerpro.contracts.wire.HeaderNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of one hub in the name of one participant.
 *
 * <p>
 * A stream ends only by its subscriber or with an error that no reconnection can heal: {@link CursorExpired} (what to
 * do is said there), {@link BrokenSequence}, or a {@link HubProblem} that is not passing. Its position moves as an
 * event is handed on, so what was handed on and not dealt with when the process died is known only to the process: keep
 * the cursor with your own records, or {@link #acknowledge} and begin with {@link Ask#consumer}. A subscriber that
 * takes longer than {@link #SILENCE} over one event has its connection opened anew; it misses nothing by that.
 */
public final class CenterClient implements AutoCloseable {

    /** Three heartbeats missed: a connection is dead, whatever TCP thinks. */
    public static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration UPLOAD = Duration.ofMinutes(10);
    private static final int REPEATED = 200;

    private final URI base;
    private final Tokens tokens;
    private final Duration patience;
    private final HttpCalls http;
    private final JsonMapper json = JsonMapper.shared();
    private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE,
            () -> ThreadLocalRandom.current().nextDouble());

    /**
     * @param patience
     *            how long a call, not a stream, is repeated while the hub is away; zero means one attempt
     */
    public CenterClient(URI base, Tokens tokens, Duration patience) {
        this.base = base;
        this.tokens = tokens;
        this.patience = patience;
        this.http = new HttpCalls(base);
    }

    /** A box over server-sent events. */
    public Flux<BoxEvent> events(Ask ask, StreamWatcher watcher) {
        return new BoxStream(new SseDoor(http, SILENCE), tokens, backOff, watcher).follow(ask);
    }

    /** A box over RSocket on TCP. */
    public Flux<BoxEvent> eventsOverRSocket(String host, int port, Ask ask, StreamWatcher watcher) {
        return new BoxStream(new RSocketDoor(TcpClientTransport.create(host, port), SILENCE), tokens, backOff, watcher)
                .follow(ask);
    }

    /** A box over RSocket on WebSocket, at the hub's own address. */
    public Flux<BoxEvent> eventsOverWebSocket(Ask ask, StreamWatcher watcher) {
        URI address = URI.create(base.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "") + "/rsocket");
        return new BoxStream(new RSocketDoor(WebsocketClientTransport.create(address), SILENCE), tokens, backOff,
                watcher).follow(ask);
    }

    /** Has the hub keep {@code cursor} under a name: everything up to it was dealt with. An older one moves nothing. */
    public Mono<ConsumerState> acknowledge(String consumer, String cursor) {
        return call(HttpMethod.PUT, "/v1/consumers/" + URLEncoder.encode(consumer, StandardCharsets.UTF_8),
                Map.of("cursor", cursor)).map(answer -> json.readValue(answer.body(), ConsumerState.class));
    }

    /** A page, a list or anything else that is read. */
    public Mono<JsonNode> get(String path) {
        return call(HttpMethod.GET, path, null).map(answer -> json.readTree(answer.body()));
    }

    /**
     * Sends a document, again when the answer did not come or the hub could not take it now: the key makes that safe.
     */
    public Mono<SubmissionAnswer> submit(Submission document) {
        return submit(document, CallWatcher.SILENT).map(Sent::answer);
    }

    /** The same, and {@code watcher} hears of each repetition. */
    public Mono<Sent> submit(Submission document, CallWatcher watcher) {
        return repeated(tokens.token().flatMap(token -> told401(token,
                http.call(HttpMethod.POST, "/v1/documents", token, headers -> headers
                        .set(HttpHeaderNames.CONTENT_TYPE, Submission.contentType())
                        .set(HeaderNames.IDEMPOTENCY_KEY, document.key()), document.body(), UPLOAD))),
                watcher)
                .map(answer -> new Sent(json.readValue(answer.body(), SubmissionAnswer.class),
                        answer.status() == REPEATED));
    }

    /**
     * Sends many documents, at most 10,000; one reply a line, in the order of completion. Lines that were cut off from
     * their answers, or answered 429 or 5xx, are sent again under their keys; a line without a key or an externalId is
     * given a key.
     */
    public Flux<BatchReply> submitAll(List<BatchLine> lines) {
        return Flux.defer(() -> {
            Batch batch = new Batch(lines);
            CallRetry retry = new CallRetry(backOff, patience);
            return Flux.defer(() -> tokens.token().flatMapMany(token -> told401(token, sent(batch, token))))
                    .doOnNext(_ -> retry.progressed()).concatWith(Mono.defer(batch::rest)).retryWhen(retry.spec());
        });
    }

    private Flux<BatchReply> sent(Batch batch, String token) {
        return http.stream(HttpMethod.POST, "/v1/documents:batch", token, headers -> headers
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson")
                .set(HttpHeaderNames.ACCEPT, "application/x-ndjson"), batch.open(),
                bytes -> bytes.concatMapIterable(batch::read, 1));
    }

    private Mono<HttpCalls.Answer> call(HttpMethod method, String path, @Nullable Object body) {
        return repeated(tokens.token().flatMap(token -> told401(token, http.call(method, path, token, headers -> {
            if (body != null) {
                headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            }
        }, body == null ? null : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json.writeValueAsBytes(body))),
                ANSWER))));
    }

    private <T> Mono<T> told401(String token, Mono<T> answer) {
        return answer.onErrorMap(HubProblem.class, problem -> refused(token, problem));
    }

    private <T> Flux<T> told401(String token, Flux<T> answers) {
        return answers.onErrorMap(HubProblem.class, problem -> refused(token, problem));
    }

    private Throwable refused(String token, HubProblem problem) {
        return problem.status() == 401 && tokens.refused(token) ? new TokenRefused(problem) : problem;
    }

    private <T> Mono<T> repeated(Mono<T> call) {
        return repeated(call, CallWatcher.SILENT);
    }

    private <T> Mono<T> repeated(Mono<T> call, CallWatcher watcher) {
        return Mono.defer(() -> call.retryWhen(new CallRetry(backOff, patience, watcher).spec()));
    }

    @Override
    public void close() {
        http.close();
    }
}

package kz.centerpro.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Calls of the HTTP doors; an answer that is no success is a {@link HubProblem}. */
final class HttpCalls implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 64;

    private final ConnectionProvider connections = ConnectionProvider.builder("center").maxConnections(CONNECTIONS)
            .maxIdleTime(Duration.ofSeconds(20)).build();
    private final HttpClient http;

    HttpCalls(URI base) {
        String root = base.toString();
        this.http = HttpClient.create(connections).disableRetry(true)
                .baseUrl(root.endsWith("/") ? root.substring(0, root.length() - 1) : root)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "center-client"));
    }

    /** The whole body of a success. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(int status, byte[] body) {

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** One call within {@code patience}; {@code body} may be null. */
    Mono<Answer> call(HttpMethod method, String path, @Nullable String token, Consumer<HttpHeaders> more,
            @Nullable Publisher<? extends ByteBuf> body, Duration patience) {
        HttpClient.RequestSender request = prepared(token, more).responseTimeout(patience).request(method).uri(path);
        return (body == null ? request : request.send(body)).responseSingle((response, content) -> content
                .asByteArray().defaultIfEmpty(new byte[0])
                .flatMap(bytes -> success(response)
                        ? Mono.just(new Answer(response.status().code(), bytes))
                        : Mono.error(problem(response, bytes))));
    }

    /** A body that comes while it is read; the connection is the subscriber's. */
    <T> Flux<T> stream(HttpMethod method, String path, String token, Consumer<HttpHeaders> more,
            @Nullable Publisher<? extends ByteBuf> body, Function<Flux<byte[]>, Flux<T>> read) {
        HttpClient.RequestSender request = prepared(token, more).responseTimeout(ANSWER).request(method).uri(path);
        return (body == null ? request : request.send(body)).response((response, content) -> success(response)
                ? read.apply(content.asByteArray())
                : content.aggregate().asByteArray().defaultIfEmpty(new byte[0])
                        .flatMapMany(bytes -> Flux.error(problem(response, bytes))));
    }

    private HttpClient prepared(@Nullable String token, Consumer<HttpHeaders> more) {
        return http.headers(headers -> {
            headers.set(HttpHeaderNames.ACCEPT, "application/json");
            if (token != null) {
                headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
            }
            more.accept(headers);
        });
    }

    private static boolean success(HttpClientResponse response) {
        return response.status().code() / 100 == 2;
    }

    private static HubProblem problem(HttpClientResponse response, byte[] body) {
        return HubProblem.of(response.status().code(), new String(body, StandardCharsets.UTF_8),
                response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}

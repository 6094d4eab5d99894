package kz.centerpro.hub.acquiring;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Calls to the configured acquirer: https, or plain http to this machine alone; no redirects; bounded in time and in
 * what is read. Neither bodies nor tokens are told in errors.
 */
final class AcquirerHttp implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int CONNECTIONS_MAX = 16;
    private static final int CONNECT_MILLIS_MAX = 5000;

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final Duration timeout;

    AcquirerHttp(Duration timeout) {
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder("acquirer").maxConnections(CONNECTIONS_MAX)
                .maxIdleTime(Duration.ofSeconds(20)).pendingAcquireTimeout(timeout).build();
        this.http = HttpClient.create(connections).followRedirect(false).disableRetry(true).responseTimeout(timeout)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX);
    }

    /** Refuses an address over which money must not be spoken of. */
    static URI checked(URI address) {
        String host = address.getHost();
        boolean own = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        if (host == null || address.getUserInfo() != null
                || !("https".equals(address.getScheme()) || (own && "http".equals(address.getScheme())))) {
            throw new IllegalArgumentException("an acquirer is called over https: " + address);
        }
        return address;
    }

    Mono<byte[]> form(URI address, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call(HttpMethod.POST, address, null, "application/x-www-form-urlencoded",
                body.getBytes(StandardCharsets.US_ASCII));
    }

    Mono<byte[]> json(URI address, String token, byte[] body) {
        return call(HttpMethod.POST, address, token, "application/json", body);
    }

    Mono<byte[]> get(URI address, String token) {
        return call(HttpMethod.GET, address, token, null, new byte[0]);
    }

    private Mono<byte[]> call(HttpMethod method, URI address, @Nullable String token, @Nullable String type,
            byte[] body) {
        return Mono.defer(() -> http.headers(set -> {
            set.set(HttpHeaderNames.ACCEPT, "application/json");
            if (token != null) {
                set.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
            }
            if (type != null) {
                set.set(HttpHeaderNames.CONTENT_TYPE, type);
                set.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            }
        }).request(method).uri(checked(address)).send(body.length == 0
                ? Mono.<ByteBuf>empty()
                : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response((response, received) -> response.status().code() / 100 == 2
                        ? bounded(received)
                        : Mono.<byte[]>error(new IOException("the acquirer answered " + response.status().code())))
                .next()).timeout(timeout);
    }

    private static Mono<byte[]> bounded(Flux<ByteBuf> body) {
        return body.reduceWith(ByteArrayOutputStream::new, (bytes, part) -> {
            if (bytes.size() + part.readableBytes() > ANSWER_BYTES_MAX) {
                throw new IllegalStateException("the acquirer's answer is too long");
            }
            byte[] copy = new byte[part.readableBytes()];
            part.readBytes(copy);
            bytes.writeBytes(copy);
            return bytes;
        }).map(ByteArrayOutputStream::toByteArray);
    }

    @Override
    public void close() {
        connections.dispose();
    }
}

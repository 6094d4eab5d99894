package kz.centerpro.hub.esf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * SOAP over HTTP to the configured address: https, or plain http to this machine alone; no redirects; bounded in time
 * and in what is read. Neither bodies nor secrets are told in errors.
 */
final class EsfHttp implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 1024 * 1024;
    private static final int CONNECT_MILLIS_MAX = 5000;
    /** A fault comes with this status. */
    private static final int SERVER_ERROR = 500;
    private static final int OK = 200;

    private final ConnectionProvider connections;
    private final HttpClient http;
    private final URI base;
    private final Duration timeout;

    EsfHttp(URI base, Duration timeout) {
        this.base = checked(base);
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder("esf").maxConnections(2).maxIdleTime(Duration.ofSeconds(20))
                .pendingAcquireTimeout(timeout).build();
        this.http = HttpClient.create(connections).followRedirect(false).disableRetry(true).responseTimeout(timeout)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX);
    }

    /** Refuses an address over which acts must not travel. */
    private static URI checked(URI address) {
        String host = address.getHost();
        boolean own = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        if (host == null || address.getUserInfo() != null
                || !("https".equals(address.getScheme()) || (own && "http".equals(address.getScheme())))) {
            throw new IllegalArgumentException("ИС ЭСФ is called over https: " + address);
        }
        return address;
    }

    /** The answer's envelope, a fault too; an error for anything that is none. */
    Mono<SoapXml> call(String service, String envelope) {
        return Mono.defer(() -> {
            byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
            return http.headers(set -> {
                set.set(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8");
                set.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
                set.set("SOAPAction", "\"\"");
            }).post().uri(base + "/" + service)
                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                    .response((response, received) -> response.status().code() == OK
                            || response.status().code() == SERVER_ERROR
                                    ? bounded(received).map(bytes -> read(bytes, response.status().code()))
                                    : Mono.<SoapXml>error(
                                            new IOException("ИС ЭСФ answered " + response.status().code())))
                    .next();
        }).timeout(timeout);
    }

    private static SoapXml read(byte[] bytes, int status) {
        try {
            return SoapXml.read(bytes);
        } catch (IOException noEnvelope) {
            throw new java.io.UncheckedIOException("ИС ЭСФ answered " + status + " and no SOAP", noEnvelope);
        }
    }

    private static Mono<byte[]> bounded(Flux<ByteBuf> body) {
        return body.reduceWith(ByteArrayOutputStream::new, (bytes, part) -> {
            if (bytes.size() + part.readableBytes() > ANSWER_BYTES_MAX) {
                throw new IllegalStateException("the answer of ИС ЭСФ is too long");
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

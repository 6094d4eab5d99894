package kz.centerpro.notification.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Posts to servers of strangers: bounded in time and in what is read back, no redirects, public addresses alone. */
public final class GuardedHttp implements AutoCloseable {

    /** Bytes of an answer's body that are kept. */
    public static final int TEXT_MAX = 4096;

    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final Duration ANSWER_BODY_MAX = Duration.ofSeconds(2);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration IDLE_MAX = Duration.ofSeconds(20);

    private final AddressGuard guard;
    private final Duration timeout;
    private final ConnectionProvider connections;
    private final HttpClient http;

    /**
     * @param name
     *            of the pool of connections
     * @param trusted
     *            certificates that count in the place of those that the JDK trusts
     */
    public GuardedHttp(String name, AddressGuard guard, Duration timeout, int connectionsMax,
            @Nullable SslContext trusted) {
        this.guard = guard;
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder(name).maxConnections(connectionsMax).maxIdleTime(IDLE_MAX)
                .pendingAcquireTimeout(timeout).build();
        HttpClient client = HttpClient.create(connections).followRedirect(false).disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_MAX.toMillis())
                .doOnChannelInit((_, channel, _) -> channel.pipeline().addLast(new ConnectGuard()));
        this.http = trusted == null ? client : client.secure(spec -> spec.sslContext(trusted));
    }

    /**
     * Always an answer, never an error.
     *
     * @param at
     *            now, for a Retry-After that is a date
     */
    public Mono<Answer> post(URI url, Map<String, String> headers, byte[] body, Instant at) {
        return http.headers(set -> {
            set.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            headers.forEach(set::set);
        }).post().uri(url).send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response((response, received) -> begun(received).map(text -> new Answer(response.status().code(),
                        retryAfter(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER), at), text, "")))
                .next().timeout(timeout).onErrorResume(failure -> Mono.just(Answer.none(told(failure))));
    }

    @Override
    public void close() {
        connections.dispose();
    }

    /** The status is the answer; of what comes after it a little is read, so that the connection can be used again. */
    private static Mono<String> begun(Flux<ByteBuf> body) {
        return Mono.defer(() -> {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            AtomicLong read = new AtomicLong();
            return body.doOnNext(part -> keep(part, text))
                    .takeUntil(part -> read.addAndGet(part.readableBytes()) > ANSWER_BYTES_MAX).then()
                    .timeout(ANSWER_BODY_MAX).onErrorComplete()
                    .then(Mono.fromSupplier(() -> text.toString(StandardCharsets.UTF_8)));
        });
    }

    private static void keep(ByteBuf part, ByteArrayOutputStream text) {
        byte[] bytes = new byte[Math.min(part.readableBytes(), TEXT_MAX - text.size())];
        part.getBytes(part.readerIndex(), bytes);
        text.writeBytes(bytes);
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    static @Nullable Duration retryAfter(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= 9 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Integer.parseInt(text));
            }
            Duration until = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return until.isNegative() ? null : until;
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }

    /** The deepest cause that says something. */
    private static String told(Throwable failure) {
        String told = "the connection broke";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told = fault(cause, told);
        }
        return told;
    }

    private static String fault(Throwable cause, String before) {
        return switch (cause) {
            case RefusedAddress _ -> "not a public address";
            case TimeoutException _ -> "no answer in time";
            case ReadTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "the name is not known";
            case CertificateExpiredException _ -> "the certificate has expired";
            case CertPathBuilderException _ -> "the certificate is not from a trusted authority";
            case CertPathValidatorException wrong when wrong.getReason() == BasicReason.INVALID_SIGNATURE ->
                "the certificate is not from a trusted authority";
            case CertificateException wrong when String.valueOf(wrong.getMessage()).startsWith("No ") ->
                "the certificate is for another name";
            case CertificateException _ -> "the certificate was not accepted";
            case SSLException _ -> "TLS failed";
            case ConnectException _ -> "the connection was not accepted";
            default -> before;
        };
    }

    private static final class RefusedAddress extends ConnectException {

        private static final long serialVersionUID = 1L;

        RefusedAddress() {
            super("not a public address");
        }
    }

    /** Sees the address that a name was resolved to, just before the connection to that very address is opened. */
    private final class ConnectGuard extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(ChannelHandlerContext context, SocketAddress remote, SocketAddress local,
                ChannelPromise promise) throws Exception {
            if (remote instanceof InetSocketAddress inet && inet.getAddress() != null
                    && guard.allows(inet.getAddress())) {
                super.connect(context, remote, local, promise);
            } else {
                promise.setFailure(new RefusedAddress());
            }
        }
    }
}

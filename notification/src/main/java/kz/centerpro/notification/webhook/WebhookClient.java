package kz.centerpro.notification.webhook;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Posts pages to strangers: bounded in time and in what is read back, no redirects, public addresses alone. */
final class WebhookClient implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final Duration ANSWER_BODY_MAX = Duration.ofSeconds(2);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration IDLE_MAX = Duration.ofSeconds(20);

    private final AddressGuard guard;
    private final Duration timeout;
    private final ConnectionProvider connections;
    private final HttpClient http;

    WebhookClient(AddressGuard guard, Duration timeout, int connectionsMax) {
        this.guard = guard;
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder("webhook").maxConnections(connectionsMax).maxIdleTime(IDLE_MAX)
                .pendingAcquireTimeout(timeout).build();
        this.http = HttpClient.create(connections).followRedirect(false).disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_MAX.toMillis())
                .doOnChannelInit((_, channel, _) -> channel.pipeline().addLast(new ConnectGuard()));
    }

    /** Always an answer, never an error. */
    Mono<Answer> post(URI url, String messageId, Instant at, String signature, byte[] body) {
        return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length).set(HttpHeaderNames.USER_AGENT, "center-webhook/1")
                .set("webhook-id", messageId).set("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .set("webhook-signature", signature)).post().uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response((response, received) -> passedOver(received).thenReturn(new Answer(response.status().code(),
                        retryAfter(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER), at), "")))
                .next().timeout(timeout).onErrorResume(failure -> Mono.just(Answer.none(told(failure))));
    }

    @Override
    public void close() {
        connections.dispose();
    }

    /** The status is the answer; of what comes after it a little is read, so that the connection can be used again. */
    private static Mono<Void> passedOver(Flux<ByteBuf> body) {
        return Mono.defer(() -> {
            AtomicLong read = new AtomicLong();
            return body.takeUntil(part -> read.addAndGet(part.readableBytes()) > ANSWER_BYTES_MAX).then()
                    .timeout(ANSWER_BODY_MAX).onErrorComplete();
        });
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

    private static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusedAddress _ -> {
                    return "not a public address";
                }
                case TimeoutException _ -> {
                    return "no answer in time";
                }
                case ReadTimeoutException _ -> {
                    return "no answer in time";
                }
                case UnknownHostException _ -> {
                    return "the name is not known";
                }
                case SSLException _ -> {
                    return "TLS failed";
                }
                case ConnectException _ -> {
                    return "the connection was not accepted";
                }
                default -> {
                }
            }
        }
        return "the connection broke";
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

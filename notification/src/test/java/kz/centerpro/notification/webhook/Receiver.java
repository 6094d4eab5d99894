package kz.centerpro.notification.webhook;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import kz.centerpro.notification.outbound.TestTls;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's endpoint: remembers what came, and answers as the test says. */
final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * One request.
     *
     * @param number
     *            counts from 1
     */
    record Got(int number, String id, String timestamp, String signature, String body) {

        JsonNode page() {
            return JSON.readTree(body);
        }

        List<Long> sequences() {
            return page().get("data").get("events").values().stream()
                    .map(e -> Long.valueOf(e.get("sequence").asString()))
                    .toList();
        }
    }

    /**
     * @param after
     *            how long the answer takes
     */
    record Reply(int status, String retryAfter, Duration after) {

        static Reply of(int status) {
            return new Reply(status, "", Duration.ZERO);
        }
    }

    private final AtomicInteger challenges = new AtomicInteger();
    private volatile boolean answersChallenges = true;
    private final List<Got> all = new CopyOnWriteArrayList<>();
    private final List<Got> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Function<Got, Reply> behaviour;
    private final String scheme;
    private final DisposableServer server;

    Receiver(Function<Got, Reply> behaviour) {
        this(behaviour, null);
    }

    /** Over TLS, with the certificate of {@code tls}. */
    Receiver(Function<Got, Reply> behaviour, @Nullable TestTls tls) {
        this.behaviour = behaviour;
        this.scheme = tls == null ? "http" : "https";
        HttpServer http = tls == null
                ? HttpServer.create()
                : HttpServer.create().secure(spec -> spec.sslContext(context(tls)));
        this.server = http.host("127.0.0.1").port(0).route(routes -> routes.post("/hook",
                (request, response) -> response.sendString(request.receive().aggregate().asString()
                        .flatMap(body -> {
                            if (body.contains("webhook.challenge")) {
                                challenges.incrementAndGet();
                                response.status(200);
                                return Mono.just(answersChallenges
                                        ? JSON.readTree(body).get("data").toString()
                                        : "no");
                            }
                            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                            Got got = new Got(all.size() + 1, header(request.requestHeaders().get("webhook-id")),
                                    header(request.requestHeaders().get("webhook-timestamp")),
                                    header(request.requestHeaders().get("webhook-signature")), body);
                            all.add(got);
                            Reply reply = this.behaviour.apply(got);
                            if (reply.status() / 100 == 2) {
                                taken.add(got);
                            }
                            response.status(reply.status());
                            if (!reply.retryAfter().isEmpty()) {
                                response.header("Retry-After", reply.retryAfter());
                            }
                            return Mono.delay(reply.after()).thenReturn("ok").doFinally(_ -> open.decrementAndGet());
                        }), StandardCharsets.UTF_8)))
                .bindNow();
    }

    private static SslContext context(TestTls tls) {
        try {
            return SslContextBuilder.forServer(tls.serverKey().getPrivate(), tls.serverCertificate(), tls.authority())
                    .build();
        } catch (SSLException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String header(String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** From here on it answers challenges, or says something else. */
    void answersChallenges(boolean answers) {
        answersChallenges = answers;
    }

    int challenges() {
        return challenges.get();
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.port() + "/hook";
    }

    /** Every request, whatever was answered. */
    List<Got> all() {
        return all;
    }

    /** Requests that were answered 2xx. */
    List<Got> taken() {
        return taken;
    }

    /** Sequence numbers of the events in requests that were answered 2xx, as they came. */
    List<Long> sequences() {
        return taken.stream().flatMap(got -> got.sequences().stream()).toList();
    }

    /** The largest number of requests that were open at once. */
    int mostOpen() {
        return mostOpen.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

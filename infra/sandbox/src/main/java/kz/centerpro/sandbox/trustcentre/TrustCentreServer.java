package kz.centerpro.sandbox.trustcentre;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** The simulator's HTTP door on 127.0.0.1. Cryptography runs on threads of its own. */
final class TrustCentreServer implements AutoCloseable {

    /** A browser sends it to nobody without asking, so that no web page can revoke. */
    static final String ADMIN_HEADER = "Center-Admin";

    private static final Logger LOG = LoggerFactory.getLogger(TrustCentreServer.class);
    private static final int QUESTION_BYTES_MAX = 64 * 1024;

    private final TrustCentre centre;
    private final TrustAnswers answers;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 10_000, "trust-centre");
    private final DisposableServer server;

    private TrustCentreServer(int port, TrustCentre centre, TrustAnswers answers) {
        this.centre = centre;
        this.answers = answers;
        this.server = HttpServer.create().host("127.0.0.1").port(port).route(this::routes).bindNow();
    }

    static TrustCentreServer start(int port, TrustCentre centre, TrustAnswers answers) {
        return new TrustCentreServer(port, centre, answers);
    }

    private void routes(HttpServerRoutes routes) {
        routes.post("/ocsp", (q, a) -> ocsp(q, a, body(q))).post("/ocsp/{kind}", (q, a) -> ocsp(q, a, body(q)))
                .get("/ocsp/**", (q, a) -> ocsp(q, a, Mono.fromCallable(() -> inPath(q))))
                .post("/tsa/{kind}", this::stamp).get("/crl/{file}", this::crl).get("/ca/{file}", this::certificate)
                .get("/", this::index).post("/admin/{what}", this::admin);
    }

    private Mono<Void> ocsp(HttpServerRequest request, HttpServerResponse response, Mono<byte[]> question) {
        return answered(TrustService.OCSP, response, "application/ocsp-response",
                question.flatMap(bytes -> later(() -> answers.ocsp(bytes, hierarchy(request)))));
    }

    private Mono<Void> stamp(HttpServerRequest request, HttpServerResponse response) {
        return answered(TrustService.TSA, response, "application/timestamp-reply",
                body(request).flatMap(bytes -> later(() -> answers.stamp(param(request, "kind"), bytes))));
    }

    private Mono<Void> crl(HttpServerRequest request, HttpServerResponse response) {
        return answered(TrustService.CRL, response, "application/pkix-crl",
                later(() -> answers.crl(param(request, "file"))));
    }

    private Mono<Void> certificate(HttpServerRequest request, HttpServerResponse response) {
        return sent(response, "application/pkix-cert", later(() -> answers.certificate(param(request, "file"))));
    }

    private Mono<Void> index(HttpServerRequest request, HttpServerResponse response) {
        String text = "DEVELOPMENT SIMULATOR of a trust centre; nothing here has legal force.\n";
        return sent(response, "text/plain; charset=utf-8", Mono.just(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Mono<Void> admin(HttpServerRequest request, HttpServerResponse response) {
        if (!request.requestHeaders().contains(ADMIN_HEADER)) {
            return refused(response, 403, "the header " + ADMIN_HEADER + " is missing");
        }
        return sent(response, "text/plain; charset=utf-8", later(() -> {
            administer(param(request, "what"), new QueryStringDecoder(request.uri()));
            return "done\n".getBytes(StandardCharsets.US_ASCII);
        }));
    }

    private void administer(String what, QueryStringDecoder query) {
        switch (what) {
            case "revoke" -> centre.revoke(serial(query), first(query, "reason").map(Integer::parseInt)
                    .orElse(TrustCentre.REASON_UNSPECIFIED));
            case "hold" -> centre.hold(serial(query));
            case "release" -> centre.release(serial(query));
            case "outage" -> {
                Outage mode = Outage.valueOf(first(query, "mode").orElse("unavailable").toUpperCase(Locale.ROOT));
                first(query, "service").map(s -> List.of(TrustService.valueOf(s.toUpperCase(Locale.ROOT))))
                        .orElse(List.of(TrustService.values())).forEach(s -> centre.outage(s, mode));
            }
            default -> throw new NoSuchElementException("no such order: " + what);
        }
    }

    private static BigInteger serial(QueryStringDecoder query) {
        return new BigInteger(first(query, "serial")
                .orElseThrow(() -> new IllegalArgumentException("which serial (hexadecimal)?")), 16);
    }

    private static Optional<String> first(QueryStringDecoder query, String name) {
        return query.parameters().getOrDefault(name, List.of()).stream().findFirst();
    }

    private Mono<Void> answered(TrustService service, HttpServerResponse response, String type, Mono<byte[]> answer) {
        return switch (centre.outage(service)) {
            case NONE -> sent(response, type, answer);
            case UNAVAILABLE -> refused(response, 503, "simulated outage");
            case SILENT -> Mono.never();
        };
    }

    private static Mono<Void> sent(HttpServerResponse response, String type, Mono<byte[]> answer) {
        return answer
                .flatMap(bytes -> response.header("Content-Type", type)
                        .header("Content-Length", Integer.toString(bytes.length)).sendByteArray(Mono.just(bytes))
                        .then())
                .onErrorResume(NoSuchElementException.class,
                        e -> refused(response, 404, String.valueOf(e.getMessage())))
                .onErrorResume(IllegalArgumentException.class,
                        e -> refused(response, 400, String.valueOf(e.getMessage())))
                .onErrorResume(e -> {
                    LOG.warn("The simulator failed to answer", e);
                    return refused(response, 500, "the simulator failed; see its log");
                });
    }

    private static Mono<Void> refused(HttpServerResponse response, int status, String why) {
        return response.status(status).header("Content-Type", "text/plain; charset=utf-8")
                .sendString(Mono.just(why + "\n")).then();
    }

    private Mono<byte[]> later(Callable<byte[]> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive().asByteArray().collectList().map(parts -> {
            int size = parts.stream().mapToInt(p -> p.length).sum();
            if (size > QUESTION_BYTES_MAX) {
                throw new IllegalArgumentException("the question is too long");
            }
            byte[] whole = new byte[size];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            return whole;
        });
    }

    // RFC 6960, A.1: GET {url}/{url-encoding of base-64 of the DER}; base-64 itself may hold slashes.
    private static byte[] inPath(HttpServerRequest request) {
        String path = rawPath(request).substring("/ocsp/".length());
        for (KeyKind kind : KeyKind.values()) {
            if (path.startsWith(kind.slug() + "/")) {
                path = path.substring(kind.slug().length() + 1);
            }
        }
        String base64 = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(base64);
    }

    private static Optional<KeyKind> hierarchy(HttpServerRequest request) {
        String path = rawPath(request);
        return Arrays.stream(KeyKind.values())
                .filter(k -> path.equals("/ocsp/" + k.slug()) || path.startsWith("/ocsp/" + k.slug() + "/"))
                .findFirst();
    }

    private static String rawPath(HttpServerRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static String param(HttpServerRequest request, String name) {
        return String.valueOf(request.param(name));
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
        scheduler.dispose();
    }
}

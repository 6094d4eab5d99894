package kz.centerpro.cabinet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.cabinet.PushLines.Registration;
import kz.centerpro.sandbox.LoopbackCertificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A SIMULATOR of the service by which the maker of Chromium brings pushes: it lets a browser check in and register over
 * HTTP, takes what a hub sends to the endpoint that the browser made of its token, and brings it over the browser's
 * line, as it came: it has no key to read it.
 */
final class PushVendorSimulator implements AutoCloseable {

    private static final long DEVICE = 4_242_424_242L;
    private static final long SECURITY_TOKEN = 777_777L;
    private static final String ENDPOINT = "/fcm/send/";

    private final Map<String, Registration> registered = new ConcurrentHashMap<>();
    private final List<byte[]> taken = new CopyOnWriteArrayList<>();
    private final LoopbackCertificate certificate;
    private final PushLines lines;
    private final DisposableServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Sinks.Empty<Void> answers = Sinks.empty();

    /**
     * @param folder
     *            where its certificate is kept
     */
    PushVendorSimulator(Path folder) {
        certificate = LoopbackCertificate.kept(folder);
        lines = new PushLines(certificate);
        server = HttpServer.create().host("127.0.0.1").port(0).route(routes -> routes
                .post("/checkin", PushVendorSimulator::checkIn).post("/register", this::register)
                .post(ENDPOINT + "{token}", this::take)).bindNow();
        speak();
    }

    /** Base URL, which stands in for every push service of a hub under test. */
    String http() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What makes Chromium take this for its maker's service, and reach nothing else. */
    String[] switches() {
        return new String[]{"--gcm-checkin-url=" + http() + "/checkin", "--gcm-registration-url=" + http()
                + "/register", "--gcm-mcs-endpoint=https://127.0.0.1:" + lines.port(),
                "--ignore-certificate-errors-spki-list=" + certificate.spki(),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"};
    }

    /** From now on browsers wait for an answer to their registration. */
    void fallSilent() {
        answers = Sinks.empty();
    }

    /** Answers, those who wait first. */
    void speak() {
        answers.tryEmitEmpty();
    }

    /** What hubs sent, as it came. */
    List<byte[]> taken() {
        return List.copyOf(taken);
    }

    /** How often browsers asked for a subscription, answered or not. */
    int asked() {
        return asked.get();
    }

    /** How many subscriptions browsers have here. */
    int subscriptions() {
        return registered.size();
    }

    private static Publisher<Void> checkIn(HttpServerRequest request, HttpServerResponse response) {
        byte[] answer = new Protobuf().number(1, 1).number(3, Instant.now().toEpochMilli()).fixed(7, DEVICE)
                .fixed(8, SECURITY_TOKEN).number(9, 0).bytes();
        return request.receive().then().thenMany(response.sendByteArray(Mono.just(answer)));
    }

    private Publisher<Void> register(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().map(PushVendorSimulator::form).doOnNext(this::count)
                .flatMap(form -> response.sendString(answers.asMono().then(Mono.fromSupplier(() -> settled(form))))
                        .then());
    }

    private void count(Map<String, String> form) {
        if (isOfAPage(form) && !form.containsKey("delete")) {
            asked.incrementAndGet();
        }
    }

    /** The browser has errands of its own, too. */
    private static boolean isOfAPage(Map<String, String> form) {
        return form.getOrDefault("X-subtype", "").startsWith("wp:");
    }

    private String settled(Map<String, String> form) {
        Registration it = new Registration(form.getOrDefault("app", ""), form.getOrDefault("X-subtype", ""),
                form.getOrDefault("sender", ""));
        if (form.containsKey("delete")) {
            registered.values().removeIf(old -> old.subtype().equals(it.subtype()));
            return "token=" + it.subtype();
        }
        String token = UUID.randomUUID().toString();
        if (isOfAPage(form)) {
            registered.put(token, it);
        }
        return "token=" + token;
    }

    /** RFC 8030: 201, or 410 for a subscription that is gone. */
    private Publisher<Void> take(HttpServerRequest request, HttpServerResponse response) {
        Registration to = registered.get(Objects.requireNonNullElse(request.param("token"), ""));
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            if (to == null) {
                return response.status(410).send().then();
            }
            taken.add(body);
            lines.bring(to, body);
            return response.status(201).send().then();
        });
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int is = pair.indexOf('=');
            form.put(pair.substring(0, is), URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        lines.close();
        server.disposeNow();
    }
}

package kz.centerpro.sandbox.ncalayer;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.net.ssl.SSLException;
import kz.centerpro.sandbox.LoopbackCertificate;
import kz.centerpro.sandbox.SandboxException;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulator's socket, and what a test or a person makes it do. It shows no window: the person chosen by
 * {@link #signAs} agrees at once, unless told otherwise.
 */
public final class NcaLayerSimulator implements AutoCloseable {

    /** Where NCALayer listens. */
    public static final int PORT = 13579;

    private static final Logger LOG = LoggerFactory.getLogger(NcaLayerSimulator.class);
    private static final String HEARTBEAT = "--heartbeat--";
    private static final String MODULE = "kz.gov.pki.knca.basics";
    private static final int MESSAGE_BYTES_MAX = 256 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TrustCentre centre;
    private final LoopbackCertificate certificate;
    private final SslContext tls;
    private final List<Asked> asked = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final int port;
    private @Nullable DisposableServer server;
    private String person = "head-a";
    private Mood next = Mood.SIGN;

    /** What the person does at the next request. */
    enum Mood {
        SIGN, CANCEL, FAIL
    }

    /** A request that came: from which page, for how many documents at once, in which language. */
    public record Asked(@Nullable String origin, int documents, String locale) {}

    private NcaLayerSimulator(TrustCentre centre, LoopbackCertificate certificate, int wanted) {
        this.centre = centre;
        this.certificate = certificate;
        try {
            this.tls = SslContextBuilder.forServer(certificate.key(), certificate.certificate()).build();
        } catch (SSLException broken) {
            throw new SandboxException("TLS cannot be set up: " + broken.getMessage(), broken);
        }
        DisposableServer bound = bound(wanted);
        this.server = bound;
        this.port = bound.port();
        LOG.info("NCALayer SIMULATOR listens at {}", uri());
    }

    /**
     * @param folder
     *            where its certificate is kept
     * @param port
     *            {@link #PORT}, or 0 for a free one
     */
    public static NcaLayerSimulator start(TrustCentre centre, Path folder, int port) {
        return new NcaLayerSimulator(centre, LoopbackCertificate.kept(folder), port);
    }

    /** What a page connects to. */
    public URI uri() {
        return URI.create("wss://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** Base64 of SHA-256 of its public key, for {@code --ignore-certificate-errors-spki-list} of Chromium. */
    public String spki() {
        return certificate.spki();
    }

    /** From now on it signs with that person's key; GOST or RSA, as in {@code DevelopmentPeople}. */
    public synchronized void signAs(String id) {
        person = centre.person(id).id();
    }

    /** The person closes the window of the next request. */
    public synchronized void cancelNext() {
        next = Mood.CANCEL;
    }

    /** The next request fails with SIGNING_FAILURE. */
    public synchronized void failNext() {
        next = Mood.FAIL;
    }

    /** All requests so far, in their order. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** As if NCALayer were not running: open sockets are cut, new ones refused. */
    public synchronized void stopListening() {
        if (server != null) {
            if (!open.close().awaitUninterruptibly(PATIENCE.toMillis())) {
                LOG.warn("Sockets of the NCALayer simulator were not closed in time");
            }
            server.disposeNow(PATIENCE);
            server = null;
        }
    }

    /** As if NCALayer were started again, on the same port. */
    public synchronized void listenAgain() {
        if (server == null) {
            server = bound(port);
        }
    }

    private DisposableServer bound(int wanted) {
        return HttpServer.create().host("127.0.0.1").port(wanted).channelGroup(open)
                .secure(spec -> spec.sslContext(tls)).route(this::routes).bindNow();
    }

    private void routes(HttpServerRoutes routes) {
        routes.get("/as/{person}", (request, response) -> {
            try {
                signAs(String.valueOf(request.param("person")));
            } catch (NoSuchElementException unknown) {
                return response.sendNotFound();
            }
            return response.sendRedirect("/");
        });
        routes.get("/next/{mood}", (request, response) -> {
            mood(String.valueOf(request.param("mood")));
            return response.sendRedirect("/");
        });
        routes.route(request -> !isUpgrade(request), (request, response) -> response
                .header(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8").sendString(Mono.just(page())));
        routes.ws("/", this::served, WebsocketServerSpec.builder().maxFramePayloadLength(MESSAGE_BYTES_MAX).build());
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return request.requestHeaders().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true);
    }

    private synchronized void mood(String name) {
        for (Mood known : Mood.values()) {
            if (known.name().equalsIgnoreCase(name)) {
                next = known;
            }
        }
    }

    /** Requests are answered one after another, as by NCALayer. */
    private Publisher<Void> served(WebsocketInbound in, WebsocketOutbound out) {
        String origin = in.headers().get(HttpHeaderNames.ORIGIN);
        Flux<String> answers = in.aggregateFrames(MESSAGE_BYTES_MAX).receive().asString()
                .concatMap(text -> Mono.fromCallable(() -> answer(text, origin))
                        .subscribeOn(Schedulers.boundedElastic()), 1);
        return out.sendString(Flux.concat(Mono.just("{\"result\":{\"version\":\"1.4\"}}"), answers));
    }

    private String answer(String text, @Nullable String origin) {
        if (text.equals(HEARTBEAT)) {
            return HEARTBEAT;
        }
        JsonNode question;
        try {
            question = JSON.readTree(text);
        } catch (JacksonException notJson) {
            return failure("INVALID_REQUEST", "no JSON");
        }
        if (!question.path("module").asString("").equals(MODULE)) {
            return failure("MODULE_NOT_FOUND", question.path("module").asString(""));
        }
        return question.path("method").asString("").equals("sign")
                ? signed(new SigningQuestion(question.path("args")), origin)
                : failure("METHOD_NOT_FOUND", question.path("method").asString(""));
    }

    private String signed(SigningQuestion question, @Nullable String origin) {
        Person signing;
        Mood mood;
        synchronized (this) {
            asked.add(new Asked(origin, question.documents(), question.locale()));
            signing = centre.person(person);
            mood = next;
            next = Mood.SIGN;
        }
        if (mood == Mood.FAIL) {
            return failure("SIGNING_FAILURE", "the simulator was told to fail");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (mood == Mood.SIGN && question.fits(signing)) {
            try {
                body.put("result", question.signed(signing.signer(), tsa(signing)));
            } catch (IllegalArgumentException | SandboxException failed) {
                return failure("SIGNING_FAILURE", String.valueOf(failed.getMessage()));
            }
        }
        return JSON.writeValueAsString(Map.of("status", true, "body", body)); // an empty body says: cancelled
    }

    private URI tsa(Person signing) {
        return centre.urls().tsa(signing.signer().kind() == KeyKind.GOST ? KeyKind.GOST : KeyKind.RSA);
    }

    private static String failure(String code, String message) {
        return JSON.writeValueAsString(Map.of("status", false, "code", code, "message", message, "details", ""));
    }

    private synchronized String page() {
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><title>SIMULATED NCALayer</title>")
                .append("<h1>SIMULATED NCALayer</h1><p>Signs as <b>").append(person).append("</b>; next request: ")
                .append(next).append("</p><p>");
        for (Mood mood : Mood.values()) {
            page.append("<a href=/next/").append(mood).append('>').append(mood).append("</a> ");
        }
        for (Person one : centre.people()) {
            page.append("<li><a href=/as/").append(one.id()).append('>').append(one.id()).append("</a> ")
                    .append(one.fullName());
        }
        return page.append("</ul>").toString();
    }

    @Override
    public void close() {
        stopListening();
    }
}

package kz.centerpro.sandbox.esf;

import static kz.centerpro.sandbox.esf.Soap.tag;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import kz.centerpro.sandbox.trustcentre.SignatureCheck;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The simulator's HTTP door, and what a test or a person makes it do. */
public final class EsfSimulator implements AutoCloseable {

    public static final String PASSWORD = "simulated";

    private static final String PATH = "/esf-web/ws/api1";
    private static final int BODY_BYTES_MAX = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record User(String password, String tin) {}

    private final Map<String, User> users = new HashMap<>();
    /** By session. */
    private final Map<String, String> sessions = new LinkedHashMap<>();
    private final AwpService acts = new AwpService();
    private final Tickets tickets = new Tickets();
    private final DisposableServer server;
    private boolean away;
    private int opened;

    private EsfSimulator(int port) {
        server = HttpServer.create().host("127.0.0.1").port(port)
                .route(routes -> routes.post(PATH + "/{service}", this::answered)).bindNow();
    }

    /** {@code port} 0 takes a free one. */
    public static EsfSimulator start(int port) {
        return new EsfSimulator(port);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port() + PATH);
    }

    /** Somebody who may open sessions for an enterprise. */
    public synchronized void register(String username, String password, String tin) {
        users.put(username, new User(password, tin));
    }

    /** From now on every call is answered 503. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** From now on acts are taken in and the answer to that is lost. */
    public synchronized void silent(boolean now) {
        acts.silent = now;
    }

    /** From now on no act is taken in. */
    public synchronized void refusing(boolean now) {
        acts.refusing = now;
    }

    /** The act of that number is taken in, and a fault is all that is said of it; "" for none. */
    public synchronized void breakingAt(String number) {
        acts.breakingAt = number;
    }

    /** The act of that number is answered as a call that nobody can read; "" for none. */
    public synchronized void misreading(String number) {
        acts.misreading = number;
    }

    /** Every session is over. */
    public synchronized void loseSessions() {
        sessions.clear();
    }

    /** How many sessions were opened so far. */
    public synchronized int opened() {
        return opened;
    }

    /** What the buyer does on the site there: CONFIRMED, or DECLINED with a cause. */
    public synchronized void answer(String number, String status, String cause) {
        acts.answered(number, status, cause);
    }

    /** Statuses of the acts of that number, in the order in which they came. */
    public synchronized List<String> statuses(String number) {
        return acts.numbered(number).stream().map(each -> each.status).toList();
    }

    /** What was handed in under that number last. */
    public synchronized String body(String number) {
        return acts.numbered(number).getLast().body;
    }

    private Mono<Void> answered(HttpServerRequest request, HttpServerResponse response) {
        if (request.requestHeaders().getInt("Content-Length", Integer.MAX_VALUE) > BODY_BYTES_MAX) {
            return response.status(413).send();
        }
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap(body -> {
            if (isAway()) {
                return response.status(503).send().then();
            }
            String answer = answer(body);
            return answer.isEmpty()
                    ? Mono.never()
                    : response.status(answer.contains("<soap:Fault>") ? 500 : 200)
                            .header("Content-Type", "text/xml; charset=utf-8")
                            .sendString(Mono.just(answer), StandardCharsets.UTF_8).then();
        });
    }

    private synchronized boolean isAway() {
        return away;
    }

    /** Empty for an answer that is lost. */
    private synchronized String answer(String body) {
        try {
            Soap envelope = Soap.read(body);
            List<Soap> operations = envelope.inside("Body");
            String operation = operations.isEmpty() ? "" : operations.getFirst().name();
            return switch (operation) {
                case "createAuthTicketRequest" -> Soap.envelope("<createAuthTicketResponse>"
                        + tag("authTicketXml", tickets.give(envelope.text("iin"))) + "</createAuthTicketResponse>");
                case "createSessionSignedRequest" -> session(envelope);
                case "closeSessionByCredentialsRequest" -> closed(envelope);
                default -> tin(envelope).isEmpty()
                        ? Soap.fault("SESSION_NOT_FOUND")
                        : acts.answer(operation, envelope, tin(envelope));
            };
        } catch (XMLStreamException | IllegalArgumentException broken) {
            return Soap.fault("MALFORMED_REQUEST");
        }
    }

    private boolean knows(Soap envelope) {
        User user = users.get(envelope.text("Username"));
        return user != null && user.password.equals(envelope.text("Password"))
                && user.tin.equals(envelope.text("tin"));
    }

    private String session(Soap envelope) {
        byte[] certificate = tickets.signerOf(envelope.text("signedAuthTicket"));
        if (!knows(envelope) || !envelope.text("tin").equals(SignatureCheck.binOf(certificate))) {
            return Soap.fault("A security error was encountered when verifying the message");
        }
        String username = envelope.text("Username");
        if (sessions.containsValue(username)) {
            return Soap.fault("User already has opened session");
        }
        String id = UUID.randomUUID().toString();
        sessions.put(id, username);
        opened++;
        return Soap.envelope("<createSessionResponse>" + tag("sessionId", id) + "</createSessionResponse>");
    }

    private String closed(Soap envelope) {
        if (!knows(envelope)) {
            return Soap.fault("A security error was encountered when verifying the message");
        }
        sessions.values().remove(envelope.text("Username"));
        return Soap.envelope("<closeSessionByCredentialsResponse/>");
    }

    /** The enterprise of an open session; empty for none. */
    private String tin(Soap envelope) {
        String username = sessions.get(envelope.text("sessionId"));
        User user = username == null ? null : users.get(username);
        return user == null ? "" : user.tin;
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
    }
}

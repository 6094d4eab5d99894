package kz.centerpro.sandbox.esf;

import static kz.centerpro.sandbox.esf.Soap.tag;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private final Map<String, Awp> acts = new LinkedHashMap<>();
    private final Tickets tickets = new Tickets();
    private final DisposableServer server;
    private boolean away;
    private boolean silent;
    private boolean refusing;
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
        silent = now;
    }

    /** From now on no act is taken in. */
    public synchronized void refusing(boolean now) {
        refusing = now;
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
        Awp act = acts.values().stream().filter(each -> each.number.equals(number) && each.isOpen()).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no open act " + number));
        act.status = status;
        act.cause = cause;
    }

    /** Statuses of the acts of that number, in the order in which they came. */
    public synchronized List<String> statuses(String number) {
        return acts.values().stream().filter(each -> each.number.equals(number)).map(each -> each.status).toList();
    }

    /** What was handed in under that number last. */
    public synchronized String body(String number) {
        return acts.values().stream().filter(each -> each.number.equals(number)).reduce((_, last) -> last)
                .orElseThrow(() -> new NoSuchElementException("no act " + number)).body;
    }

    private Mono<Void> answered(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap(body -> {
            if (isAway()) {
                return response.status(503).send().then();
            }
            String answer = body.length() > BODY_BYTES_MAX ? Soap.fault("TOO_LARGE") : answer(body);
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
                case "awpUploadRequest" -> upload(envelope);
                case "awpQueryRequest" -> query(envelope);
                case "awpQueryStatusByIdRequest" -> standing(envelope);
                case "awpChangeStatusRequest" -> changed(envelope);
                default -> Soap.fault("UNKNOWN_OPERATION");
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

    private String upload(Soap envelope) throws XMLStreamException {
        String tin = tin(envelope);
        if (tin.isEmpty()) {
            return Soap.fault("SESSION_NOT_FOUND");
        }
        String body = envelope.text("awpBody");
        Soap awp = Soap.read(body);
        String number = awp.text("number");
        String wrong = wrong(envelope, awp, body, tin);
        if (!wrong.isEmpty()) {
            return declined(number, wrong);
        }
        Awp made = new Awp(Integer.toString(1000 + acts.size()), number, tin,
                awp.all("recipient").map(each -> each.text("tin")).findFirst().orElse(""), body);
        acts.put(made.id, made);
        return silent
                ? ""
                : Soap.envelope("<v1:awpUploadResponse xmlns:v1=\"v1.awp\"><acceptedList><awpUploadResult>"
                        + tag("awpId", made.id) + tag("number", number)
                        + "</awpUploadResult></acceptedList><declinedList/></v1:awpUploadResponse>");
    }

    private String wrong(Soap envelope, Soap awp, String body, String tin) {
        if (refusing) {
            return "NOT_ALLOWED_NOW";
        }
        if (!signed(envelope, body, envelope.text("x509Certificate"), tin)) {
            return "SIGNATURE_INVALID";
        }
        if (envelope.text("senderSignerName").isEmpty()) {
            return "SENDER_SIGNER_NAME_REQUIRED";
        }
        if (awp.all("sender").noneMatch(each -> each.text("tin").equals(tin))) {
            return "SENDER_IS_NOT_SESSION_OWNER";
        }
        return acts.values().stream().anyMatch(each -> each.sender.equals(tin)
                && each.number.equals(awp.text("number")) && !each.status.equals("REVOKED")) ? "NUMBER_EXISTS" : "";
    }

    private static boolean signed(Soap envelope, String content, String certificate, String tin) {
        byte[] der = Base64.getDecoder().decode(certificate);
        return tin.equals(SignatureCheck.binOf(der)) && SignatureCheck.passes(der,
                content.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(envelope.text("signature")));
    }

    private static String declined(String number, String code) {
        return Soap.envelope("<v1:awpUploadResponse xmlns:v1=\"v1.awp\"><acceptedList/><declinedList><awpUploadResult>"
                + "<errorList><error>" + tag("errorCode", code) + tag("text", "SIMULATED: " + code)
                + "</error></errorList>" + tag("number", number)
                + "</awpUploadResult></declinedList></v1:awpUploadResponse>");
    }

    private String query(Soap envelope) {
        String tin = tin(envelope);
        return tin.isEmpty()
                ? Soap.fault("SESSION_NOT_FOUND")
                : Soap.envelope("<v1:awpQueryResponse xmlns:v1=\"v1.awp\"><awpInfoList>" + acts.values().stream()
                        .filter(each -> each.sender.equals(tin) && each.number.equals(envelope.text("number")))
                        .map(each -> each.summary("awpInfo")).collect(Collectors.joining())
                        + "</awpInfoList></v1:awpQueryResponse>");
    }

    private String standing(Soap envelope) {
        String tin = tin(envelope);
        Awp act = acts.get(envelope.text("id"));
        if (tin.isEmpty()) {
            return Soap.fault("SESSION_NOT_FOUND");
        }
        return act == null || !(act.sender.equals(tin) || act.recipient.equals(tin))
                ? Soap.fault("NOT_FOUND")
                : Soap.envelope("<v1:awpQueryStatusByIdResponse xmlns:v1=\"v1.awp\"><awpSummaryList>"
                        + act.summary("awpSummary") + "</awpSummaryList></v1:awpQueryStatusByIdResponse>");
    }

    private String changed(Soap envelope) throws XMLStreamException {
        String tin = tin(envelope);
        if (tin.isEmpty()) {
            return Soap.fault("SESSION_NOT_FOUND");
        }
        String body = envelope.text("awpActionBody");
        Soap action = Soap.read(body);
        Awp act = acts.get(action.text("documentId"));
        String type = action.text("actionType");
        boolean mine = act != null && (type.equals("REVOKE") ? act.sender : act.recipient).equals(tin);
        if (act == null || !mine || !signed(envelope, body, envelope.text("certificate"), tin)
                || !(act.isOpen() || (type.equals("REVOKE") && act.status.equals("CONFIRMED")))
                || (type.equals("DECLINE") && action.text("cause").isEmpty())) {
            return declined(act == null ? "" : act.number, "ACTION_NOT_ALLOWED");
        }
        act.status = type.equals("CONFIRM") ? "CONFIRMED" : type.equals("DECLINE") ? "DECLINED" : "REVOKED";
        act.cause = action.text("cause");
        return Soap.envelope("<v1:awpChangeStatusResponse xmlns:v1=\"v1.awp\"><acceptedList>"
                + act.summary("awpActionResult") + "</acceptedList></v1:awpChangeStatusResponse>");
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
    }
}

package kz.centerpro.hub.egov;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.signing.SigningRequest;
import kz.centerpro.contracts.signing.SigningRequestView;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PartSink;
import kz.centerpro.hub.egov.Asked.Purpose;
import kz.centerpro.hub.egov.RequestDesk.Viewer;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.MinuteMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Handlers of the browser's side. */
final class RequestDoor {

    private static final int WAIT_MAX = 25;
    private static final int WAITING_MAX = 1000;
    private static final int WAITING_EACH = 8;
    private static final int READING_MAX = 8;
    private static final int OPEN_BYTES_MAX = 16 * 1024;
    /** Names, member names and the like beside the contents. */
    private static final int BESIDE_BYTES_MAX = 256 * 1024;

    private final RequestDesk desk;
    private final Callers callers;
    private final EgovProperties settings;
    private final String host;
    private final Meters meters;
    private final JsonMapper json;
    private final Bulkhead work;
    private final Admission waiting = new Admission(WAITING_MAX, WAITING_EACH, "waiting browsers",
            "ask again a little later.");
    private final Admission reading = new Admission(READING_MAX, 4, "signing requests", "repeat a little later.");

    /** How often a person asks, and an address from which nobody has signed in. */
    record Meters(MinuteMeter people, MinuteMeter strangers) {}

    RequestDoor(RequestDesk desk, Callers callers, EgovProperties settings, String host, Meters meters,
            JsonMapper json, Bulkhead work) {
        this.desk = desk;
        this.callers = callers;
        this.settings = settings;
        this.host = host;
        this.meters = meters;
        this.json = json;
        this.work = work;
    }

    /** Without a session the body is small, so it is read as such; with one it may carry contents. */
    Mono<ServerResponse> ask(ServerRequest request) {
        if (settings.organisation().bin() == null) {
            throw Refusal.of(ProblemType.NOT_FOUND,
                    "Signing on a phone is not set up here: center.egov.organisation.bin is missing.");
        }
        Caller caller = caller(request);
        if (caller == null) {
            meters.strangers().count(address(request));
        } else {
            meters.people().count(caller.signatory().toString());
        }
        int most = caller == null ? OPEN_BYTES_MAX : settings.contentMax() / 3 * 4 + BESIDE_BYTES_MAX;
        Mono<SigningRequestView> made = body(request, most)
                .flatMap(bytes -> work.run(() -> json.readValue(bytes, SigningRequest.class))
                        .onErrorMap(JacksonException.class,
                                _ -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The body is no such JSON."))
                        .flatMap(body -> made(body, caller)));
        return (caller == null ? made : reading.admit(caller.signatory(), made)).flatMap(view -> ServerResponse
                .created(URI.create("/v1/signing-requests/" + view.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view));
    }

    private Mono<SigningRequestView> made(SigningRequest body, @Nullable Caller caller) {
        Purpose purpose = RequestPolicy.purpose(body);
        if (purpose == Purpose.LOGIN) {
            return desk.askLogin(RequestPolicy.login(body, host));
        }
        if (caller == null) {
            throw Refusal.of(ProblemType.UNAUTHENTICATED, "Sign in first: without a session only LOGIN can be asked.");
        }
        return work.run(() -> RequestPolicy.signing(body, purpose, settings.contentMax()))
                .flatMap(good -> desk.ask(good, caller));
    }

    Mono<ServerResponse> see(ServerRequest request) {
        Viewer viewer = viewer(request);
        Duration patience = Duration.ofSeconds(wait(request));
        Mono<SigningRequestView> seen = desk.see(request.pathVariable("id"), viewer,
                request.queryParam("known").orElse(null), patience);
        return (patience.isPositive() ? waiting.admit(viewer.holder(request.pathVariable("id")), seen) : seen)
                .flatMap(view -> ServerResponse
                        .ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view));
    }

    Mono<ServerResponse> giveUp(ServerRequest request) {
        return desk.giveUp(request.pathVariable("id"), viewer(request)).then(ServerResponse.noContent().build());
    }

    private Viewer viewer(ServerRequest request) {
        String secret = request.headers().firstHeader(HeaderNames.SIGNING_SECRET);
        Caller caller = secret == null ? callers.of(request) : null;
        return new Viewer(caller == null ? null : caller.signatory(), secret);
    }

    /** A session that is over does not keep its person from signing in again; what is no sign-in is refused later. */
    private @Nullable Caller caller(ServerRequest request) {
        boolean signedIn = !request.headers().header(HttpHeaders.AUTHORIZATION).isEmpty()
                || request.cookies().containsKey(Callers.SESSION_COOKIE);
        if (!signedIn) {
            return null;
        }
        try {
            return callers.of(request);
        } catch (Refusal over) {
            if (request.headers().contentLength().orElse(Long.MAX_VALUE) > OPEN_BYTES_MAX) {
                throw over;
            }
            return null;
        }
    }

    private static int wait(ServerRequest request) {
        String typed = request.queryParam("wait").orElse("0");
        if (!typed.matches("[0-9]{1,2}") || Integer.parseInt(typed) > WAIT_MAX) {
            throw Refusal.field("wait", "Wait 0 to " + WAIT_MAX + " seconds.");
        }
        return Integer.parseInt(typed);
    }

    static Mono<byte[]> body(ServerRequest request, int bytesMax) {
        AtomicReference<byte[]> whole = new AtomicReference<>(new byte[0]);
        return Bodies.whole(request, PartSink.collecting(bytesMax, bytes -> Mono.fromRunnable(() -> whole.set(bytes))))
                .then(Mono.fromSupplier(whole::get));
    }

    static String address(ServerRequest request) {
        InetSocketAddress from = request.remoteAddress().orElse(null);
        return from == null || from.getAddress() == null ? "unknown" : from.getAddress().getHostAddress();
    }
}

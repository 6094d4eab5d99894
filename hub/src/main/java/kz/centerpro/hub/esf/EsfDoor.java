package kz.centerpro.hub.esf;

import java.time.Clock;
import kz.centerpro.contracts.billing.ActRefusal;
import kz.centerpro.contracts.billing.EsfView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/admin/esf}: the queue to ИС ЭСФ and its dead letters, by staff. */
final class EsfDoor {

    private static final String SHAPE = "[0-9]{4}-[0-9]{6,19}";
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final int REASON_MAX = 2000;

    private final EsfViewStore store;
    private final Callers callers;
    private final Clock clock;

    EsfDoor(EsfViewStore store, Callers callers, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.clock = clock;
    }

    /** The newest act first; {@code dead=true} for dead letters alone. */
    Mono<ServerResponse> list(ServerRequest request) {
        callers.of(request).requireStaff();
        int limit = limit(request);
        boolean dead = request.queryParam("dead").orElse("false").equals("true");
        return store.list(dead, request.queryParam("below").orElse(null), limit).collectList()
                .zipWith(store.counts())
                .flatMap(both -> ServerResponse.ok().bodyValue(new EsfView.Page(both.getT1(), both.getT2(),
                        both.getT1().size() < limit ? null : both.getT1().getLast().number())));
    }

    Mono<ServerResponse> retry(ServerRequest request) {
        callers.of(request).requireStaff();
        String number = number(request);
        return store.find(number).switchIfEmpty(Mono.error(EsfDoor::unknown))
                .then(Mono.defer(() -> store.again(number, clock.instant())))
                .flatMap(done -> done
                        ? shown(number)
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION, "This act is no dead letter.")));
    }

    Mono<ServerResponse> revoke(ServerRequest request) {
        callers.of(request).requireStaff();
        String number = number(request);
        return store.find(number).switchIfEmpty(Mono.error(EsfDoor::unknown)).then(request.bodyToMono(ActRefusal.class))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .map(EsfDoor::reason).flatMap(reason -> store.takeBack(number, reason, clock.instant()))
                .flatMap(done -> done
                        ? shown(number)
                        : Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "This act is not in ИС ЭСФ, or it was declined or revoked there.")));
    }

    private static String reason(ActRefusal asked) {
        String reason = asked.reason() == null ? "" : asked.reason().strip();
        if (reason.isEmpty() || reason.length() > REASON_MAX || reason.indexOf('\0') >= 0) {
            throw Refusal.field("reason", "Say why, in at most " + REASON_MAX + " characters.");
        }
        return reason;
    }

    private Mono<ServerResponse> shown(String number) {
        return store.find(number).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    private static String number(ServerRequest request) {
        String number = request.pathVariable("number");
        if (!number.matches(SHAPE)) {
            throw unknown();
        }
        return number;
    }

    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such act in the queue to ИС ЭСФ.");
    }

    private static int limit(ServerRequest request) {
        String text = request.queryParam("limit").orElse(Integer.toString(PAGE_DEFAULT));
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= PAGE_MAX) {
            return Integer.parseInt(text);
        }
        throw Refusal.field("limit", "A number from 1 to " + PAGE_MAX + ".");
    }
}

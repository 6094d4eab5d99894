package kz.centerpro.hub.audit;

import java.util.List;
import kz.centerpro.contracts.access.AuditView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/audit}: everybody reads the own log, staff the operator's too. */
final class AuditDoor {

    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1000;

    private final AuditStore store;
    private final Callers callers;

    AuditDoor(AuditStore store, Callers callers) {
        this.store = store;
        this.callers = callers;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        Caller caller = callers.of(request);
        long box = box(caller, request.queryParam("of").orElse("own"));
        int limit = (int) number(request, "limit", PAGE_DEFAULT, PAGE_MAX);
        long below = number(request, "below", Long.MAX_VALUE, Long.MAX_VALUE);
        return store.list(box, below, limit, request.queryParam("action").orElse(null)).collectList()
                .map(items -> page(box, items, limit)).flatMap(page -> ServerResponse.ok().bodyValue(page));
    }

    private static AuditView.Page page(long box, List<AuditView> items, int limit) {
        boolean more = items.size() == limit && items.getLast().no() > 1;
        return new AuditView.Page(box, items, more ? items.getLast().no() : null);
    }

    private static long box(Caller caller, String of) {
        return switch (of) {
            case "own" -> {
                caller.registeredParticipant();
                yield caller.box();
            }
            case "operator" -> {
                caller.requireStaff();
                yield Audit.OPERATOR;
            }
            default -> throw Refusal.of(ProblemType.MALFORMED_REQUEST, "Give of as own or operator.")
                    .with("field", "of");
        };
    }

    private static long number(ServerRequest request, String name, long absent, long most) {
        String text = request.queryParam(name).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        long number = text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
        if (number < 1 || number > most) {
            throw Refusal.of(ProblemType.MALFORMED_REQUEST, "Give " + name + " as a number from 1"
                    + (most == Long.MAX_VALUE ? "." : " to " + most + ".")).with("field", name);
        }
        return number;
    }
}

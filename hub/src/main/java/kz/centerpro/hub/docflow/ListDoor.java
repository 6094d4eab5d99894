package kz.centerpro.hub.docflow;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists of the caller's box and their counters. */
final class ListDoor {

    private static final int LIMIT_MAX = 200;
    private static final int LIMIT = 50;
    private static final int PARTY_MAX = 60;
    private static final int TYPE_MAX = 100;
    private static final int YEAR_MAX = 4000;

    private final Callers callers;
    private final Lists lists;

    ListDoor(Callers callers, Lists lists) {
        this.callers = callers;
        this.lists = lists;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return lists.page(query(caller(request), request)).flatMap(page -> ServerResponse.ok().bodyValue(page));
    }

    Mono<ServerResponse> counters(ServerRequest request) {
        return lists.counters(caller(request).box(), direction(request))
                .flatMap(counters -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(counters));
    }

    private static ListQuery query(Caller caller, ServerRequest request) {
        String direction = direction(request);
        boolean toSign = request.queryParam("toSign").map(Boolean::parseBoolean).orElse(false);
        if (toSign && !direction.equals(ListQuery.IN)) {
            throw Refusal.field("toSign", "Only what came in can need your signature: use box=in.");
        }
        String typed = bounded(request, "q", SearchWords.QUERY_MAX);
        String party = bounded(request, "party", PARTY_MAX);
        return new ListQuery(caller.box(), direction, number(request, "below", Long.MAX_VALUE),
                Math.clamp(number(request, "limit", LIMIT), 1, LIMIT_MAX), statuses(request, direction),
                SearchWords.query(caller.box(), direction, typed, party == null || party.contains(":")
                        ? party
                        : "KZ:" + party, bounded(request, "type", TYPE_MAX)),
                day(request, "from"), day(request, "to"), toSign);
    }

    private static String direction(ServerRequest request) {
        String direction = request.queryParam("box").orElse(ListQuery.IN);
        if (!direction.equals(ListQuery.IN) && !direction.equals(ListQuery.OUT)) {
            throw Refusal.field("box", "Use in or out.");
        }
        return direction;
    }

    private static List<String> statuses(ServerRequest request, String direction) {
        List<String> names = request.queryParam("status").stream().flatMap(list -> Arrays.stream(list.split(",", -1)))
                .filter(name -> !name.isBlank()).distinct().toList();
        names.forEach(name -> {
            if (!ListQuery.isStatus(direction, name)) {
                throw Refusal.field("status", "Use statuses that a list of this box shows, separated by commas.");
            }
        });
        return names;
    }

    private static @Nullable String bounded(ServerRequest request, String name, int max) {
        String text = request.queryParam(name).map(String::strip).filter(typed -> !typed.isEmpty()).orElse(null);
        if (text != null && text.length() > max) {
            throw Refusal.field(name, "Use at most " + max + " characters.");
        }
        return text;
    }

    private static @Nullable LocalDate day(ServerRequest request, String name) {
        try {
            LocalDate day = request.queryParam(name).map(LocalDate::parse).orElse(null);
            if (day == null || Math.abs(day.getYear()) <= YEAR_MAX) { // the store has no room for more
                return day;
            }
        } catch (DateTimeParseException _) {
            // refused as any other day that is none
        }
        throw Refusal.field(name, "Write a day like 2026-11-22.");
    }

    private static long number(ServerRequest request, String name, long otherwise) {
        try {
            return request.queryParam(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException notANumber) {
            throw Refusal.field(name, "Use a whole number.");
        }
    }

    private Caller caller(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return caller;
    }
}

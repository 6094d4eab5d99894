package kz.centerpro.hub.rating;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.UsageView;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Forms;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handler of {@code GET /v1/usage}: JSON, or CSV where that is accepted. */
final class UsageDoor {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final int DAYS_MAX = 366;
    private static final int DAYS_USUAL = 30;
    private static final List<String> HEAD = List.of("day", "metric", "subscription", "period", "quantity", "octets");

    private final UsageStore store;
    private final Callers callers;
    private final Clock clock;

    UsageDoor(UsageStore store, Callers callers, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> usage(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        boolean csv = Forms.asCsv(request);
        LocalDate to = day(request, "to", LocalDate.ofInstant(clock.instant(), ALMATY));
        LocalDate from = day(request, "from", to.minusDays(DAYS_USUAL));
        if (from.isAfter(to) || from.plusDays(DAYS_MAX).isBefore(to)) {
            throw Refusal.field("from",
                    "Give a day that is not after to, and at most " + DAYS_MAX + " days before it.");
        }
        return store.progress(caller.box()).zipWith(store.days(caller.box(), from, to).collectList())
                .flatMap(found -> csv
                        ? Forms.csv("usage-" + from + "-" + to, HEAD, rows(found.getT2()))
                        : ServerResponse.ok().bodyValue(new UsageView(from.toString(), to.toString(),
                                found.getT1().rated(), found.getT1().counted(), found.getT2())));
    }

    private static Stream<List<String>> rows(List<UsageView.Day> days) {
        return days.stream()
                .map(day -> List.of(day.day(), day.metric(), day.subscription() == null ? "" : day.subscription(),
                        day.period(), Long.toString(day.quantity()), Long.toString(day.octets())));
    }

    private static LocalDate day(ServerRequest request, String name, LocalDate usual) {
        @Nullable
        String typed = request.queryParam(name).orElse(null);
        try {
            return typed == null ? usual : LocalDate.parse(typed);
        } catch (DateTimeException notADay) {
            throw Refusal.field(name, "Give a day as 2026-03-31.");
        }
    }
}

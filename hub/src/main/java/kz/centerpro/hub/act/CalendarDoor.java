package kz.centerpro.hub.act;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.billing.CalendarView;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/admin/calendar} (reading A28). */
final class CalendarDoor {

    private static final int YEAR_MIN = 2020;
    private static final int YEAR_MAX = 2100;
    private static final int DAYS_MAX = 100;
    private static final int NAME_MAX = 200;

    private final CalendarStore store;
    private final Callers callers;
    private final Clock clock;

    CalendarDoor(CalendarStore store, Callers callers, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> show(ServerRequest request) {
        callers.of(request).requireStaff();
        String text = request.queryParam("year")
                .orElseGet(() -> Integer.toString(WorkingDays.dayOf(clock.instant()).getYear()));
        return shown(year(text.matches("[0-9]{4}") ? Integer.valueOf(text) : null));
    }

    Mono<ServerResponse> replace(ServerRequest request) {
        UUID staff = callers.of(request).requireStaff().signatory();
        return ActDoor.body(request, CalendarView.class).flatMap(asked -> {
            int year = year(asked.year());
            return store.replace(year, days(year, asked.days()), staff, clock.instant())
                    .then(Mono.defer(() -> shown(year)));
        });
    }

    private Mono<ServerResponse> shown(int year) {
        return store.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                .map(it -> new CalendarView.Day(it.day().toString(), it.kind(), it.name())).collectList()
                .flatMap(days -> ServerResponse.ok().bodyValue(new CalendarView(year, days)));
    }

    private static int year(@Nullable Integer year) {
        if (year == null || year < YEAR_MIN || year > YEAR_MAX) {
            throw Refusal.field("year", "A year from " + YEAR_MIN + " to " + YEAR_MAX + ".");
        }
        return year;
    }

    private static List<CalendarStore.OtherDay> days(int year, @Nullable List<CalendarView.Day> typed) {
        if (typed == null || typed.size() > DAYS_MAX) {
            throw Refusal.field("days", "Give all days of the year that are not what the day of the week says, at most "
                    + DAYS_MAX + ".");
        }
        List<CalendarStore.OtherDay> days = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        for (CalendarView.Day each : typed) {
            CalendarStore.OtherDay day = day(each);
            if (day.day().getYear() != year || !seen.add(day.day())) {
                throw Refusal.field("days", day.day() + " is named twice or not in " + year + ".");
            }
            days.add(day);
        }
        return days;
    }

    private static CalendarStore.OtherDay day(CalendarView.@Nullable Day typed) {
        String kind = typed == null || typed.kind() == null ? "" : typed.kind();
        String name = typed == null || typed.name() == null ? "" : typed.name().strip();
        if (!(kind.equals("DAY_OFF") || kind.equals("WORKING")) || name.isEmpty() || name.length() > NAME_MAX) {
            throw Refusal.field("days", "Each has a day, a kind (DAY_OFF or WORKING) and a name.");
        }
        LocalDate day = parsed(typed == null ? null : typed.day());
        if (kind.equals("WORKING") && day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
            throw Refusal.field("days", day + " is worked anyway: WORKING is for a Saturday or a Sunday.");
        }
        return new CalendarStore.OtherDay(day, kind, name);
    }

    private static LocalDate parsed(@Nullable String day) {
        try {
            return LocalDate.parse(day == null ? "" : day);
        } catch (DateTimeException notADay) {
            throw Refusal.field("days", "Give a day as 2026-03-23.");
        }
    }
}

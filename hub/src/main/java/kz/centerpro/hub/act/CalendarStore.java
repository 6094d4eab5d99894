package kz.centerpro.hub.act;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code billing.holiday}. */
final class CalendarStore {

    /** A day that is not what the day of the week says; {@code kind} is DAY_OFF or WORKING. */
    record OtherDay(LocalDate day, String kind, String name) {

        boolean isDayOff() {
            return kind.equals("DAY_OFF");
        }
    }

    private final Tx tx;

    CalendarStore(Tx tx) {
        this.tx = tx;
    }

    Flux<OtherDay> between(LocalDate from, LocalDate to) {
        return tx.client()
                .sql("select day, kind, name from billing.holiday where day between :from and :to order by day")
                .bind("from", from).bind("to", to).map(row -> new OtherDay(Rows.get(row, "day", LocalDate.class),
                        Rows.get(row, "kind", String.class), Rows.get(row, "name", String.class)))
                .all();
    }

    /** What is worked within a year around {@code day}. */
    Mono<WorkingDays> around(LocalDate day) {
        return between(day.minusYears(1), day.plusYears(1)).collectList()
                .map(found -> new WorkingDays(
                        found.stream().filter(OtherDay::isDayOff).map(OtherDay::day).collect(Collectors.toSet()),
                        found.stream().filter(it -> !it.isDayOff()).map(OtherDay::day).collect(Collectors.toSet())));
    }

    /** All exceptions of a year instead of those that it had. */
    Mono<Integer> replace(int year, List<OtherDay> days, UUID by, Instant at) {
        return tx.client().sql("select billing.replace_calendar(:year, :days, :kinds, :names, :by, :at) as n")
                .bind("year", year).bind("days", days.stream().map(OtherDay::day).toArray(LocalDate[]::new))
                .bind("kinds", days.stream().map(OtherDay::kind).toArray(String[]::new))
                .bind("names", days.stream().map(OtherDay::name).toArray(String[]::new)).bind("by", by)
                .bind("at", at).map(row -> Rows.get(row, "n", Integer.class)).one();
    }
}

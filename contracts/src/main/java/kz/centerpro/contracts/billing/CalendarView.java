package kz.centerpro.contracts.billing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/admin/calendar}: the days of a year that are not what the day of the week says (reading A28). Given to
 * {@code PUT}, it replaces the whole year.
 */
public record CalendarView(@Nullable Integer year, @Nullable List<Day> days) {

    /**
     * @param day
     *            2026-03-23
     * @param kind
     *            DAY_OFF, or WORKING for a Saturday or Sunday that is worked
     */
    public record Day(@Nullable String day, @Nullable String kind, @Nullable String name) {}
}

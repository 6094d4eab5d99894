package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/usage?from=&to=}: units by day (Almaty) and subscription.
 *
 * @param ratedUpTo
 *            how many units of this participant are rated; {@code counted} how many there are
 */
public record UsageView(String from, String to, long ratedUpTo, long counted, List<Day> days) {

    /**
     * @param subscription
     *            absent: under no tariff
     * @param period
     *            the month that it is accounted in, {@code 2026-03}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Day(String day, String metric, @Nullable String subscription, String period, long quantity,
            long octets) {}
}

package kz.centerpro.contracts.billing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/admin/tariffs}: a new tariff, or the next version of one (clause 5.3.4). What participants have
 * started is not touched by it.
 */
public record TariffPublication(@Nullable String tariff, @Nullable Money price, @Nullable String term,
        @Nullable List<TariffView.Volume> volumes, @Nullable List<String> products,
        @Nullable Map<String, String> names, @Nullable Map<String, String> conditions, @Nullable Boolean welcome) {}

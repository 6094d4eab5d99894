package kz.centerpro.contracts.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/admin/state}: how one node is. */
public record StateView(String at, List<Part> health, List<Measure> measurements) {

    /**
     * @param status
     *            UP, DEGRADED, DOWN or UNKNOWN
     */
    public record Part(String name, String status) {}

    /**
     * One of {@link MeterNames}.
     *
     * @param value
     *            of a gauge or counter; how many were counted where there is a total
     * @param total
     *            sum of what was counted, in seconds for times
     * @param max
     *            the largest of late, likewise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measure(String name, Map<String, String> labels, @Nullable Double value, @Nullable Double total,
            @Nullable Double max) {}
}

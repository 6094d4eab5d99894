package kz.centerpro.hub.app;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.contracts.wire.StateView;
import kz.centerpro.door.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How this node is, for the operator's console: the health of its parts and what the metrics server would be told, as
 * JSON. Measurements speak of nobody (MeterNames).
 */
final class StateDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String SUFFIX = "HealthIndicator";

    private final Map<String, ReactiveHealthIndicator> parts;
    private final MeterRegistry registry;
    private final Callers callers;
    private final Clock clock;

    StateDoor(Map<String, ReactiveHealthIndicator> parts, MeterRegistry registry, Callers callers, Clock clock) {
        this.parts = parts;
        this.registry = registry;
        this.callers = callers;
        this.clock = clock;
    }

    RouterFunction<ServerResponse> routes() {
        return route().GET("/v1/admin/state", this::show).build();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        callers.of(request).requireStaff();
        return Flux.fromIterable(new TreeMap<>(parts).entrySet())
                .flatMapSequential(part -> part.getValue().health().map(health -> health.getStatus().getCode())
                        .timeout(PATIENCE).onErrorReturn("UNKNOWN")
                        .map(status -> new StateView.Part(name(part.getKey()), status)))
                .collectList()
                .map(health -> new StateView(WireTime.format(clock.instant()), health, measurements()))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    private static String name(String bean) {
        return bean.endsWith(SUFFIX) ? bean.substring(0, bean.length() - SUFFIX.length()) : bean;
    }

    private List<StateView.Measure> measurements() {
        return registry.getMeters().stream().filter(meter -> MeterNames.ALL.contains(meter.getId().getName()))
                .map(StateDoor::measure)
                .sorted(Comparator.comparing(StateView.Measure::name).thenComparing(it -> it.labels().toString()))
                .toList();
    }

    private static StateView.Measure measure(Meter meter) {
        Map<String, String> labels = new TreeMap<>();
        for (Tag tag : meter.getId().getTags()) {
            labels.put(tag.getKey(), tag.getValue());
        }
        Double value = null;
        Double total = null;
        Double most = null;
        for (Measurement part : meter.measure()) {
            Double told = finite(part.getValue());
            if (part.getStatistic() == Statistic.MAX) {
                most = told;
            } else if (part.getStatistic() == Statistic.TOTAL || part.getStatistic() == Statistic.TOTAL_TIME) {
                total = told;
            } else {
                value = told;
            }
        }
        return new StateView.Measure(meter.getId().getName(), labels, value, total, most);
    }

    /** JSON has no word for what is not a number. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

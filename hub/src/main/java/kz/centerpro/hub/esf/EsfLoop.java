package kz.centerpro.hub.esf;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToLongFunction;
import kz.centerpro.contracts.billing.EsfView;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.hub.kernel.BackgroundLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Runs the rounds. */
final class EsfLoop extends BackgroundLoop implements MeterBinder {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);

    private final EsfDesk desk;
    private final Duration every;
    private volatile EsfView.@Nullable Counts counts;

    EsfLoop(EsfDesk desk, Duration every) {
        this.desk = desk;
        this.every = every;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(every, every, "Acts not brought to ИС ЭСФ", desk::round),
                every(every, COUNT_EVERY, "Acts in ИС ЭСФ not counted",
                        () -> desk.counts().doOnNext(now -> counts = now)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "waiting", EsfView.Counts::waiting);
        gauge(registry, "dead", EsfView.Counts::dead);
        gauge(registry, "differing", EsfView.Counts::differing);
    }

    private void gauge(MeterRegistry registry, String state, ToLongFunction<EsfView.Counts> of) {
        Gauge.builder(MeterNames.ESF_ACTS, this, loop -> {
            EsfView.Counts known = loop.counts;
            return known == null ? Double.NaN : of.applyAsLong(known);
        }).tag(MeterNames.STATE, state).description("acts on their way to ИС ЭСФ").register(registry);
    }
}

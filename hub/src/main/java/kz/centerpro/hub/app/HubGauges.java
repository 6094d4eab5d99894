package kz.centerpro.hub.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.eventlog.RedisBell;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubDatabase;

/** What is looked up when a metrics server asks. */
record HubGauges(HubDatabase database, RedisBell bell, Map<String, Bulkhead> bulkheads) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        bulkheads.forEach((name, bulkhead) -> {
            Gauge.builder(MeterNames.BULKHEAD_WAITING, bulkhead, Bulkhead::waiting).tag(MeterNames.POOL, name)
                    .description("work that waits for a thread").register(registry);
            Gauge.builder(MeterNames.BULKHEAD_BUSY, bulkhead, Bulkhead::busy).tag(MeterNames.POOL, name)
                    .description("threads at work").register(registry);
        });
        Gauge.builder(MeterNames.REDIS_UP, bell, there -> there.isUp() ? 1 : 0).tag(MeterNames.POOL, "hub")
                .description("1 while wake-ups can be sent").register(registry);
        connections(registry, "acquired", HubDatabase::acquired);
        connections(registry, "idle", HubDatabase::idle);
        connections(registry, "pending", HubDatabase::pending);
    }

    private void connections(MeterRegistry registry, String state, ToDoubleFunction<HubDatabase> count) {
        Gauge.builder(MeterNames.CONNECTIONS, database, count).tag(MeterNames.POOL, "hub")
                .tag(MeterNames.STATE, state).description("database connections in use, idle, and waited for")
                .register(registry);
    }
}

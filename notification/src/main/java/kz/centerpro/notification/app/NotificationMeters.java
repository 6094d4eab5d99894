package kz.centerpro.notification.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.door.rsocket.RSocketAcceptor;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.stream.Switchboard;

/** What is looked up when a metrics server asks. */
record NotificationMeters(NotificationDatabase database, Switchboard switchboard, WakeBus wakeBus,
        RSocketAcceptor acceptor) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(MeterNames.WAKE_UPS, switchboard, Switchboard::rings)
                .description("wake-ups that came for boxes with somebody waiting").register(registry);
        FunctionCounter.builder(MeterNames.GAPS_FILLED, switchboard, Switchboard::filled)
                .description("times that a sweep told a stream what no wake-up had").register(registry);
        FunctionCounter.builder(MeterNames.STREAMS_REFUSED, switchboard, Switchboard::refused)
                .description("streams and polls turned away by a limit").register(registry);
        Gauge.builder(MeterNames.FRAMES_WAITING, acceptor, RSocketAcceptor::waitingFrames)
                .description("RSocket frames that wait for their sockets").register(registry);
        Gauge.builder(MeterNames.REDIS_UP, wakeBus, bus -> bus.isUp() ? 1 : 0).tag(MeterNames.POOL, "notification")
                .description("1 while wake-ups can come").register(registry);
        connections(registry, "acquired", NotificationDatabase::acquired);
        connections(registry, "idle", NotificationDatabase::idle);
        connections(registry, "pending", NotificationDatabase::pending);
    }

    private void connections(MeterRegistry registry, String state, ToDoubleFunction<NotificationDatabase> count) {
        Gauge.builder(MeterNames.CONNECTIONS, database, count)
                .tag(MeterNames.POOL, "notification").tag(MeterNames.STATE, state)
                .description("database connections in use, idle, and waited for").register(registry);
    }
}

package kz.centerpro.notification.app;

import java.time.Duration;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.stream.Switchboard;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Up while PostgreSQL answers. Redis being away is told, but only makes events up to a sweep later. */
final class NotificationHealth extends AbstractReactiveHealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final NotificationDatabase database;
    private final WakeBus wakeBus;
    private final Switchboard switchboard;

    NotificationHealth(NotificationDatabase database, WakeBus wakeBus, Switchboard switchboard) {
        this.database = database;
        this.wakeBus = wakeBus;
        this.switchboard = switchboard;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        Health.Builder told = builder.withDetail("wakeUps", wakeBus.isUp() ? "redis" : "sweep only")
                .withDetail("streams", switchboard.size());
        return database.ping().timeout(TIMEOUT).then(Mono.fromSupplier(() -> told.up().build()))
                .onErrorResume(_ -> Mono.fromSupplier(
                        () -> told.down().withDetail("store", "the event log cannot be read").build()));
    }
}

package kz.centerpro.hub.app;

import java.time.Duration;
import kz.centerpro.hub.kernel.HubDatabase;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up when PostgreSQL answers: the hub needs nothing else to accept a document. */
final class HubHealth implements ReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HubDatabase database;

    HubHealth(HubDatabase database) {
        this.database = database;
    }

    @Override
    public Mono<Health> health() {
        return database.reachable(PATIENCE)
                .map(up -> up ? Health.up().build() : Health.down().withDetail("postgresql", "not reachable").build());
    }
}

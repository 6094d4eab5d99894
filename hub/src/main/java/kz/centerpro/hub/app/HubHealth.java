package kz.centerpro.hub.app;

import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
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
        return Mono
                .usingWhen(database.pool().create(),
                        connection -> Mono.from(connection.validate(ValidationDepth.REMOTE)),
                        connection -> connection.close())
                .timeout(PATIENCE)
                .map(valid -> valid ? Health.up().build() : Health.down().build())
                .onErrorResume(failure -> Mono.just(Health.down().withDetail("postgresql", "not reachable").build()));
    }
}

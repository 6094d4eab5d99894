package kz.centerpro.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the day partitions of the event log ahead of time. A failure is only logged: events of a day without a
 * partition go to the default one, and the next hour tries again.
 */
public final class PartitionLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty"); // as eventlog.append() counts days
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int DAYS = 9; // yesterday to seven days ahead

    private final DatabaseClient client;
    private final Clock clock;
    private @Nullable Disposable timer;

    public PartitionLoop(DatabaseClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    public void start() {
        timer = Flux.interval(Duration.ZERO, PERIOD).onBackpressureDrop()
                .concatMap(_ -> ensure().onErrorResume(PartitionLoop::postponed)).subscribe();
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.dispose();
        }
    }

    /** Makes what is missing from yesterday to seven days ahead; returns how many partitions were made. */
    public Mono<Integer> ensure() {
        return Mono.defer(() -> client.sql("select eventlog.ensure_days(:from, :days)")
                .bind("from", LocalDate.now(clock.withZone(ZONE)).minusDays(1)).bind("days", DAYS)
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class))).one());
    }

    private static Mono<Integer> postponed(Throwable failure) {
        LOG.warn("Day partitions of the event log could not be made now: {}", failure.toString());
        return Mono.empty();
    }
}

package kz.centerpro.eventlog;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the day partitions of the event log: makes those to come, retires those beyond the retention. A failure is only
 * logged: events of a day without a partition go to the default one, and the next hour tries again.
 */
public final class PartitionLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty"); // as eventlog.append() counts days
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int DAYS = 9; // yesterday to seven days ahead
    private static final int RETENTION_MIN = 30;
    private static final int BATCH = 500; // boxes whose rows one step may lock

    private final DatabaseClient client;
    private final Clock clock;
    private final int retentionDays;
    private @Nullable Disposable timer;

    /**
     * @param retentionDays
     *            how long events are kept, at least 30; a reader that stays away longer has to resynchronise
     */
    public PartitionLoop(DatabaseClient client, Clock clock, int retentionDays) {
        if (retentionDays < RETENTION_MIN) {
            throw new IllegalArgumentException("events are kept for at least " + RETENTION_MIN + " days");
        }
        this.client = client;
        this.clock = clock;
        this.retentionDays = retentionDays;
    }

    public void start() {
        timer = Flux.interval(Duration.ZERO, PERIOD).onBackpressureDrop()
                .concatMap(_ -> ensure().onErrorResume(PartitionLoop::postponed)
                        .then(retire().onErrorResume(PartitionLoop::postponed)))
                .subscribe();
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
                .bind("from", today().minusDays(1)).bind("days", DAYS)
                .map(row -> Objects.requireNonNull(row.get(0, Integer.class))).one());
    }

    /**
     * Retires the days before the retention, in short steps of a transaction each: floors first, the rows by a run at
     * least a minute later. Returns how many days were dropped. Ends early when another node is at it.
     */
    public Mono<Integer> retire() {
        return Mono.defer(() -> {
            LocalDate before = today().minusDays(retentionDays);
            OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
            return client.sql("select eventlog.retire_step(:before, :now, :batch)").bind("before", before)
                    .bind("now", now).bind("batch", BATCH)
                    .map(row -> Objects.requireNonNull(row.get(0, String.class))).one().repeat()
                    .takeUntil(step -> step.equals("idle") || step.equals("busy")).filter("dropped"::equals).count()
                    .map(Math::toIntExact);
        });
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }

    private static Mono<Integer> postponed(Throwable failure) {
        LOG.warn("Day partitions of the event log could not be kept now: {}", failure.toString());
        return Mono.empty();
    }
}

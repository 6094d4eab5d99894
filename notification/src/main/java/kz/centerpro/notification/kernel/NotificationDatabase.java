package kz.centerpro.notification.kernel;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.door.Withdrawal;
import kz.centerpro.door.WithdrawalSource;
import kz.centerpro.eventlog.ConsumerStore;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.eventlog.EventReaderStore;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Notification's own small pool; its role may read the event log and write its own schema. PostgreSQL need not be up
 * yet.
 */
public final class NotificationDatabase implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_MAX = Duration.ofMinutes(5);

    private final ConnectionPool pool;
    private final DatabaseClient client;
    private final EventReader reader;

    /** {@code url} is {@code r2dbc:postgresql://host:port/database}. */
    public NotificationDatabase(String url, String username, String password, int poolSize) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url).mutate()
                .option(ConnectionFactoryOptions.USER, username).option(ConnectionFactoryOptions.PASSWORD, password)
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, STATEMENT_TIMEOUT)
                .option(Option.valueOf("applicationName"), "center-notification")
                .option(Option.valueOf("tcpKeepAlive"), true).build();
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(0).minIdle(0).maxSize(poolSize).maxIdleTime(IDLE_MAX).maxAcquireTime(CONNECT_TIMEOUT)
                // The same few stay busy: their plans and caches are warm, on the server too.
                .customizer(connections -> connections.idleResourceReuseMruOrder()).build());
        this.client = DatabaseClient.create(pool);
        this.reader = new EventReaderStore(client);
    }

    public EventReader reader() {
        return reader;
    }

    /** The cursors kept for clients. */
    public ConsumerStore consumers() {
        return new ConsumerStore(client);
    }

    /** Whose access the hub has withdrawn. */
    public WithdrawalSource withdrawals() {
        return at -> client.sql("select id, at, until, lifted from access.withdrawal where at > :at").bind("at", at)
                .map(row -> new Withdrawal(Objects.requireNonNull(row.get("id", UUID.class)),
                        Objects.requireNonNull(row.get("at", Instant.class)),
                        Objects.requireNonNull(row.get("until", Instant.class)),
                        Boolean.TRUE.equals(row.get("lifted", Boolean.class))))
                .all();
    }

    /** For {@code *Store} classes alone. */
    public DatabaseClient client() {
        return client;
    }

    /** Connections in use. */
    public int acquired() {
        return pool.getMetrics().map(PoolMetrics::acquiredSize).orElse(0);
    }

    /** Connections open and not in use. */
    public int idle() {
        return pool.getMetrics().map(PoolMetrics::idleSize).orElse(0);
    }

    /** Those who wait for a connection. */
    public int pending() {
        return pool.getMetrics().map(PoolMetrics::pendingAcquireSize).orElse(0);
    }

    /** Completes when PostgreSQL answers. */
    public Mono<Void> ping() {
        return client.sql("select 1").fetch().one().then();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}

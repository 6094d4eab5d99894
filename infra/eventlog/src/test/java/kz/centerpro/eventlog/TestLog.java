package kz.centerpro.eventlog;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import kz.centerpro.testkit.TestDatabase;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A database with both roles connected. */
record TestLog(TestDatabase database, ConnectionPool hub, ConnectionPool notification) implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T09:00:00.123Z");

    static TestLog on(TestDatabase database) {
        return new TestLog(database, pool(database, TestDatabase.HUB_USER, TestDatabase.HUB_PASSWORD),
                pool(database, TestDatabase.NOTIFICATION_USER, TestDatabase.NOTIFICATION_PASSWORD));
    }

    private static ConnectionPool pool(TestDatabase database, String user, String password) {
        return new ConnectionPool(ConnectionPoolConfiguration
                .builder(ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl()).mutate()
                        .option(ConnectionFactoryOptions.USER, user).option(ConnectionFactoryOptions.PASSWORD, password)
                        .build()))
                .initialSize(0).minIdle(0).maxSize(8).maxAcquireTime(Duration.ofSeconds(20)).build());
    }

    EventReader reader() {
        return new EventReaderStore(DatabaseClient.create(notification));
    }

    /** Appends in a transaction of its own, as the hub does. */
    Mono<List<BoxTop>> append(List<NewEvent> events) {
        return append(NOW, events);
    }

    Mono<List<BoxTop>> append(Instant at, List<NewEvent> events) {
        return TransactionalOperator.create(new R2dbcTransactionManager(hub))
                .transactional(new EventAppender(DatabaseClient.create(hub)).append(at, events));
    }

    List<BoxTop> appended(long... boxes) {
        return Objects.requireNonNull(append(events(boxes)).block(Duration.ofSeconds(20)));
    }

    static List<NewEvent> events(long... boxes) {
        return LongStream.of(boxes).mapToObj(box -> event(box, "kz.centerpro.test.happened")).toList();
    }

    static NewEvent event(long box, String type) {
        return new NewEvent(box, UUID.randomUUID(), type, null, "{\"n\": 1}");
    }

    @Override
    public void close() {
        hub.dispose();
        notification.dispose();
    }
}

package kz.centerpro.hub.kernel;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

/** The hub's pool, under a type of its own, so that it is never mixed up with notification's in one process. */
public final class HubDatabase implements DisposableBean {

    private final ConnectionPool pool;

    /** Opens lazily: the first use connects. {@code url} is {@code r2dbc:postgresql://host:port/database}. */
    public HubDatabase(String url, String username, String password, int poolSize) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url).mutate()
                .option(ConnectionFactoryOptions.USER, username)
                .option(ConnectionFactoryOptions.PASSWORD, password)
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .option(Option.valueOf("applicationName"), "center-hub")
                .option(Option.valueOf("lockWaitTimeout"), Duration.ofSeconds(5))
                .option(Option.valueOf("statementTimeout"), Duration.ofSeconds(30))
                .option(Option.valueOf("tcpNoDelay"), true)
                .option(PostgresqlConnectionFactoryProvider.EXTENSIONS, List.of(BinaryValue.CODEC)).build();
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(2)
                // The same few stay busy: their plans and caches are warm, on the server too.
                .customizer(connections -> connections.idleResourceReuseMruOrder())
                .maxSize(poolSize).maxIdleTime(Duration.ofMinutes(5)).maxAcquireTime(Duration.ofSeconds(10))
                .maxCreateConnectionTime(Duration.ofSeconds(6)).build());
    }

    ConnectionPool pool() {
        return pool;
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

    /** Whether the database answers; never an error. */
    public Mono<Boolean> reachable(Duration patience) {
        return Mono
                .usingWhen(pool.create(), connection -> Mono.from(connection.validate(ValidationDepth.REMOTE)),
                        Connection::close)
                .timeout(patience).onErrorReturn(false).defaultIfEmpty(false);
    }

    @Override
    public void destroy() {
        pool.dispose();
    }
}

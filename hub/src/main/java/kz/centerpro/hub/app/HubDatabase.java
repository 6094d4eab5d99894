package kz.centerpro.hub.app;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;

/** The hub's pool, under a type of its own, so that it is never mixed up with notification's in one process. */
final class HubDatabase implements DisposableBean {

    private final ConnectionPool pool;

    HubDatabase(HubProperties.Database settings) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(settings.url()).mutate()
                .option(ConnectionFactoryOptions.USER, settings.username())
                .option(ConnectionFactoryOptions.PASSWORD, settings.password())
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, Duration.ofSeconds(5))
                .option(Option.valueOf("applicationName"), "center-hub")
                .option(Option.valueOf("lockWaitTimeout"), Duration.ofSeconds(5))
                .option(Option.valueOf("statementTimeout"), Duration.ofSeconds(30))
                .option(Option.valueOf("tcpNoDelay"), true).build();
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(2)
                .maxSize(settings.poolSize()).maxIdleTime(Duration.ofMinutes(5)).maxAcquireTime(Duration.ofSeconds(10))
                .maxCreateConnectionTime(Duration.ofSeconds(6)).build());
    }

    ConnectionPool pool() {
        return pool;
    }

    @Override
    public void destroy() {
        pool.dispose();
    }
}

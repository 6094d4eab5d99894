package kz.centerpro.hub.kernel;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The hub's database: a client for the stores and transactions for the use cases. */
public final class Tx {

    private final DatabaseClient client;
    private final TransactionalOperator operator;

    public Tx(HubDatabase database) {
        this(database.pool());
    }

    /** On any connections; for tests. */
    public Tx(ConnectionFactory connections) {
        this.client = DatabaseClient.create(connections);
        this.operator = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    /** For {@code *Store} classes only. Inside {@link #in} it uses the transaction's connection. */
    public DatabaseClient client() {
        return client;
    }

    /** Runs {@code work} in one transaction. */
    public <T> Mono<T> in(Mono<T> work) {
        return operator.transactional(work);
    }
}

package kz.centerpro.cli.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import kz.centerpro.sandbox.EmbeddedPostgresServer;

/** How many bodies of 10 KB a second the same PostgreSQL stores durably, in batches and with nothing else to do. */
final class BodyStore implements AutoCloseable {

    private static final String DATABASE = "bodies";
    private static final int BATCH = 128;
    private static final int CONNECTIONS = 2;

    private final BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS);
    private final byte[][] bodies = new byte[BATCH][];

    BodyStore(EmbeddedPostgresServer server, int size) throws SQLException {
        server.createDatabase(DATABASE);
        server.execute(DATABASE, "create table body (box_id bigint, id uuid, sealed bytea not null, "
                + "primary key (box_id, id)); alter table body alter column sealed set storage external");
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.add(server.connect(DATABASE));
        }
        Random random = new Random(5);
        for (int i = 0; i < BATCH; i++) {
            bodies[i] = new byte[size];
            random.nextBytes(bodies[i]);
        }
    }

    /** Rows a second; begins on an empty table. */
    double rate(Duration turn) throws Exception {
        Connection first = pool.take();
        try (Statement statement = first.createStatement()) {
            statement.execute("truncate body");
        } finally {
            pool.add(first);
        }
        return BATCH * Throughput.of(CONNECTIONS, true, turn, _ -> batch());
    }

    private void batch() throws Exception {
        Connection connection = pool.take();
        try (PreparedStatement insert = connection
                .prepareStatement("insert into body select 1, i.id, i.b from unnest(?::uuid[], ?::bytea[]) i(id, b)")) {
            List<UUID> ids = IntStream.range(0, BATCH).mapToObj(_ -> UUID.randomUUID()).toList();
            Array keys = connection.createArrayOf("uuid", ids.toArray());
            Array values = connection.createArrayOf("bytea", bodies);
            insert.setArray(1, keys);
            insert.setArray(2, values);
            insert.executeUpdate();
        } finally {
            pool.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : pool) {
            connection.close();
        }
    }
}

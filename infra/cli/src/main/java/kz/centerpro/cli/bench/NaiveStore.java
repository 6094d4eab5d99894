package kz.centerpro.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import kz.centerpro.sandbox.EmbeddedPostgresServer;

/** How one would begin: one transaction a document, row by row, into tables of the hub's shape. */
final class NaiveStore implements AutoCloseable {

    private static final String TABLES = """
            create table box (id bigint primary key, seq bigint not null);
            insert into box values (1, 0), (2, 0);
            create table document (box_id bigint, number text, meta jsonb not null, content bytea not null,
                signature bytea not null, created_at timestamptz not null default now(), primary key (box_id, number));
            create table idempotency (box_id bigint, key uuid, number text not null, primary key (box_id, key));
            create table usage (box_id bigint, id uuid, number text not null, primary key (box_id, id));
            create table outbox (box_id bigint, id uuid, number text not null, recipient bigint not null,
                primary key (box_id, id));
            create table event (box_id bigint, seq bigint, type text not null, data jsonb not null,
                primary key (box_id, seq))
            """;
    private static final String META = "{\"title\":\"Bench\",\"fileName\":\"bench.bin\",\"sender\":{\"country\":\"KZ\","
            + "\"taxId\":\"180640014026\",\"name\":\"Bench\"},\"signers\":[{\"name\":\"Bench\",\"role\":\"FIRST_HEAD\"}]}";

    private final EmbeddedPostgresServer server;
    private final BlockingQueue<Connection> pool;

    NaiveStore(Path folder, int connections) throws SQLException {
        this.server = EmbeddedPostgresServer.start(folder);
        this.pool = new ArrayBlockingQueue<>(connections);
        try (Connection first = server.connect(EmbeddedPostgresServer.DATABASE);
                Statement statement = first.createStatement()) {
            statement.execute(TABLES);
        }
        for (int i = 0; i < connections; i++) {
            Connection connection = server.connect(EmbeddedPostgresServer.DATABASE);
            connection.setAutoCommit(false);
            pool.add(connection);
        }
    }

    /** Stores one document durably. */
    void accept(byte[] content, byte[] signature) throws Exception {
        Connection connection = pool.take();
        try {
            UUID id = UUID.randomUUID();
            String number = id.toString();
            insert(connection, "insert into idempotency values (1, ?, ?)", id, number);
            insert(connection, "insert into document (box_id, number, meta, content, signature) "
                    + "values (1, ?, ?::jsonb, ?, ?)", number, META, content, signature);
            insert(connection, "insert into usage values (1, ?, ?)", id, number);
            insert(connection, "insert into outbox values (1, ?, ?, 2)", id, number);
            insert(connection, "insert into event values (1, ?, 'registered', ?::jsonb)", next(connection), META);
            connection.commit();
        } finally {
            pool.add(connection);
        }
    }

    private static long next(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("update box set seq = seq + 1 where id = 1 returning seq")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : pool) {
            connection.close();
        }
        server.close();
    }
}

package kz.centerpro.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on a folder of this machine, as durable as a production server: fsync, synchronous_commit and
 * full_page_writes are on, and the start is refused when the server says otherwise. Listens on 127.0.0.1 with a
 * password of its own. One folder serves one process.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** The database that every server has from its first start on. */
    public static final String DATABASE = "center";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgresServer.class);
    private static final int CONNECTIONS_MAX = 200;
    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(60);

    private final PostgresFolder folder;
    private final int port;
    private final boolean temporary;
    private final Thread closer = new Thread(this::closeQuietly, "postgres-closer");
    private @Nullable EmbeddedPostgres server;
    private boolean closed;

    private EmbeddedPostgresServer(PostgresFolder folder, int port, boolean temporary) {
        this.folder = folder;
        this.port = port;
        this.temporary = temporary;
    }

    /** Starts on {@code dataDir}, which is made when absent, and on a free port. */
    public static EmbeddedPostgresServer start(Path dataDir) {
        return start(dataDir, 0);
    }

    /** Starts on {@code dataDir} and on {@code port}, or on a free port for 0. */
    public static EmbeddedPostgresServer start(Path dataDir, int port) {
        return start(dataDir, port, false);
    }

    /** For tests: a fresh folder, deleted at close. */
    public static EmbeddedPostgresServer startTemporary() {
        try {
            return start(Files.createTempDirectory("center-postgres-"), 0, true);
        } catch (IOException e) {
            throw new SandboxException("No temporary folder for PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgresServer start(Path dataDir, int port, boolean temporary) {
        PostgresFolder folder = PostgresFolder.open(dataDir);
        var server = new EmbeddedPostgresServer(folder, port == 0 ? FreePorts.any() : port, temporary);
        try {
            server.startServer();
            Runtime.getRuntime().addShutdownHook(server.closer);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String r2dbcUrl() {
        return r2dbcUrl(DATABASE);
    }

    public String r2dbcUrl(String database) {
        return "r2dbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The superuser; made for migrations, not for the hub. */
    public String owner() {
        return "postgres";
    }

    /** Made at random at the first start and kept in the folder, readable by its user alone. */
    public String ownerPassword() {
        return folder.ownerPassword();
    }

    /** The pid of the running server. */
    public long pid() {
        return running().pid();
    }

    public boolean isRunning() {
        return folder.process().isPresent();
    }

    public void createDatabase(String name) {
        execute("postgres", "create database \"" + name.replace("\"", "\"\"") + "\"");
    }

    /** Runs SQL as the owner. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SandboxException("PostgreSQL refused a statement: " + e.getMessage(), e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), owner(), ownerPassword());
    }

    /** For fault tests: kill -9. {@link #restart()} brings the server back. */
    public synchronized void kill() {
        folder.kill(running());
        server = null;
    }

    /** For fault tests: immediate shutdown, without a checkpoint. */
    public synchronized void stopNow() {
        folder.stopNow(running());
        server = null;
    }

    /** Stops what still runs and starts again on the same folder and port. */
    public synchronized void restart() {
        if (closed) {
            throw new SandboxException("This PostgreSQL server has been closed.");
        }
        stopServer();
        startServer();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (temporary) {
                // Nobody reads the folder again: the last checkpoint of many databases would take half a minute.
                folder.process().ifPresent(folder::stopNow);
            }
            stopServer();
            folder.close();
            if (temporary) {
                folder.delete();
            }
        }
        forgetCloser();
    }

    private synchronized void startServer() {
        folder.reclaim();
        boolean fresh = folder.prepare();
        var builder = EmbeddedPostgres.builder().setDataDirectory(folder.cluster()).setCleanDataDirectory(false)
                .setRegisterShutdownHook(false).setPort(port).setPGStartupWait(STARTUP_TIMEOUT)
                .setConnectConfig("password", ownerPassword());
        // zonky passes -F (no fsync) and synchronous_commit=off; these come after and win.
        builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "").setServerConfig("timezone", "UTC")
                .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX));
        // These go to initdb: scram instead of zonky's trust, and one collation on every platform.
        builder.setLocaleConfig("auth", "scram-sha-256").setLocaleConfig("pwfile", folder.passwordFile().toString())
                .setLocaleConfig("locale", "C").setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        try {
            server = builder.start();
            requireDurable();
            if (fresh) {
                createDatabase(DATABASE);
                folder.markMade();
            }
            LOG.info("PostgreSQL runs on 127.0.0.1:{} in {}", port, folder.path());
        } catch (IOException | IllegalStateException | SQLException e) {
            stopServer();
            throw new SandboxException("PostgreSQL did not start in " + folder.path() + " on port " + port + ": "
                    + e.getMessage() + ". Its own messages are in this program's log.", e);
        }
    }

    private void requireDurable() throws SQLException {
        try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
            for (String setting : new String[]{"fsync", "synchronous_commit", "full_page_writes"}) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    String value = row.next() ? row.getString(1) : "unknown";
                    if (!"on".equals(value)) {
                        throw new SandboxException("PostgreSQL runs with " + setting + " = " + value
                                + ", so what the hub acknowledges could be lost. Remove that setting from "
                                + folder.cluster() + " and start again.");
                    }
                }
            }
        } catch (SandboxException e) {
            stopServer();
            throw e;
        }
    }

    private synchronized void stopServer() {
        EmbeddedPostgres started = server;
        server = null;
        if (started == null) {
            folder.stop();
        } else {
            folder.stop(started);
        }
    }

    private ProcessHandle running() {
        return folder.process()
                .orElseThrow(() -> new SandboxException("PostgreSQL is not running in " + folder.path()));
    }

    private void closeQuietly() {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.warn("PostgreSQL in {} was not stopped: {}", folder.path(), e.getMessage());
        }
    }

    /** Leaves closing to the caller, who ends what uses the server first; the JVM's end no longer closes it. */
    public EmbeddedPostgresServer closedByOwner() {
        forgetCloser();
        return this;
    }

    private void forgetCloser() {
        try {
            Runtime.getRuntime().removeShutdownHook(closer);
        } catch (IllegalStateException e) {
            LOG.trace("closing because the JVM ends", e);
        }
    }
}

package kz.centerpro.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.schema.SchemaMigration;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL and one Redis for a test JVM, started on first use and ended with it: in containers where a Docker
 * engine answers, else from binaries on the class path. One printed line says which. A test that wants to kill a server
 * starts one of its own with the sandbox's classes.
 */
public final class TestServers {

    private static final String TEMPLATE = "center_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable ServerPair servers;
    private static boolean templateMade;

    private TestServers() {}

    /** A new database with the current schema: a copy of one that {@link SchemaMigration} has migrated. */
    public static synchronized TestDatabase freshDatabase() {
        ServerPair pair = servers();
        if (!templateMade) {
            TestDatabase template = create(pair, TEMPLATE, "template0");
            SchemaMigration.migrate(target(template));
            templateMade = true;
        }
        return create(pair, nextName(), TEMPLATE);
    }

    /** A new database without any schema, for tests of the migrations themselves. */
    public static synchronized TestDatabase emptyDatabase() {
        return create(servers(), nextName(), "template0");
    }

    /** What {@link SchemaMigration} takes for a database of these servers. */
    public static SchemaMigration.Target target(TestDatabase database) {
        return new SchemaMigration.Target(database.jdbcUrl(), database.owner(), database.ownerPassword(),
                TestDatabase.HUB_PASSWORD, TestDatabase.NOTIFICATION_PASSWORD,
                TestDatabase.BILLING_PASSWORD);
    }

    public static synchronized String redisHost() {
        return servers().redisHost();
    }

    public static synchronized int redisPort() {
        return servers().redisPort();
    }

    /** {@code redis://host:port} */
    public static String redisUrl() {
        return "redis://" + redisHost() + ":" + redisPort();
    }

    private static TestDatabase create(ServerPair pair, String name, String template) {
        pair.database("postgres").execute("create database " + name + " template " + template);
        return pair.database(name);
    }

    private static String nextName() {
        return "test_" + DATABASES.incrementAndGet();
    }

    private static ServerPair servers() {
        ServerPair running = servers;
        if (running == null) {
            running = ServerPair.start();
            servers = running;
        }
        return running;
    }
}

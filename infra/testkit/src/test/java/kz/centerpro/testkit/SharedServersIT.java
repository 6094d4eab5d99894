package kz.centerpro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import kz.centerpro.schema.SchemaMigration;
import org.junit.jupiter.api.Test;

class SharedServersIT {

    @Test
    void makesMigratedDatabasesThatDoNotShareRows() {
        TestDatabase one = TestServers.freshDatabase();
        TestDatabase two = TestServers.freshDatabase();
        one.execute("insert into eventlog.box (box_id) values (1)");
        assertThat(one.value("select count(*) from eventlog.box")).isEqualTo("1");
        assertThat(two.value("select count(*) from eventlog.box")).isEqualTo("0");
        assertThat(SchemaMigration.migrate(TestServers.target(two))).isZero();
    }

    @Test
    void makesDatabasesForManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 6).parallel().mapToObj(i -> TestServers.freshDatabase().name()).distinct())
                .hasSize(6);
    }

    @Test
    void letsTheHubInWithItsOwnRoleAndKeepsItFromTheSchema() throws SQLException {
        TestDatabase database = TestServers.freshDatabase();
        try (Connection hub = DriverManager.getConnection(database.jdbcUrl(), TestDatabase.HUB_USER,
                TestDatabase.HUB_PASSWORD); Statement statement = hub.createStatement()) {
            assertThat(statement.executeQuery("select * from eventlog.box").next()).isFalse();
            assertThatThrownBy(() -> statement.execute("create table eventlog.mine (n int)"))
                    .isInstanceOf(SQLException.class);
        }
        try (Connection notification = DriverManager.getConnection(database.jdbcUrl(), TestDatabase.NOTIFICATION_USER,
                TestDatabase.NOTIFICATION_PASSWORD)) {
            assertThat(notification.isValid(5)).isTrue();
        }
    }

    @Test
    void migratesAnEmptyDatabase() {
        TestDatabase database = TestServers.emptyDatabase();
        assertThat(database.value("select count(*) from pg_namespace where nspname = 'eventlog'")).isEqualTo("0");
        assertThat(SchemaMigration.migrate(TestServers.target(database))).isPositive();
    }

    @Test
    void offersRedis() throws Exception {
        try (var socket = new Socket(TestServers.redisHost(), TestServers.redisPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(TestServers.redisUrl()).startsWith("redis://");
    }
}

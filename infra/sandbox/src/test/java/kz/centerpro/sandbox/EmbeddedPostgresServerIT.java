package kz.centerpro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerIT {

    @Test
    void keepsCommittedRowsThroughKillAndThroughRestart(@TempDir Path dir) throws SQLException {
        String url;
        String password;
        try (var server = EmbeddedPostgresServer.start(dir)) {
            url = server.jdbcUrl();
            password = server.ownerPassword();
            server.execute("center", "create table kept (n int)");
            server.execute("center", "insert into kept select generate_series(1, 500)");
            long first = server.pid();
            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThat(ProcessHandle.of(first)).isEmpty();

            server.restart();
            assertThat(server.pid()).isNotEqualTo(first);
            assertThat(server.jdbcUrl()).isEqualTo(url);
            assertThat(count(server)).isEqualTo(500);

            server.execute("center", "insert into kept values (0)");
            server.stopNow();
            server.restart();
            assertThat(count(server)).isEqualTo(501);
        }
        try (var again = EmbeddedPostgresServer.start(dir)) {
            assertThat(again.ownerPassword()).isEqualTo(password);
            assertThat(count(again)).isEqualTo(501);
        }
    }

    @Test
    void refusesSecondServerOnTheSameFolder(@TempDir Path dir) {
        try (var server = EmbeddedPostgresServer.start(dir)) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(dir)).isInstanceOf(SandboxException.class)
                    .hasMessageContaining(dir.toString()).hasMessageContaining("in use by process");
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void refusesClientWithoutPasswordAndListensOnLoopbackOnly() throws SQLException {
        try (var server = EmbeddedPostgresServer.startTemporary()) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.owner(), "wrong"))
                    .isInstanceOf(SQLException.class).hasMessageContaining("password");
            try (Connection c = server.connect("center");
                    Statement s = c.createStatement();
                    ResultSet row = s.executeQuery("select current_setting('listen_addresses'), "
                            + "current_setting('fsync'), current_setting('synchronous_commit'), lower('Қ')")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("127.0.0.1");
                assertThat(row.getString(2)).isEqualTo("on");
                assertThat(row.getString(3)).isEqualTo("on");
                assertThat(row.getString(4)).isEqualTo("қ");
            }
        }
    }

    @Test
    void refusesToRunWithDurabilitySwitchedOffInTheFolder(@TempDir Path dir) throws Exception {
        try (var server = EmbeddedPostgresServer.start(dir)) {
            server.execute("center", "alter role postgres set synchronous_commit = off");
        }
        assertThatThrownBy(() -> EmbeddedPostgresServer.start(dir)).isInstanceOf(SandboxException.class)
                .hasMessageContaining("synchronous_commit = off");
        assertThat(Files.exists(dir.resolve("cluster/postmaster.pid"))).isFalse();
    }

    @Test
    void leavesForeignProcessAloneWhenThePidFileNamesIt(@TempDir Path dir) throws Exception {
        try (var server = EmbeddedPostgresServer.start(dir)) {
            assertThat(server.isRunning()).isTrue();
        }
        Process foreign = new ProcessBuilder("sleep", "120").start();
        try {
            Files.writeString(dir.resolve("cluster/postmaster.pid"), foreign.pid() + "\n" + dir + "\n");
            try (var server = EmbeddedPostgresServer.start(dir)) {
                assertThat(server.pid()).isNotEqualTo(foreign.pid());
            }
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void stopsTheServerThatAnEarlierProgramLeftRunning(@TempDir Path dir) throws Exception {
        // Another JVM starts the server and is killed, which leaves the server an orphan.
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Orphaner.class.getName(), dir.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        try (var lines = other.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("READY")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("READY");
        }
        long orphan = Long.parseLong(Files.readAllLines(dir.resolve("cluster/postmaster.pid")).getFirst().strip());
        other.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(orphan)).isPresent();
        try (var server = EmbeddedPostgresServer.start(dir)) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(count(server)).isEqualTo(3);
        }
        assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }

    private static int count(EmbeddedPostgresServer server) throws SQLException {
        try (Connection c = server.connect("center");
                Statement s = c.createStatement();
                ResultSet row = s.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The program that dies without stopping its server. */
    static final class Orphaner {

        public static void main(String[] args) throws Exception {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(Path.of(args[0]));
            server.execute("center", "create table kept (n int)");
            server.execute("center", "insert into kept values (1), (2), (3)");
            System.out.println("READY");
            Thread.currentThread().join();
        }
    }
}

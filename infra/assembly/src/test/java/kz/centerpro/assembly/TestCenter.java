package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** One assembly for all tests of a JVM, in a folder of its own, as `spring-boot:run` starts it. */
final class TestCenter {

    private static @Nullable Center running;

    private TestCenter() {}

    static synchronized Center center() {
        if (running == null) {
            try {
                Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "center-");
                running = Center.start(home, "--server.port=" + FreePorts.any(),
                        "--management.server.port=" + FreePorts.any(),
                        "--center.notification.rsocket.port=" + FreePorts.any(),
                        "--center.development.trust-port=" + FreePorts.any(),
                        "--center.notification.push.gateway=https://gateway.invalid/wake",
                        "--center.notification.webhook.loopback=true",
                        "--center.authority.applications-per-minute=100");
                Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return running;
    }

    /** As the owner of the schemas. */
    static void execute(String sql) {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }

    /** The first column of the first row, as the owner sees it. */
    static String value(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new AssertionError("no row: " + sql);
            }
            return String.valueOf(rows.getString(1));
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }

    private static Connection connection() throws SQLException {
        Environment settings = center().context().getEnvironment();
        String as = "center.hub.database.migrate-as.";
        return DriverManager.getConnection(settings.getRequiredProperty(as + "jdbc-url"),
                settings.getRequiredProperty(as + "username"), settings.getRequiredProperty(as + "password"));
    }

    static TrustCentre trustCentre() {
        return Objects.requireNonNull(center().trustCentre());
    }

    static Party person(String id) {
        return new Party(center().http(), trustCentre().person(id).signer());
    }

    static Party companyA() {
        return person("head-a").join(Map.of("kind", "LEGAL_ENTITY"));
    }

    static Party companyB() {
        return person("head-b").join(Map.of("kind", "LEGAL_ENTITY"));
    }
}

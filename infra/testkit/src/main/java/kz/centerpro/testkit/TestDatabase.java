package kz.centerpro.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database of the shared server, with the schema migrated (or empty, see {@link TestServers#emptyDatabase}). The
 * login roles belong to the server, not to the database.
 */
public record TestDatabase(String host, int port, String name, String owner, String ownerPassword) {

    public static final String HUB_USER = "center_hub";
    public static final String HUB_PASSWORD = "hub-test";
    public static final String NOTIFICATION_USER = "center_notification";
    public static final String NOTIFICATION_PASSWORD = "notification-test";
    public static final String BILLING_USER = "center_billing";
    public static final String BILLING_PASSWORD = "billing-test";

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** A connection of the owner, who may do everything. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), owner, ownerPassword);
    }

    /** Runs SQL as the owner. */
    public void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("the database refused: " + sql, e);
        }
    }

    /** The first column of the first row as text, read as the owner; "null" for SQL null. */
    public String value(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new AssertionError("no row: " + sql);
            }
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError("the database refused: " + sql, e);
        }
    }

    @Override
    public String toString() {
        return "TestDatabase[" + jdbcUrl() + "]";
    }
}

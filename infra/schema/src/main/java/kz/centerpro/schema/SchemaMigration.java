package kz.centerpro.schema;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings a database to the current schema, creating the three least-privilege roles on the way. */
public final class SchemaMigration {

    private SchemaMigration() {}

    /**
     * @param jdbcUrl
     *            {@code jdbc:postgresql://…}
     * @param owner
     *            a role that may create schemas and roles; used here only
     * @param hubPassword
     *            password given to the login role {@code center_hub}
     * @param notificationPassword
     *            password given to the login role {@code center_notification}
     * @param billingPassword
     *            password given to the login role {@code center_billing}
     */
    public record Target(String jdbcUrl, String owner, String ownerPassword, String hubPassword,
            String notificationPassword, String billingPassword) {

        @Override
        public String toString() {
            return "Target[" + jdbcUrl + ", " + owner + "]";
        }
    }

    /** Blocks until the schema is current. Returns the number of migrations that ran. */
    public static int migrate(Target target) {
        return Flyway.configure().dataSource(target.jdbcUrl(), target.owner(), target.ownerPassword()).schemas("public")
                .locations("classpath:db/migration").loggers("slf4j")
                .placeholders(
                        Map.of("hub_password", quoted(target.hubPassword()), "notification_password",
                                quoted(target.notificationPassword()), "billing_password",
                                quoted(target.billingPassword())))
                .load().migrate().migrationsExecuted;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

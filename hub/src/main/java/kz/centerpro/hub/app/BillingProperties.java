package kz.centerpro.hub.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.billing.*} of the side stream. It runs where {@code database.password} is set: in the hub's
 * process, or alone ({@link BillingApplication}).
 *
 * @param redisUri
 *            {@code redis://host:port}; read where billing runs alone
 * @param anyInstant
 *            jobs may be run by hand for an instant after now; development alone
 */
@ConfigurationProperties("center.billing")
public record BillingProperties(Database database, @DefaultValue("redis://127.0.0.1:6379") String redisUri,
        @DefaultValue("false") boolean anyInstant) {

    /**
     * @param url
     *            {@code r2dbc:postgresql://host:port/database}; absent: the hub's
     */
    public record Database(@Nullable String url, @DefaultValue("center_billing") String username, String password,
            @DefaultValue("4") int poolSize) {

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }
}

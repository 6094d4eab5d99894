package kz.centerpro.hub.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.hub.*}.
 *
 * @param redisUri
 *            {@code redis://host:port}
 * @param verifyThreads
 *            threads that verify and seal; 0 = one for each processor
 * @param verifyQueue
 *            work that may wait for them; beyond it the answer is 503
 * @param deadline
 *            after which a request that is no stream and no transfer is answered 504
 * @param eventDays
 *            how many days events are kept, at least 30; a cursor older than that is answered 410
 */
@ConfigurationProperties("center.hub")
public record HubProperties(Database database, String redisUri, @DefaultValue("0") int verifyThreads,
        @DefaultValue("1024") int verifyQueue, @DefaultValue("30s") Duration deadline,
        @DefaultValue("400") int eventDays) {

    /**
     * @param url
     *            {@code r2dbc:postgresql://host:port/database}
     * @param migrateAs
     *            {@code jdbc:postgresql://…} when this process is to bring the schema up to date at start
     */
    public record Database(String url, @DefaultValue("center_hub") String username, String password,
            @DefaultValue("16") int poolSize,
            @Nullable Migration migrateAs) {

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }

    /** The owner's credentials, used for migrations only. */
    public record Migration(String jdbcUrl, String username, String password, String notificationPassword) {

        @Override
        public String toString() {
            return "Migration[" + jdbcUrl + "]";
        }
    }
}

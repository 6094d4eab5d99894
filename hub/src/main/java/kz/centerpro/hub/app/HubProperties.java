package kz.centerpro.hub.app;

import java.time.Duration;
import kz.centerpro.door.rsocket.RSocketLimits;
import kz.centerpro.door.rsocket.RSocketSettings;
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
        @DefaultValue("400") int eventDays, @DefaultValue Rsocket rsocket) {

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

    /**
     * @param host
     *            address to bind to; only the own machine unless it is set
     * @param port
     *            for RSocket over TCP, 0 takes a free one, -1 is none; over WebSocket it is always at {@code /rsocket}
     * @param connections
     *            connections of this node; beyond it they are refused with Retry-After
     * @param perParticipant
     *            connections of one participant on this node
     */
    public record Rsocket(@DefaultValue("127.0.0.1") String host, @DefaultValue("-1") int port,
            @DefaultValue("5000") int connections, @DefaultValue("64") int perParticipant) {

        RSocketSettings settings() {
            return new RSocketSettings(host, port, RSocketLimits.DEFAULT.connections(connections, perParticipant));
        }
    }

    /** The owner's credentials, used for migrations only. */
    public record Migration(String jdbcUrl, String username, String password, String notificationPassword,
            String billingPassword) {

        @Override
        public String toString() {
            return "Migration[" + jdbcUrl + "]";
        }
    }
}

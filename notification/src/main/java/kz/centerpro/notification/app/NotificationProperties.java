package kz.centerpro.notification.app;

import java.time.Duration;
import kz.centerpro.door.rsocket.RSocketLimits;
import kz.centerpro.door.rsocket.RSocketSettings;
import kz.centerpro.notification.sse.SseLimits;
import kz.centerpro.notification.stream.FeedLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code center.notification.*}. Anything out of range stops the start with a sentence that says so.
 *
 * @param sweep
 *            how often the tops of the boxes with open streams are looked at; the delay when Redis is away
 * @param drain
 *            over how long the open streams are ended when the process stops; less than
 *            {@code spring.lifecycle.timeout-per-shutdown-phase}
 */
@ConfigurationProperties("center.notification")
public record NotificationProperties(Database database, Redis redis, @DefaultValue("1500ms") Duration sweep,
        @DefaultValue("5s") Duration drain, @DefaultValue Stream stream, @DefaultValue Sse sse,
        @DefaultValue Rsocket rsocket) {

    private static final Duration SWEEP_MAX = Duration.ofSeconds(2);
    private static final Duration DRAIN_MAX = Duration.ofMinutes(1);

    public NotificationProperties {
        if (!sweep.isPositive() || sweep.compareTo(SWEEP_MAX) > 0) {
            throw new IllegalArgumentException("center.notification.sweep is above 0 and at most 2 s");
        }
        if (drain.isNegative() || drain.compareTo(DRAIN_MAX) > 0) {
            throw new IllegalArgumentException("center.notification.drain is at most 1 min");
        }
    }

    /**
     * @param url
     *            {@code r2dbc:postgresql://host:port/database}
     */
    public record Database(String url, @DefaultValue("center_notification") String username, String password,
            @DefaultValue("8") int poolSize) {

        public Database {
            if (!url.startsWith("r2dbc:postgresql://") || poolSize < 1) {
                throw new IllegalArgumentException(
                        "center.notification.database: url is r2dbc:postgresql://host:port/database, pool-size at least 1");
            }
        }

        @Override
        public String toString() {
            return "Database[" + url + ", " + username + ", " + poolSize + "]";
        }
    }

    /**
     * @param uri
     *            {@code redis://[:password@]host:port}
     */
    public record Redis(String uri) {

        @Override
        public String toString() {
            return "Redis[" + uri.replaceAll("://.*@", "://…@") + "]";
        }
    }

    /** See {@link FeedLimits}. */
    public record Stream(@DefaultValue("16") int pageMin, @DefaultValue("256") int pageMax,
            @DefaultValue("5s") Duration readTimeout, @DefaultValue("5s") Duration retryMax,
            @DefaultValue("64") int perBox, @DefaultValue("20000") int total) {

        FeedLimits limits() {
            return new FeedLimits(pageMin, pageMax, readTimeout, retryMax, perBox, total);
        }
    }

    /** See {@link SseLimits}. */
    public record Sse(@DefaultValue("12s") Duration heartbeat, @DefaultValue("2s") Duration retry) {

        SseLimits limits() {
            return new SseLimits(heartbeat, retry);
        }
    }

    /**
     * @param host
     *            address to bind to; only the own machine unless it is set
     * @param port
     *            0 takes a free one, -1 is none
     * @param connections
     *            connections of this node; beyond it they are refused with Retry-After
     * @param perParticipant
     *            connections of one participant on this node
     */
    public record Rsocket(@DefaultValue("127.0.0.1") String host, @DefaultValue("7878") int port,
            @DefaultValue("20000") int connections, @DefaultValue("64") int perParticipant) {

        /** For the server of the process. */
        public RSocketSettings settings() {
            return new RSocketSettings(host, port, RSocketLimits.DEFAULT.connections(connections, perParticipant));
        }
    }
}

package kz.centerpro.hub.egov;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.egov.*}. The address has to be on the state's list of those that eGov Mobile opens.
 *
 * @param publicUrl
 *            where phones reach this hub; {@code https://} and {@code center.access.host} when it is not set
 * @param contentMax
 *            bytes of all contents of one request
 * @param openMax
 *            requests of one person whose time is not over
 * @param openBytesMax
 *            bytes of all contents in them that are not signed yet, over all nodes
 * @param requestsPerMinute
 *            of one person, on one node; before sign-in they are counted as challenges are
 * @param phonePerMinute
 *            what phones ask from one address on one node; many phones share the address of their network
 */
@ConfigurationProperties("center.egov")
public record EgovProperties(@Nullable String publicUrl, @DefaultValue Organisation organisation,
        @DefaultValue("5m") Duration lifetime, @DefaultValue("5242880") int contentMax,
        @DefaultValue("20") int openMax, @DefaultValue("20971520") long openBytesMax,
        @DefaultValue("60") int requestsPerMinute, @DefaultValue("6000") int phonePerMinute,
        @DefaultValue("10s") Duration purgeEvery) {

    public EgovProperties {
        if (!lifetime.isPositive() || contentMax < 1 || requestsPerMinute < 1 || openMax < 1
                || openBytesMax < contentMax || phonePerMinute < 1
                || !purgeEvery.isPositive()) {
            throw new IllegalArgumentException("center.egov.* limits must be positive");
        }
    }

    /**
     * Who asks for signatures, as the phone shows it.
     *
     * @param bin
     *            without it this way of signing is off
     */
    public record Organisation(@DefaultValue("Center Pro") String nameKk, @DefaultValue("Center Pro") String nameRu,
            @DefaultValue("Center Pro") String nameEn, @Nullable String bin) {}
}

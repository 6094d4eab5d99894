package kz.centerpro.hub.access;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param host
 *            what a challenge names: from here, never from the request, so that another site cannot pass it on
 * @param keys
 *            JSON Web Key (set) with a private EC P-256 key, or the path of a file with it
 * @param tokenLifetime
 *            of access tokens
 * @param sessionLifetime
 *            how long a sign-in can be refreshed; it ends with the certificate at the latest
 * @param challengesPerMinute
 *            from one address, on one node
 * @param wrongLoginsPermitted
 *            in a row from one address or certificate, before {@code lockout} begins
 * @param credentialsMax
 *            live API credentials of one participant
 */
@ConfigurationProperties("center.access")
public record AccessProperties(@DefaultValue("localhost") String host, String keys,
        @DefaultValue("15m") Duration tokenLifetime, @DefaultValue("30d") Duration sessionLifetime,
        @DefaultValue("5m") Duration challengeLifetime, @DefaultValue("600") int challengesPerMinute,
        @DefaultValue("5") int wrongLoginsPermitted, @DefaultValue("1m") Duration lockout,
        @DefaultValue("50") int credentialsMax, @DefaultValue("10m") Duration purgeEvery) {

    public AccessProperties {
        if (!tokenLifetime.isPositive() || !sessionLifetime.isPositive() || !challengeLifetime.isPositive()
                || !lockout.isPositive() || !purgeEvery.isPositive() || challengesPerMinute < 1
                || wrongLoginsPermitted < 1 || credentialsMax < 1) {
            throw new IllegalArgumentException("center.access.* limits must be positive");
        }
    }

    @Override
    public String toString() {
        return "AccessProperties[" + host + "]";
    }

    /**
     * @param staff
     *            the operator's staff: SHA-256 of certificates, or IINs
     */
    @ConfigurationProperties("center.operator")
    public record Operator(@DefaultValue( {
    }) List<String> staff){

        public Operator {
            staff = List.copyOf(staff);
        }
    }
}

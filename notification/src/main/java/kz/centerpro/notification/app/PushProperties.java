package kz.centerpro.notification.app;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import kz.centerpro.notification.outbound.BackOff;
import kz.centerpro.notification.push.PushLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code center.notification.push.*}; see {@link PushLimits}.
 *
 * @param privateKey
 *            by which push services know this server, P-256, 32 bytes in base64url; without it there are no pushes
 * @param publicKey
 *            that belongs to it, 65 bytes in base64url
 * @param contact
 *            {@code mailto:} or {@code https:}, for the push services
 * @param gateway
 *            address that wakes mobile devices; without it none is woken
 * @param gatewaySecret
 *            bearer token for it
 */
@ConfigurationProperties("center.notification.push")
public record PushProperties(@DefaultValue("") String privateKey, @DefaultValue("") String publicKey,
        @DefaultValue("") String contact, @DefaultValue("") String gateway, @DefaultValue("") String gatewaySecret,
        @DefaultValue("1500ms") Duration sweep, @DefaultValue("8") int atOnce, @DefaultValue("15s") Duration timeout,
        @DefaultValue("60s") Duration lease, @DefaultValue("1d") Duration ttl, @DefaultValue("16") int perBox,
        @DefaultValue("443") Set<Integer> ports, @DefaultValue("false") boolean loopback, @Nullable URI standIn,
        @DefaultValue("10s") Duration retryFirst, @DefaultValue("1h") Duration retryLongest,
        @DefaultValue("1d") Duration patience) {

    PushLimits limits() {
        return new PushLimits(sweep, atOnce, timeout, lease, ttl, perBox, ports, loopback, standIn,
                new BackOff(retryFirst, retryLongest, patience));
    }

    @Override
    public String toString() {
        return "PushProperties[" + limits() + "]";
    }
}

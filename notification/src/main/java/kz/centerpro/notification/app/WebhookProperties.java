package kz.centerpro.notification.app;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.centerpro.notification.outbound.BackOff;
import kz.centerpro.notification.webhook.WebhookLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code center.notification.webhook.*}; see {@link WebhookLimits} and {@link BackOff}.
 *
 * @param keys
 *            what the webhooks' secrets are derived from, each 32 bytes in base64, the one for new webhooks first;
 *            without one there are no webhooks
 */
@ConfigurationProperties("center.notification.webhook")
public record WebhookProperties(@DefaultValue List<String> keys, @DefaultValue("1500ms") Duration sweep,
        @DefaultValue("16") int atOnce, @DefaultValue("100") int pageMax, @DefaultValue("524288") int pageBytes,
        @DefaultValue("15s") Duration timeout, @DefaultValue("60s") Duration lease, @DefaultValue("16") int perBox,
        @DefaultValue("443") Set<Integer> ports, @DefaultValue("false") boolean loopback,
        @DefaultValue("5s") Duration retryFirst, @DefaultValue("12h") Duration retryLongest,
        @DefaultValue("3d") Duration patience) {

    WebhookLimits limits() {
        return new WebhookLimits(sweep, atOnce, pageMax, pageBytes, timeout, lease, perBox, ports, loopback,
                new BackOff(retryFirst, retryLongest, patience));
    }

    @Override
    public String toString() {
        return "WebhookProperties[" + limits() + "]";
    }
}

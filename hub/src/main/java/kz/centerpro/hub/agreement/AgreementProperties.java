package kz.centerpro.hub.agreement;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param seed
 *            publish the bundled version 1 when nothing is published yet
 * @param statementLifetime
 *            how long a statement may be signed
 * @param announceEvery
 *            how often announcements under way are taken up
 * @param announceBatch
 *            boxes to a transaction
 */
@ConfigurationProperties("center.agreement")
public record AgreementProperties(@DefaultValue("true") boolean seed, @DefaultValue("1h") Duration statementLifetime,
        @DefaultValue("2s") Duration announceEvery, @DefaultValue("500") int announceBatch) {

    public AgreementProperties {
        if (!statementLifetime.isPositive() || !announceEvery.isPositive() || announceBatch < 1) {
            throw new IllegalArgumentException("center.agreement.* limits must be positive");
        }
    }
}

package kz.centerpro.hub.esf;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.esf.*}.
 *
 * @param url
 *            in production {@code https://esf.gov.kz:8443/esf-web/ws/api1}, for tests
 *            {@code https://test3.esf.kgd.gov.kz:8443/esf-web/ws/api1}; plain http only to this machine; absent:
 *            nothing is sent there
 * @param tin
 *            BIN of the enterprise, the seller
 * @param username
 *            IIN of the user, who has one session
 * @param password
 *            of the user's account there
 * @param signerName
 *            who hands the works over, as it stands in ИС ЭСФ
 * @param every
 *            how often is looked whether something is due
 * @param statusEvery
 *            how often an uploaded act is asked for
 * @param retryAfter
 *            what failed; twice as long each further time, an hour at most
 * @param giveUpAfter
 *            how long a task may fail before it is a dead letter
 */
@ConfigurationProperties("center.esf")
public record EsfProperties(@Nullable URI url, @DefaultValue("") String tin, @DefaultValue("") String username,
        @DefaultValue("") String password, @DefaultValue("") String signerName, @DefaultValue("10s") Duration every,
        @DefaultValue("10m") Duration statusEvery, @DefaultValue("30s") Duration timeout,
        @DefaultValue("10s") Duration retryAfter, @DefaultValue("3d") Duration giveUpAfter) {

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "EsfProperties[" + url + "]";
    }
}

package kz.centerpro.hub.acquiring;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.acquiring.*}.
 *
 * @param halyk
 *            the contract with Halyk ePay; absent: this hub takes no cards
 * @param publicUrl
 *            where the acquirer reaches this hub
 * @param backUrl
 *            where the payer is led to afterwards
 * @param timeout
 *            for one call
 * @param checkEvery
 *            how often an open order is asked for; messages make it sooner
 * @param expireAfter
 *            when nobody has paid by then, the order is not asked for any more
 */
@ConfigurationProperties("center.acquiring")
public record AcquiringProperties(@Nullable Halyk halyk, @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @DefaultValue("http://127.0.0.1:8080/") URI backUrl, @DefaultValue("10s") Duration timeout,
        @DefaultValue("30s") Duration checkEvery, @DefaultValue("1d") Duration expireAfter) {

    /**
     * @param oauthUrl
     *            in production {@code https://epay-oauth.homebank.kz/oauth2/token}
     * @param apiUrl
     *            in production {@code https://epay-api.homebank.kz}; plain http only to this machine
     * @param username
     *            of the shop's owner, for making payment links; absent: the client's own credentials serve
     */
    public record Halyk(URI oauthUrl, URI apiUrl, String clientId, String clientSecret, String terminal, String shop,
            @Nullable String username, @Nullable String password) {

        /** The secrets stay out of logs. */
        @Override
        public String toString() {
            return "Halyk[" + apiUrl + ", " + clientId + "]";
        }
    }
}

package kz.centerpro.hub.authority;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.authority.*}.
 *
 * @param keystore
 *            PKCS #12 with the authority's EC key and its certificate, which is to be listed in
 *            {@code center.trust.es-anchors}; absent: this hub runs no authority
 * @param password
 *            of the keystore
 * @param url
 *            where the world reaches this hub; goes into every certificate
 * @param validity
 *            of a certificate
 * @param listLifetime
 *            from one revocation list to the next
 * @param applicationsPerMinute
 *            that one address may hand in
 */
@ConfigurationProperties("center.authority")
public record AuthorityProperties(@Nullable Path keystore, @Nullable String password,
        @DefaultValue("http://127.0.0.1:8080") URI url, @DefaultValue("365d") Duration validity,
        @DefaultValue("1d") Duration listLifetime, @DefaultValue("10") int applicationsPerMinute) {

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "AuthorityProperties[keystore=" + keystore + ", url=" + url + "]";
    }
}

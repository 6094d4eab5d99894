package kz.centerpro.hub.seal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code center.operator.seal.*}.
 *
 * @param keystore
 *            PKCS #12 with the operator's key and its certificate, as the national authority gives them out; absent:
 *            nothing is signed here, and acts are answered through {@code /v1/acts} alone
 * @param password
 *            of the keystore
 */
@ConfigurationProperties("center.operator.seal")
public record SealProperties(@Nullable Path keystore, @Nullable String password) {

    /** The password stays out of logs. */
    @Override
    public String toString() {
        return "SealProperties[keystore=" + keystore + "]";
    }
}

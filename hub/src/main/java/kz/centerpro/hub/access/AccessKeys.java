package kz.centerpro.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/**
 * The keys of access tokens: the first private one signs, all of them are published for checking, so that a key can be
 * changed without a gap.
 */
public final class AccessKeys {

    private final ECKey signing;
    private final JWKSet published;

    /**
     * {@code source} is JSON (a JWK or a JWK set with EC P-256 keys) or the path of a file with such JSON; read once,
     * at start.
     */
    public AccessKeys(String source) {
        try {
            List<ECKey> keys = parse(source.strip().startsWith("{") ? source : Files.readString(Path.of(source)))
                    .getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast)
                    .filter(key -> Curve.P_256.equals(key.getCurve())).map(AccessKeys::named).toList();
            this.signing = keys.stream().filter(ECKey::isPrivate).findFirst().orElseThrow(
                    () -> new IllegalArgumentException("center.access.keys holds no private EC P-256 key"));
            this.published = new JWKSet(keys.stream().<JWK>map(ECKey::toPublicJWK).toList());
        } catch (IOException missing) {
            throw new UncheckedIOException("center.access.keys cannot be read", missing);
        } catch (ParseException broken) {
            throw new IllegalArgumentException("center.access.keys is not JSON Web Key (set) JSON", broken);
        }
    }

    /** A JWK set without private parts, for {@link kz.centerpro.door.TokenVerifier} and for other processes. */
    public String publicJwks() {
        return published.toString(true);
    }

    String keyId() {
        return signing.getKeyID();
    }

    JWSSigner signer() throws JOSEException {
        return new ECDSASigner(signing);
    }

    private static JWKSet parse(String json) throws ParseException {
        return json.contains("\"keys\"") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
    }

    private static ECKey named(ECKey key) {
        try {
            return key.getKeyID() != null ? key : new ECKey.Builder(key).keyIDFromThumbprint().build();
        } catch (JOSEException broken) {
            throw new IllegalArgumentException("center.access.keys holds a key without a thumbprint", broken);
        }
    }
}

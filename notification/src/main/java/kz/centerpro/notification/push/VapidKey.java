package kz.centerpro.notification.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The key by which push services know this server (RFC 8292). */
public final class VapidKey {

    private static final Duration LIFE = Duration.ofHours(6);
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = TEXT.encodeToString(
            "{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));

    private final PrivateKey key;
    private final String publicKey;
    private final String contact;

    /**
     * @param privateKey
     *            the scalar, 32 bytes in base64url
     * @param publicKey
     *            the point that belongs to it, 65 bytes in base64url
     * @param contact
     *            {@code mailto:} or {@code https:}, for the push services
     */
    public VapidKey(String privateKey, String publicKey, String contact) {
        if (!contact.matches("(mailto:|https://)[^\"\\\\\\s]+")) {
            throw new IllegalArgumentException(
                    "center.notification.push.contact is a mailto: or https: address");
        }
        this.contact = contact;
        this.publicKey = publicKey;
        try {
            this.key = P256.scalar(Base64.getUrlDecoder().decode(privateKey.strip()));
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(P256.point(Base64.getUrlDecoder().decode(publicKey)));
            check.update(HEADER.getBytes(StandardCharsets.US_ASCII));
            if (!check.verify(signed(HEADER))) {
                throw new IllegalArgumentException("they do not belong together");
            }
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    "center.notification.push: private-key and public-key are a pair of P-256 in base64url", broken);
        }
    }

    /** For browsers: {@code applicationServerKey}. */
    String publicKey() {
        return publicKey;
    }

    /** The value of {@code Authorization} for a push service. */
    String authorization(URI endpoint, Instant now) throws GeneralSecurityException {
        String audience = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        String claims = TEXT.encodeToString(("{\"aud\":\"" + audience + "\",\"exp\":"
                + now.plus(LIFE).getEpochSecond() + ",\"sub\":\"" + contact + "\"}")
                .getBytes(StandardCharsets.US_ASCII));
        String content = HEADER + "." + claims;
        return "vapid t=" + content + "." + TEXT.encodeToString(signed(content)) + ", k=" + publicKey;
    }

    private byte[] signed(String content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }
}

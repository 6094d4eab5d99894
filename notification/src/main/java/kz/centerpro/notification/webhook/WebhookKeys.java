package kz.centerpro.notification.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of webhooks, each derived from a configured key and the webhook's id (HKDF-SHA256, RFC 5869), so that
 * none is stored; and the signatures of Standard Webhooks made with them. The first key makes new secrets, all of them
 * serve the webhooks that were made under them.
 */
public final class WebhookKeys {

    static final String HMAC = "v1";
    static final String ED25519 = "v1a";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final Map<String, byte[]> keys = new LinkedHashMap<>();

    /**
     * @param keys
     *            each 32 bytes in base64, the one for new webhooks first; none means that there are no webhooks here
     */
    public WebhookKeys(List<String> keys) {
        for (String text : keys) {
            byte[] key = decoded(text);
            this.keys.put(HexFormat.of().formatHex(derived(key, "center webhook key id", ID_BYTES)), key);
        }
        provesItself();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key that new webhooks are made under. */
    Optional<String> current() {
        return keys.keySet().stream().findFirst();
    }

    boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    /** {@code whsec_…} */
    String secret(String keyId, UUID webhook) {
        return "whsec_" + Base64.getEncoder().encodeToString(hmacKey(keyId, webhook));
    }

    /** {@code whpk_…} */
    String publicKey(String keyId, UUID webhook) {
        return "whpk_" + Base64.getEncoder().encodeToString(publicKey(seed(keyId, webhook)));
    }

    /** The value of {@code webhook-signature} for the content {@code id.timestamp.body}. */
    String signature(String scheme, String keyId, UUID webhook, String messageId, long timestamp, byte[] body) {
        byte[] head = (messageId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = scheme.equals(ED25519)
                ? ed25519(seed(keyId, webhook), head, body)
                : hmac(hmacKey(keyId, webhook), head, body);
        return scheme + "," + Base64.getEncoder().encodeToString(signed);
    }

    /** What the receiver of a new webhook has to send back: known only to who got it. */
    String challenge(String keyId, UUID webhook) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(derived(key(keyId), "center webhook challenge " + webhook, KEY_BYTES));
    }

    private byte[] hmacKey(String keyId, UUID webhook) {
        return derived(key(keyId), "center webhook v1 " + webhook, KEY_BYTES);
    }

    private byte[] seed(String keyId, UUID webhook) {
        return derived(key(keyId), "center webhook v1a " + webhook, KEY_BYTES);
    }

    private byte[] key(String keyId) {
        return Objects.requireNonNull(keys.get(keyId), "a key that is not configured");
    }

    /** Hexadecimal, over the parts each with its length before it. */
    static String sha256(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    static byte[] hmac(byte[] key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", absent);
        }
    }

    static byte[] ed25519(byte[] seed, byte[] head, byte[] body) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(head);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has Ed25519", absent);
        }
    }

    /** The public key of a private one (RFC 8032, 5.1.5), 32 bytes. */
    static byte[] publicKey(byte[] seed) {
        try {
            KeyPairGenerator maker = KeyPairGenerator.getInstance("Ed25519");
            maker.initialize(NamedParameterSpec.ED25519, new Given(seed)); // the JDK multiplies only in here
            EdECPublicKey made = (EdECPublicKey) maker.generateKeyPair().getPublic();
            return encoded(made);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has Ed25519", absent);
        }
    }

    /** y in little-endian order, the sign of x in the highest bit (RFC 8032, 5.1.2). */
    private static byte[] encoded(EdECPublicKey key) {
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(y.length, KEY_BYTES); i++) {
            encoded[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    private static byte[] derived(byte[] key, String purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addIKM(key)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), length));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HKDF-SHA256", absent);
        }
    }

    private static byte[] decoded(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException broken) {
            // told below: the value itself must not be
        }
        throw new IllegalArgumentException("center.notification.webhook.keys: each is 32 bytes in base64");
    }

    /** Test 1 of RFC 8032, 7.1: the public key belongs to the seed. Also loads the algorithms off the event loops. */
    private static void provesItself() {
        HexFormat hex = HexFormat.of();
        byte[] seed = hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] expected = hex.parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        hmac(ed25519(seed, new byte[0], new byte[0]), new byte[0], new byte[0]);
        if (!Arrays.equals(publicKey(seed), expected)) {
            throw new IllegalStateException("this JDK makes another Ed25519 key of a seed than RFC 8032 does");
        }
    }

    /** Gives the bytes it was made with, once. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;
        private final transient ByteBuffer bytes;

        Given(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes.clone());
        }

        @Override
        public void nextBytes(byte[] wanted) {
            bytes.get(wanted);
        }
    }
}

package kz.centerpro.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookKeysTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER = Base64.getEncoder()
            .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final UUID HOOK = UUID.fromString("01935000-0000-7000-8000-000000000001");
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final HexFormat HEX = HexFormat.of();

    private final WebhookKeys keys = new WebhookKeys(List.of(KEY, OTHER));

    /** The example in the documentation of the format. */
    @Test
    void signsTheKnownExample() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] head = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.".getBytes(StandardCharsets.UTF_8);
        assertThat(Base64.getEncoder().encodeToString(WebhookKeys.hmac(secret, head, BODY)))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** RFC 8032, 7.1, tests 2 and 3. */
    @Test
    void makesTheKeysAndSignaturesOfRfc8032() {
        byte[] second = HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        assertThat(HEX.formatHex(WebhookKeys.publicKey(second)))
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assertThat(HEX.formatHex(WebhookKeys.ed25519(second, new byte[0], new byte[]{0x72})))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        byte[] third = HEX.parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
        assertThat(HEX.formatHex(WebhookKeys.publicKey(third)))
                .isEqualTo("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    }

    /** The receiver's side, written here by itself: HMAC by its definition in RFC 2104. */
    @Test
    void aReceiverVerifiesWithTheSecretAlone() throws GeneralSecurityException {
        String keyId = keys.current().orElseThrow();
        String secret = keys.secret(keyId, HOOK);
        String signature = keys.signature("v1", keyId, HOOK, "msg_1", 1614265330, BODY);
        assertThat(secret).startsWith("whsec_");
        byte[] key = Base64.getDecoder().decode(secret.substring(6));
        assertThat(key).hasSize(32);
        byte[] content = ("msg_1.1614265330." + new String(BODY, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        byte[] inner = sha256(padded(key, 0x36), content);
        assertThat(signature)
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(sha256(padded(key, 0x5c), inner)));
    }

    @Test
    void aReceiverVerifiesWithThePublicKeyAlone() throws GeneralSecurityException {
        String keyId = keys.current().orElseThrow();
        String shown = keys.publicKey(keyId, HOOK);
        String signature = keys.signature("v1a", keyId, HOOK, "msg_1", 1614265330, BODY);
        assertThat(shown).startsWith("whpk_");
        assertThat(signature).startsWith("v1a,");
        byte[] key = Base64.getDecoder().decode(shown.substring(5));
        byte[] spki = HEX.parseHex("302a300506032b6570032100" + HEX.formatHex(key));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(("msg_1.1614265330." + new String(BODY, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring(4)))).isTrue();
    }

    @Test
    void everyWebhookAndEveryKeyHasASecretOfItsOwn() {
        WebhookKeys turned = new WebhookKeys(List.of(OTHER, KEY));
        String first = keys.current().orElseThrow();
        String second = turned.current().orElseThrow();
        assertThat(first).isNotEqualTo(second);
        assertThat(turned.secret(first, HOOK)).isEqualTo(keys.secret(first, HOOK))
                .isNotEqualTo(keys.secret(second, HOOK)).isNotEqualTo(keys.secret(first, new UUID(0, 1)));
        assertThat(new WebhookKeys(List.of(OTHER)).knows(first)).isFalse();
    }

    @Test
    void refusesAKeyOfAnotherLengthWithoutRepeatingIt() {
        for (String bad : List.of("", "c2hvcnQ=", "not base64!", OTHER + "AAAA")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WebhookKeys(List.of(bad)))
                    .withMessage("center.notification.webhook.keys: each is 32 bytes in base64").withNoCause();
        }
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = new byte[64];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }

    private static byte[] sha256(byte[] first, byte[] second) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(first);
        return digest.digest(second);
    }
}

package kz.centerpro.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message for one browser: RFC 8291 over the content encoding aes128gcm of RFC 8188, in one record. */
final class PushCipher {

    private static final int SALT = 16;
    private static final int RECORD = 4096;
    private static final int TAG_BITS = 128;
    /** RFC 8291, 4: what is left of a record after the delimiter and the tag. */
    static final int PLAIN_MAX = RECORD - 17 - 86;

    private final SecureRandom random = new SecureRandom();

    /** {@code point} and {@code auth} are the browser's. */
    byte[] encrypted(byte[] plain, byte[] point, byte[] auth) throws GeneralSecurityException {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return encrypted(plain, point, auth, P256.fresh(), salt);
    }

    static byte[] encrypted(byte[] plain, byte[] point, byte[] auth, KeyPair ours, byte[] salt)
            throws GeneralSecurityException {
        if (plain.length > PLAIN_MAX) {
            throw new IllegalArgumentException("a push holds at most " + PLAIN_MAX + " bytes");
        }
        byte[] ourPoint = P256.bytes((ECPublicKey) ours.getPublic());
        byte[] shared = P256.agreed(ours.getPrivate(), P256.point(point));
        byte[] info = ByteBuffer.allocate(14 + 2 * P256.POINT).put(text("WebPush: info\0")).put(point).put(ourPoint)
                .array();
        byte[] key = derived(auth, shared, info, 32);
        byte[] content = derived(salt, key, text("Content-Encoding: aes128gcm\0"), 16);
        byte[] nonce = derived(salt, key, text("Content-Encoding: nonce\0"), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(content, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] padded = Arrays.copyOf(plain, plain.length + 1);
        padded[plain.length] = 2; // the last record
        byte[] sealed = cipher.doFinal(padded);
        return ByteBuffer.allocate(SALT + 5 + P256.POINT + sealed.length).put(salt).putInt(RECORD)
                .put((byte) P256.POINT).put(ourPoint).put(sealed).array();
    }

    static byte[] derived(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256").deriveData(
                HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(secret).thenExpand(info, length));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

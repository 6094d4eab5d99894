package kz.centerpro.hub.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.centerpro.hub.kernel.Ids;

/**
 * AES-256-GCM. A data key seals one document only, so its nonces are counters: the ordinal of a chunk, or of a part.
 * What is sealed is bound to its document and ordinal by the associated data; the last chunk also to being the last.
 */
final class Sealer {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** What sealing adds. */
    static final int SEAL_BYTES = TAG_BITS / 8;
    private final Map<String, SecretKey> masters = new LinkedHashMap<>();
    private final String newest;
    private final Ids ids;

    Sealer(String masterKeys, Ids ids) {
        this.ids = ids;
        for (String entry : entries(masterKeys)) {
            String[] parts = entry.strip().split(":", 2);
            byte[] key = parts.length == 2 ? Base64.getDecoder().decode(parts[1]) : new byte[0];
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("center.content.master-keys: an entry is id:base64 of 32 bytes");
            }
            masters.put(parts[0], new SecretKeySpec(key, "AES"));
        }
        this.newest = masters.keySet().iterator().next();
    }

    private static List<String> entries(String masterKeys) {
        if (masterKeys.contains(":") && !masterKeys.startsWith("/")) {
            return List.of(masterKeys.split(",", -1));
        }
        try {
            return Files.readAllLines(Path.of(masterKeys)).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException missing) {
            throw new IllegalArgumentException("center.content.master-keys: the file cannot be read", missing);
        }
    }

    DataKey newKey(UUID content) {
        byte[] key = ids.secret(KEY_BYTES);
        byte[] nonce = ids.secret(NONCE_BYTES);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, master(newest), nonce, bytes(content), key, 0, KEY_BYTES);
        byte[] wrapped = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        return new DataKey(content, newest, wrapped, new SecretKeySpec(key, "AES"));
    }

    DataKey open(UUID content, String master, byte[] wrapped) {
        byte[] nonce = java.util.Arrays.copyOf(wrapped, NONCE_BYTES);
        byte[] key = crypt(Cipher.DECRYPT_MODE, master(master), nonce, bytes(content), wrapped, NONCE_BYTES,
                wrapped.length - NONCE_BYTES);
        return new DataKey(content, master, wrapped, new SecretKeySpec(key, "AES"));
    }

    byte[] seal(DataKey key, int ordinal, boolean last, byte[] plain, int length) {
        return crypt(Cipher.ENCRYPT_MODE, key.key(), nonce(ordinal), bound(key.content(), ordinal, last), plain, 0,
                length);
    }

    /** The same into {@code sealed}, which has room for {@link #SEAL_BYTES} more; says how many bytes it became. */
    int seal(DataKey key, int ordinal, boolean last, byte[] plain, int length, byte[] sealed) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.key(), nonce(ordinal),
                    bound(key.content(), ordinal, last));
            return cipher.doFinal(plain, 0, length, sealed, 0);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("content cannot be sealed", broken);
        }
    }

    byte[] open(DataKey key, int ordinal, boolean last, byte[] sealed) {
        return crypt(Cipher.DECRYPT_MODE, key.key(), nonce(ordinal), bound(key.content(), ordinal, last), sealed, 0,
                sealed.length);
    }

    private SecretKey master(String id) {
        SecretKey master = masters.get(id);
        if (master == null) {
            throw new IllegalStateException("master key " + id + " is not configured");
        }
        return master;
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] bound, byte[] input, int offset,
            int length) {
        try {
            return cipher(mode, key, nonce, bound).doFinal(input, offset, length);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("sealed content does not open", broken);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] nonce(int ordinal) {
        return ByteBuffer.allocate(NONCE_BYTES).putInt(NONCE_BYTES - Integer.BYTES, ordinal).array();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] bound(UUID content, int ordinal, boolean last) {
        return ByteBuffer.allocate(21).put(bytes(content)).putInt(ordinal).put((byte) (last ? 1 : 0)).array();
    }
}

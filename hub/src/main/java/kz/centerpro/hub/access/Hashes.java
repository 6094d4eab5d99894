package kz.centerpro.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import kz.centerpro.hub.kernel.Ids;

/** Secrets and texts are stored as SHA-256: each holds at least 256 unpredictable bits, so no slow hash is needed. */
final class Hashes {

    private static final int SECRET_BYTES = 32;

    private Hashes() {}

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 43 characters of base64url that nobody can guess. */
    static String secret(Ids ids) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ids.secret(SECRET_BYTES));
    }
}

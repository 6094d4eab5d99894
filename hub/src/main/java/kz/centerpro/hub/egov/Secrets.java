package kz.centerpro.hub.egov;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import kz.centerpro.hub.kernel.Ids;

/** Ids and secrets of 256 unpredictable bits; kept as SHA-256. */
final class Secrets {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Secrets() {}

    static String next(Ids ids) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ids.secret(BYTES));
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static byte[] hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package kz.centerpro.hub.content;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The key of one document's bytes, and the form it is stored in. */
@SuppressWarnings("ArrayRecordComponent") // keys are not compared
public record DataKey(UUID content, String masterId, byte[] wrapped, SecretKey key) {

    public String wrappedHex() {
        return HexFormat.of().formatHex(wrapped);
    }

    /** HMAC-SHA-256 of a text that names its purpose: what only this hub can say of this document. */
    public byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a MAC cannot be made", broken);
        }
    }

    @Override
    public String toString() {
        return "DataKey[" + content + "]";
    }
}

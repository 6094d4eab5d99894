package kz.centerpro.hub.content;

import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.SecretKey;

/** The key of one document's bytes, and the form it is stored in. */
@SuppressWarnings("ArrayRecordComponent") // keys are not compared
public record DataKey(UUID content, String masterId, byte[] wrapped, SecretKey key) {

    public String wrappedHex() {
        return HexFormat.of().formatHex(wrapped);
    }

    @Override
    public String toString() {
        return "DataKey[" + content + "]";
    }
}

package kz.centerpro.hub.egov;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thing to sign, with what a phone shows of it.
 *
 * @param content
 *            empty when {@code number} names the document
 */
@SuppressWarnings("ArrayRecordComponent") // sealed and opened, never compared
record Item(String kk, String ru, String en, String mediaType, @Nullable String number, byte[] content) {

    private static final int TEXTS = 4;

    /** The form that is sealed: four texts with their lengths, then the content. */
    byte[] encoded() {
        byte[][] texts = {bytes(kk), bytes(ru), bytes(en), bytes(mediaType)};
        int head = Arrays.stream(texts).mapToInt(text -> Integer.BYTES + text.length).sum();
        byte[] encoded = new byte[head + content.length];
        ByteBuffer all = ByteBuffer.wrap(encoded);
        for (byte[] text : texts) {
            all.putInt(text.length).put(text);
        }
        all.put(content);
        return encoded;
    }

    static Item decoded(byte[] encoded, @Nullable String number) {
        ByteBuffer all = ByteBuffer.wrap(encoded);
        String[] texts = new String[TEXTS];
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = new byte[all.getInt()];
            all.get(text);
            texts[i] = new String(text, StandardCharsets.UTF_8);
        }
        byte[] content = new byte[all.remaining()];
        all.get(content);
        return new Item(texts[0], texts[1], texts[2], texts[3], number, content);
    }

    Item with(byte[] bytes) {
        return new Item(kk, ru, en, mediaType, number, bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "Item";
    }
}

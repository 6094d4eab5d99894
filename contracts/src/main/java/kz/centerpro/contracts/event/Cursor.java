package kz.centerpro.contracts.event;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A position in one box's stream: everything up to and including {@code seq} has been seen. Opaque on the wire
 * (base64url of version, epoch and seq, without padding); ordered only within one box and one epoch.
 *
 * @param epoch
 *            the box's generation; changes only when the store was restored and clients must resynchronise
 * @param seq
 *            0 for the beginning, else the sequence number of the last event seen
 */
public record Cursor(int epoch, long seq) {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    /** The wire form, 18 characters of {@code [A-Za-z0-9_-]}. */
    public String encode() {
        byte[] bytes = ByteBuffer.allocate(BYTES).put(VERSION).putInt(epoch).putLong(seq).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads the wire form; empty for anything that {@link #encode} did not make. */
    public static Optional<Cursor> decode(String text) {
        if (text.length() != 18) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
                return Optional.empty();
            }
            Cursor cursor = new Cursor(bytes.getInt(), bytes.getLong());
            return cursor.seq < 0 ? Optional.empty() : Optional.of(cursor);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

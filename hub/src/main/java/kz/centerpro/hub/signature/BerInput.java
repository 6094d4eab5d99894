package kz.centerpro.hub.signature;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import kz.centerpro.hub.certificate.MalformedSignature;

/**
 * BER element by element (X.690, 8.1), forward only; what the caller asks to keep is kept within a bound. Lengths are
 * held to those of the surroundings before a byte of the value is read.
 */
final class BerInput {

    private static final int NESTING_MAX = 32;
    private static final int CONSTRUCTED = 0x20;

    /**
     * A constructed element that was entered.
     *
     * @param end
     *            offset behind its last octet; of one of indefinite length {@code Long.MAX_VALUE}
     * @param limit
     *            the nearest end of a definite length around or at it
     */
    record Frame(int tag, long end, long limit) {

        static final Frame WHOLE = new Frame(0, Long.MAX_VALUE, Long.MAX_VALUE);

        boolean isDefinite() {
            return end != Long.MAX_VALUE;
        }
    }

    private final InputStream source;
    private final int keptMax;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long position;

    BerInput(InputStream source, int keptMax) {
        this.source = new BufferedInputStream(source, 16 * 1024);
        this.keptMax = keptMax;
    }

    long position() {
        return position;
    }

    int kept() {
        return kept.size();
    }

    byte[] keptFrom(int offset) {
        byte[] all = kept.toByteArray();
        return Arrays.copyOfRange(all, offset, all.length);
    }

    void keep(byte[] bytes) throws MalformedSignature {
        room(bytes.length);
        kept.writeBytes(bytes);
    }

    boolean atEnd() throws IOException {
        return peek() < 0;
    }

    /** Enters the next element, which must carry the tag. */
    Frame open(int tag, Frame within) throws MalformedSignature, IOException {
        Frame frame = open(within);
        if (frame.tag() != tag) {
            throw new MalformedSignature(
                    "tag " + Integer.toHexString(frame.tag()) + " in place of " + Integer.toHexString(tag));
        }
        return frame;
    }

    Frame open(Frame within) throws MalformedSignature, IOException {
        return open(within, false);
    }

    private Frame open(Frame within, boolean keeping) throws MalformedSignature, IOException {
        int tag = octet(within, keeping);
        if ((tag & 0x1f) == 0x1f || tag == 0) {
            throw new MalformedSignature("unreadable tag at offset " + (position - 1));
        }
        int first = octet(within, keeping);
        if (first == 0x80) {
            if ((tag & CONSTRUCTED) == 0) {
                throw new MalformedSignature("a primitive element of indefinite length");
            }
            return new Frame(tag, Long.MAX_VALUE, within.limit());
        }
        long length = first < 0x80 ? first : longLength(first & 0x7f, within, keeping);
        if (length > within.limit() - position) {
            throw new MalformedSignature("element at offset " + position + " is longer than its surroundings");
        }
        return new Frame(tag, position + length, position + length);
    }

    private long longLength(int octets, Frame within, boolean keeping) throws MalformedSignature, IOException {
        if (octets > 7) {
            throw new MalformedSignature("impossible length at offset " + position);
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | octet(within, keeping);
        }
        return length;
    }

    /** Whether another element follows in the frame; consumes the end marker of one of indefinite length. */
    boolean more(Frame frame) throws MalformedSignature, IOException {
        return more(frame, false);
    }

    private boolean more(Frame frame, boolean keeping) throws MalformedSignature, IOException {
        if (frame.isDefinite()) {
            return position < frame.end();
        }
        if (peek() != 0) {
            return true;
        }
        octet(frame, keeping);
        if (octet(frame, keeping) != 0) {
            throw new MalformedSignature("unreadable end of an indefinite length");
        }
        return false;
    }

    /** Keeps the next element byte for byte. */
    void copy(Frame within) throws MalformedSignature, IOException {
        copy(within, 0);
    }

    void copy(int tag, Frame within) throws MalformedSignature, IOException {
        if (peek() != tag) {
            throw new MalformedSignature("no element with tag " + Integer.toHexString(tag) + " at offset " + position);
        }
        copy(within, 0);
    }

    private void copy(Frame within, int depth) throws MalformedSignature, IOException {
        if (depth > NESTING_MAX) {
            throw new MalformedSignature("nested deeper than " + NESTING_MAX);
        }
        Frame frame = open(within, true);
        if (frame.isDefinite()) {
            long length = frame.end() - position;
            room(length);
            byte[] value = new byte[(int) length];
            read(value, value.length);
            kept.writeBytes(value);
            return;
        }
        while (more(frame, true)) {
            copy(frame, depth + 1);
        }
    }

    void read(byte[] target, int count) throws MalformedSignature, IOException {
        if (source.readNBytes(target, 0, count) != count) {
            throw new MalformedSignature("the bytes end too early");
        }
        position += count;
    }

    private void room(long count) throws MalformedSignature {
        if (count > keptMax - kept.size()) {
            throw new MalformedSignature("more than " + keptMax + " bytes beside the content");
        }
    }

    private int peek() throws IOException {
        source.mark(1);
        int octet = source.read();
        source.reset();
        return octet;
    }

    private int octet(Frame within, boolean keeping) throws MalformedSignature, IOException {
        if (position >= within.limit()) {
            throw new MalformedSignature("an element is longer than its surroundings");
        }
        int octet = source.read();
        if (octet < 0) {
            throw new MalformedSignature("the bytes end too early");
        }
        position++;
        if (keeping) {
            room(1);
            kept.write(octet);
        }
        return octet;
    }
}

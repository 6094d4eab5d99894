package kz.centerpro.contracts.event;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Positions in one box or in several, from which one stream goes on. The wire form of one is its {@link Cursor}; that
 * of several is one text, opaque too: base64url, without padding, of version, number of boxes, and for each box, in
 * ascending order, the distance to the box before, the difference to the epoch before and the seq. Never changes.
 */
public final class BoxCursors {

    /** Boxes that one stream may have. */
    public static final int MOST = 64;

    private static final byte VERSION = 2;
    private static final int VARINT_MAX = 10;

    private final long[] boxes; // ascending; shared with those that this became
    private final int[] epochs;
    private final long[] seqs;

    private BoxCursors(long[] boxes, int[] epochs, long[] seqs) {
        this.boxes = boxes;
        this.epochs = epochs;
        this.seqs = seqs;
    }

    public static BoxCursors of(long box, Cursor cursor) {
        return new BoxCursors(new long[]{box}, new int[]{cursor.epoch()}, new long[]{cursor.seq()});
    }

    /** At least one box, at most {@link #MOST}. */
    public static BoxCursors of(Map<Long, Cursor> positions) {
        if (positions.isEmpty() || positions.size() > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " boxes");
        }
        SortedMap<Long, Cursor> sorted = new TreeMap<>(positions);
        return new BoxCursors(sorted.keySet().stream().mapToLong(Long::longValue).toArray(),
                sorted.values().stream().mapToInt(Cursor::epoch).toArray(),
                sorted.values().stream().mapToLong(Cursor::seq).toArray());
    }

    public int size() {
        return boxes.length;
    }

    /** Ascending. */
    public LongStream boxes() {
        return Arrays.stream(boxes);
    }

    /** The first of them. */
    public long first() {
        return boxes[0];
    }

    public boolean has(long box) {
        return Arrays.binarySearch(boxes, box) >= 0;
    }

    /** The position in {@code box}, which is one of these. */
    public Cursor in(long box) {
        int place = place(box);
        return new Cursor(epochs[place], seqs[place]);
    }

    /** The place of {@code box} among the boxes in ascending order. */
    public int place(long box) {
        int place = Arrays.binarySearch(boxes, box);
        if (place < 0) {
            throw new IllegalArgumentException("not a box of this position: " + box);
        }
        return place;
    }

    /** The same, but in {@code box} after {@code seq} of the same epoch. */
    public BoxCursors after(long box, long seq) {
        long[] moved = seqs.clone();
        moved[place(box)] = seq;
        return new BoxCursors(boxes, epochs, moved);
    }

    /** The same with another position in {@code box}. */
    public BoxCursors with(long box, Cursor cursor) {
        int place = place(box);
        int[] otherEpochs = epochs.clone();
        long[] moved = seqs.clone();
        otherEpochs[place] = cursor.epoch();
        moved[place] = cursor.seq();
        return new BoxCursors(boxes, otherEpochs, moved);
    }

    /** Whether both are of the same boxes in the same epochs. */
    public boolean isOfSame(BoxCursors other) {
        return Arrays.equals(boxes, other.boxes) && Arrays.equals(epochs, other.epochs);
    }

    /** Equal for those that {@link #isOfSame}. */
    public int placesHash() {
        return 31 * Arrays.hashCode(boxes) + Arrays.hashCode(epochs);
    }

    /** Of the same boxes in the same epochs: in none is this behind {@code other}, and in one it is further on. */
    public boolean isBeyond(BoxCursors other) {
        boolean further = false;
        for (int i = 0; i < seqs.length; i++) {
            if (seqs[i] < other.seqs[i]) {
                return false;
            }
            further |= seqs[i] > other.seqs[i];
        }
        return further;
    }

    /** The wire form; at most some 1,700 characters, for two boxes about 16. */
    public String encode() {
        if (boxes.length == 1) {
            return new Cursor(epochs[0], seqs[0]).encode();
        }
        byte[] bytes = new byte[2 + 3 * VARINT_MAX * boxes.length];
        bytes[0] = VERSION;
        int at = put(bytes, 1, boxes.length);
        long box = 0;
        int epoch = 0;
        for (int i = 0; i < boxes.length; i++) {
            at = put(bytes, at, boxes[i] - box);
            int step = epochs[i] - epoch;
            at = put(bytes, at, Integer.toUnsignedLong((step << 1) ^ (step >> 31)));
            at = put(bytes, at, seqs[i]);
            box = boxes[i];
            epoch = epochs[i];
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, at));
    }

    /** Reads the wire form of several; empty for anything that {@link #encode} did not make of several. */
    public static Optional<BoxCursors> decode(String text) {
        try {
            return new Reading(Base64.getUrlDecoder().decode(text)).all().filter(all -> all.encode().equals(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static int put(byte[] bytes, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoxCursors that && isOfSame(that) && Arrays.equals(seqs, that.seqs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(boxes) + Arrays.hashCode(seqs);
    }

    @Override
    public String toString() {
        return "BoxCursors" + Arrays.toString(boxes) + Arrays.toString(epochs) + Arrays.toString(seqs);
    }

    /** Octets from outside: whatever they are, this ends, and holds no more than {@link #MOST} boxes. */
    private static final class Reading {

        private final byte[] bytes;
        private int at;
        private boolean broken;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        Optional<BoxCursors> all() {
            if (bytes.length < 2 || bytes[at++] != VERSION) {
                return Optional.empty();
            }
            long count = next();
            if (broken || count < 2 || count > MOST) {
                return Optional.empty();
            }
            long[] boxes = new long[(int) count];
            int[] epochs = new int[boxes.length];
            long[] seqs = new long[boxes.length];
            for (int i = 0; i < boxes.length; i++) {
                long before = i == 0 ? 0 : boxes[i - 1];
                boxes[i] = before + next();
                int step = (int) next();
                epochs[i] = (i == 0 ? 0 : epochs[i - 1]) + ((step >>> 1) ^ -(step & 1));
                seqs[i] = next();
                broken |= boxes[i] <= before || seqs[i] < 0;
            }
            return broken || at != bytes.length ? Optional.empty() : Optional.of(new BoxCursors(boxes, epochs, seqs));
        }

        private long next() {
            long value = 0;
            for (int shift = 0; shift < 7 * VARINT_MAX && at < bytes.length; shift += 7) {
                byte octet = bytes[at++];
                value |= (octet & 0x7FL) << shift;
                if (octet >= 0) {
                    return value;
                }
            }
            broken = true;
            return 0;
        }
    }
}

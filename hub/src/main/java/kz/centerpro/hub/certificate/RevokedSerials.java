package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a revocation list, packed: some 32 bytes each with the index, instead of the hundreds that objects
 * would cost. Filled by one thread, sealed, then read by many.
 */
final class RevokedSerials {

    /** Serials of RFC 5280 have at most 20 octets; some authorities write more. */
    static final int SERIAL_OCTETS_MAX = 64;
    static final int REMOVED = 8;
    private static final int CHUNK_BITS = 18;
    private static final int ENTRIES_PER_BUCKET = 4;
    private static final int FIRST_CHUNK = 1024;
    /** Length of the serial, five octets of seconds, reason. */
    private static final int OVERHEAD = 1 + 5 + 1;
    /** In the reason's octet: the issuer's number follows in two more. */
    private static final int OTHER_ISSUER = 0x40;

    /**
     * @param reason
     *            number of RFC 5280, 5.3.1
     */
    record Entry(Instant date, int reason) {

        boolean isRemoval() {
            return reason == REMOVED;
        }
    }

    private final List<byte[]> chunks = new ArrayList<>();
    private int used;
    private int count;
    /** Places of the entries, those of one bucket of hashes together. */
    private int[] places = {};
    /** Where in {@link #places} each bucket begins, and the end of the last. */
    private int[] starts = {0, 0};

    /**
     * @param seconds
     *            of the revocation since 1970
     * @param issuer
     *            number that the caller gave the certificates' issuer
     */
    void add(byte[] source, int from, int to, long seconds, int reason, int issuer) {
        int size = to - from + OVERHEAD + (issuer == 0 ? 0 : 2);
        if (chunks.isEmpty() || used + size > chunks.getLast().length) {
            int room = chunks.isEmpty() ? FIRST_CHUNK : Math.min(1 << CHUNK_BITS, chunks.getLast().length * 4);
            chunks.add(new byte[room]);
            used = 0;
        }
        byte[] chunk = chunks.getLast();
        int at = used;
        chunk[at++] = (byte) (to - from);
        System.arraycopy(source, from, chunk, at, to - from);
        at += to - from;
        for (int shift = 32; shift >= 0; shift -= 8) {
            chunk[at++] = (byte) (seconds >> shift);
        }
        chunk[at++] = (byte) (issuer == 0 ? reason : reason | OTHER_ISSUER);
        if (issuer != 0) {
            chunk[at++] = (byte) (issuer >> 8);
            chunk[at] = (byte) issuer;
        }
        used += size;
        count++;
    }

    /** Makes what was added findable. */
    void seal() {
        int buckets = Integer.highestOneBit(Math.max(1, count / ENTRIES_PER_BUCKET));
        int[] ends = new int[buckets + 1];
        each((bucket, place) -> ends[bucket + 1]++, buckets);
        for (int i = 1; i <= buckets; i++) {
            ends[i] += ends[i - 1];
        }
        int[] sorted = new int[count];
        each((bucket, place) -> sorted[ends[bucket]++] = place, buckets);
        // Each bucket's start has run up to its end, which is the next one's start.
        System.arraycopy(ends, 0, ends, 1, buckets);
        ends[0] = 0;
        places = sorted;
        starts = ends;
    }

    private interface Visitor {
        void visit(int bucket, int place);
    }

    private void each(Visitor visitor, int buckets) {
        for (int number = 0; number < chunks.size(); number++) {
            byte[] chunk = chunks.get(number);
            int end = number == chunks.size() - 1 ? used : chunk.length;
            for (int at = 0; at < end && chunk[at] != 0; at += size(chunk, at)) {
                visitor.visit(bucket(chunk, at + 1, at + 1 + chunk[at], buckets), number << CHUNK_BITS | at);
            }
        }
    }

    private static int size(byte[] chunk, int at) {
        int plain = chunk[at] + OVERHEAD;
        return (chunk[at + plain - 1] & OTHER_ISSUER) == 0 ? plain : plain + 2;
    }

    int size() {
        return count;
    }

    /** The entry of that serial and issuer; the earliest revocation where there are several, null where none. */
    @Nullable
    Entry find(byte[] serial, int issuer) {
        Entry found = null;
        int bucket = bucket(serial, 0, serial.length, starts.length - 1);
        for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            Entry entry = read(places[i], serial, issuer);
            if (entry != null && (found == null || found.isRemoval()
                    || (!entry.isRemoval() && entry.date().isBefore(found.date())))) {
                found = entry;
            }
        }
        return found;
    }

    private @Nullable Entry read(int place, byte[] serial, int issuer) {
        byte[] chunk = chunks.get(place >>> CHUNK_BITS);
        int at = place & ((1 << CHUNK_BITS) - 1);
        int end = at + 1 + chunk[at];
        if (!Arrays.equals(chunk, at + 1, end, serial, 0, serial.length)) {
            return null;
        }
        long seconds = chunk[end];
        for (int i = 1; i < 5; i++) {
            seconds = seconds << 8 | (chunk[end + i] & 0xff);
        }
        int written = (chunk[end + 5] & OTHER_ISSUER) == 0
                ? 0
                : (chunk[end + 6] & 0xff) << 8 | (chunk[end + 7] & 0xff);
        return written == issuer ? new Entry(Instant.ofEpochSecond(seconds), chunk[end + 5] & 0x3f) : null;
    }

    private static int bucket(byte[] source, int from, int to, int buckets) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return (hash ^ hash >>> 16) & (buckets - 1);
    }
}

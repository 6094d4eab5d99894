package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a revocation list, packed: some 36 bytes each with the index, instead of the hundreds that objects would cost. Filled
 * by one thread, sealed, then read by many.
 */
final class RevokedSerials {

    /** Serials of RFC 5280 have at most 20 octets; some authorities write more. */
    static final int SERIAL_OCTETS_MAX = 64;
    static final int REMOVED = 8;
    private static final int CHUNK_BITS = 18;
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
    /** Hash of the serial in the high half, place of the entry in the low half, sorted. */
    private long[] index = {};

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
        chunk[at++] = (byte) (issuer == 0 ? reason & 0x3f : reason & 0x3f | OTHER_ISSUER);
        if (issuer != 0) {
            chunk[at++] = (byte) (issuer >> 8);
            chunk[at] = (byte) issuer;
        }
        used += size;
        count++;
    }

    /** Makes what was added findable. */
    void seal() {
        long[] keys = new long[count];
        int next = 0;
        for (int number = 0; number < chunks.size(); number++) {
            byte[] chunk = chunks.get(number);
            int end = number == chunks.size() - 1 ? used : chunk.length;
            for (int at = 0; at < end && chunk[at] != 0; at += size(chunk, at)) {
                keys[next++] = key(hash(chunk, at + 1, at + 1 + chunk[at]), number << CHUNK_BITS | at);
            }
        }
        Arrays.sort(keys);
        index = keys;
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
        int hash = hash(serial, 0, serial.length);
        Entry found = null;
        int at = Arrays.binarySearch(index, key(hash, 0));
        for (int i = at < 0 ? -at - 1 : at; i < index.length && (int) (index[i] >> 32) == hash; i++) {
            Entry entry = read((int) index[i], serial, issuer);
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

    private static long key(int hash, int place) {
        return (long) hash << 32 | place;
    }

    private static int hash(byte[] source, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }
}

package kz.centerpro.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * The wake-up on Redis, on one of a fixed set of channels, so that a cluster fits later. In ASCII {@code box:top}, all
 * in decimal; or {@code box:top:1:epoch} and behind it, in UTF-8, the records of {@link WakeRecords} that end at
 * {@code top}. What follows the top in another form than that is passed over: the box and its top stay a hint.
 *
 * @param epoch
 *            0 when there are no records
 * @param count
 *            of the records
 * @param records
 *            empty for a bare hint
 */
@SuppressWarnings("ArrayRecordComponent") // sent and read, not compared; never written to
record WakeMessage(long box, long top, int epoch, int count, byte[] records) {

    /** Octets of the records of one message. */
    static final int MOST = 16 << 10;

    private static final int SLOTS = 64;
    private static final byte[] NONE = {};
    private static final byte VERSION = '1';
    private static final int DIGITS_MAX = 18;
    private static final int EPOCH_DIGITS_MAX = 10;

    static String channel(long box) {
        return "w:" + Math.floorMod(box, SLOTS);
    }

    static String[] channels() {
        String[] channels = new String[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            channels[slot] = "w:" + slot;
        }
        return channels;
    }

    static WakeMessage bare(long box, long top) {
        return new WakeMessage(box, top, 0, 0, NONE);
    }

    static WakeMessage of(BoxTop grown) {
        String told = grown.told();
        if (told == null || told.isEmpty() || told.length() > MOST) {
            return bare(grown.box(), grown.top());
        }
        byte[] records = told.getBytes(StandardCharsets.UTF_8);
        int count = WakeRecords.count(records, 0);
        return records.length > MOST || count == 0 || count > grown.top()
                ? bare(grown.box(), grown.top())
                : new WakeMessage(grown.box(), grown.top(), grown.epoch(), count, records);
    }

    /** Null for octets that are no wake-up; says nothing yet of what is in the records. */
    static @Nullable WakeMessage read(byte[] octets) {
        int colon = end(octets, 0, DIGITS_MAX);
        int topEnd = colon < 0 || colon == octets.length ? -1 : end(octets, colon + 1, DIGITS_MAX);
        if (topEnd < 0 || octets[colon] != ':') {
            return null;
        }
        long box = number(octets, 0, colon);
        long top = number(octets, colon + 1, topEnd);
        return box == 0 || top == 0 ? null : told(box, top, octets, topEnd);
    }

    private static WakeMessage told(long box, long top, byte[] octets, int from) {
        int epochFrom = from + 3; // behind ":1:"
        int epochEnd = epochFrom < octets.length && octets[from] == ':' && octets[from + 1] == VERSION
                && octets[from + 2] == ':'
                        ? end(octets, epochFrom, EPOCH_DIGITS_MAX)
                        : -1;
        if (epochEnd < 0 || epochEnd == octets.length || octets.length - epochEnd > MOST) {
            return bare(box, top);
        }
        long epoch = number(octets, epochFrom, epochEnd);
        int count = WakeRecords.count(octets, epochEnd);
        if (count == 0 || count > top || epoch == 0 || epoch > Integer.MAX_VALUE) {
            return bare(box, top);
        }
        return new WakeMessage(box, top, (int) epoch, count, Arrays.copyOfRange(octets, epochEnd, octets.length));
    }

    byte[] octets() {
        String head = count == 0 ? box + ":" + top : box + ":" + top + ":" + (char) VERSION + ":" + epoch;
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        byte[] octets = Arrays.copyOf(ascii, ascii.length + records.length);
        System.arraycopy(records, 0, octets, ascii.length, records.length);
        return octets;
    }

    WakeMessage bare() {
        return count == 0 ? this : bare(box, top);
    }

    /** Seq of the first record. */
    long first() {
        return top - count + 1;
    }

    /** The events, whose numbers are {@link #first} and on; empty when there are none or one of them is malformed. */
    List<EventEnvelope> events() {
        return count == 0 ? List.of() : WakeRecords.read(box, epoch, first(), count, records);
    }

    /**
     * Both in one when {@code that} or this begins where the other ends and they are small enough; else the one that
     * knows of more.
     */
    WakeMessage with(WakeMessage that) {
        if (count > 0 && that.count > 0 && epoch != that.epoch) {
            return epoch > that.epoch ? this : that;
        }
        if (top == that.top) {
            return count >= that.count ? this : that;
        }
        WakeMessage low = top < that.top ? this : that;
        WakeMessage high = top < that.top ? that : this;
        if (low.count == 0 || high.count == 0 || high.first() != low.top + 1
                || low.records.length + high.records.length > MOST) {
            return high;
        }
        byte[] joined = Arrays.copyOf(low.records, low.records.length + high.records.length);
        System.arraycopy(high.records, 0, joined, low.records.length, high.records.length);
        return new WakeMessage(box, high.top, epoch, low.count + high.count, joined);
    }

    /** Where the digits that begin at {@code from} end: at a colon, at a record or at the end; -1 for anything else. */
    private static int end(byte[] octets, int from, int most) {
        int at = from;
        while (at < octets.length && at - from <= most && octets[at] >= '0' && octets[at] <= '9') {
            at++;
        }
        boolean ends = at == octets.length || octets[at] == ':' || octets[at] == WakeRecords.BEGIN;
        return ends && at > from && at - from <= most ? at : -1;
    }

    private static long number(byte[] digits, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digits[i] - '0';
        }
        return number;
    }
}

package kz.centerpro.eventlog;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Events as {@code eventlog.append} returns them and the wake-up carries them: each begins with RS (U+001E) and has
 * five fields separated by US (U+001F): id, type, {@code =} and the subject or nothing, time, data. None of the fields
 * has control characters. What stands at the other end of Redis is believed to be such events or passed over whole.
 */
final class WakeRecords {

    static final byte BEGIN = 0x1e;

    private static final char NEXT = '\u001f';
    private static final int FIELDS = 5;
    private static final int ID_LENGTH = 36;
    private static final int TEXT_MAX = 256;
    private static final Pattern TYPE = Pattern.compile("[!-~]{1,128}");
    private static final Pattern TIME = Pattern
            .compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");

    private WakeRecords() {}

    /** How many there are from {@code from} on; 0 when there is not one at {@code from}. */
    static int count(byte[] octets, int from) {
        if (from >= octets.length || octets[from] != BEGIN) {
            return 0;
        }
        int count = 0;
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == BEGIN) {
                count++;
            }
        }
        return count;
    }

    /**
     * {@code count} events of {@code box}, numbered from {@code first} on; none when there is one that is malformed.
     */
    static List<EventEnvelope> read(long box, int epoch, long first, int count, byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        List<EventEnvelope> events = new ArrayList<>(count);
        int from = 1;
        while (from <= text.length()) {
            int end = text.indexOf(BEGIN, from);
            int to = end < 0 ? text.length() : end;
            EventEnvelope event = event(box, new Cursor(epoch, first + events.size()), text.substring(from, to));
            if (event == null) {
                return List.of();
            }
            events.add(event);
            from = to + 1;
        }
        return events.size() == count ? events : List.of();
    }

    private static @Nullable EventEnvelope event(long box, Cursor cursor, String record) {
        String[] fields = new String[FIELDS];
        int from = 0;
        for (int field = 0; field < FIELDS - 1; field++) {
            int to = record.indexOf(NEXT, from);
            if (to < 0) {
                return null;
            }
            fields[field] = record.substring(from, to);
            from = to + 1;
        }
        fields[FIELDS - 1] = record.substring(from);
        return isWell(fields)
                ? EventEnvelope.of(fields[0], box, fields[1], fields[2].isEmpty() ? null : fields[2].substring(1),
                        fields[3], cursor, fields[4])
                : null;
    }

    private static boolean isWell(String[] fields) {
        String subject = fields[2];
        String data = fields[4];
        return fields[0].length() == ID_LENGTH && TYPE.matcher(fields[0]).matches() && TYPE.matcher(fields[1]).matches()
                && (subject.isEmpty() || (subject.charAt(0) == '=' && subject.length() <= TEXT_MAX))
                && isTime(fields[3]) && data.length() > 1 && data.charAt(0) == '{'
                && data.charAt(data.length() - 1) == '}' && isClean(subject) && isClean(data);
    }

    private static boolean isTime(String text) {
        if (!TIME.matcher(text).matches()) {
            return false;
        }
        try {
            Instant _ = Instant.parse(text);
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    /** A control character would end a line of the stream. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return false;
            }
        }
        return true;
    }
}

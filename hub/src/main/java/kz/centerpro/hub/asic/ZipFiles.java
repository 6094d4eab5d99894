package kz.centerpro.hub.asic;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import kz.centerpro.hub.certificate.MalformedSignature;

/**
 * The files of a zip (APPNOTE 6.3.10), by name and in the order they lie. Entries lie one behind another from the first
 * octet to the directory, both headers of each agree, names are unique and harmless. Stored and deflated only; no
 * encryption, no zip64, no parts, no comment but the media type.
 */
final class ZipFiles {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int END_SIZE = 22;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int ENTRIES_MAX = 1000;
    private static final int NAME_MAX = 512;
    private static final int COMMENT_MAX = 100;
    private static final String COMMENT = "mimetype=application/[a-zA-Z0-9.+-]+";
    private static final int RATIO_MAX = 100;
    /** Small files may be packed as well as they like. */
    private static final int RATIO_FREE = 64 * 1024;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_BEHIND = 8;
    private static final int UTF8 = 1 << 11;
    /** Bits 1 and 2 say how hard it was packed. */
    private static final int FLAGS_KNOWN = SIZES_BEHIND | UTF8 | 6;
    private static final int ZIP64_EXTRA = 1;
    private static final int OTHER_NAME_EXTRA = 0x7075;

    private record Entry(String name, int flags, int method, int crc, int packed, int size, int offset) {}

    private final byte[] bytes;
    private final ByteBuffer data;
    private final int bytesMax;
    private final List<Entry> entries = new ArrayList<>();
    private long unpacked;

    private ZipFiles(byte[] bytes, int bytesMax) {
        this.bytes = bytes;
        this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.bytesMax = bytesMax;
    }

    /**
     * @param bytesMax
     *            of the zip, and of all that is unpacked from it
     */
    static Map<String, byte[]> read(byte[] bytes, int bytesMax) throws MalformedSignature {
        ZipFiles zip = new ZipFiles(bytes, bytesMax);
        int directory = zip.directory();
        return zip.files(directory);
    }

    private static MalformedSignature wrong(String what) {
        return new MalformedSignature("zip: " + what);
    }

    private int octets2(int at) {
        return data.getShort(at) & 0xffff;
    }

    private int size4(int at) throws MalformedSignature {
        int value = data.getInt(at);
        if (value < 0) {
            throw wrong("a size or an offset beyond the file");
        }
        return value;
    }

    /** Where the directory ends; behind it only a comment that tells the media type (EN 319 162-1, A.1) may follow. */
    private int end() throws MalformedSignature {
        for (int end = bytes.length - END_SIZE; end >= Math.max(0, bytes.length - END_SIZE - COMMENT_MAX); end--) {
            if (data.getInt(end) == END && octets2(end + 20) == bytes.length - end - END_SIZE) {
                String comment = new String(bytes, end + END_SIZE, bytes.length - end - END_SIZE,
                        StandardCharsets.ISO_8859_1);
                if (comment.isEmpty() || comment.matches(COMMENT)) {
                    return end;
                }
            }
        }
        throw wrong("no end of the directory at the end of the file");
    }

    /** Reads the directory and tells where it begins. */
    private int directory() throws MalformedSignature {
        int end = end();
        int count = octets2(end + 8);
        int size = size4(end + 12);
        int start = size4(end + 16);
        if (octets2(end + 4) != 0 || octets2(end + 6) != 0 || octets2(end + 10) != count) {
            throw wrong("one of several parts");
        }
        if (count == 0 || count > ENTRIES_MAX) {
            throw wrong(count + " entries; 1 to " + ENTRIES_MAX + " are read");
        }
        if ((long) start + size != end) {
            throw wrong("something lies between the directory and its end");
        }
        int at = start;
        for (int i = 0; i < count; i++) {
            at = entry(at, end);
        }
        if (at != end) {
            throw wrong("the directory is longer than its entries");
        }
        return start;
    }

    private int entry(int at, int end) throws MalformedSignature {
        if (at + CENTRAL_SIZE > end || data.getInt(at) != CENTRAL) {
            throw wrong("an unreadable entry of the directory");
        }
        int nameLength = octets2(at + 28);
        int extraLength = octets2(at + 30);
        int next = at + CENTRAL_SIZE + nameLength + extraLength;
        if (next > end || octets2(at + 32) != 0 || octets2(at + 34) != 0) {
            throw wrong("an entry with a comment, of another part, or longer than the directory");
        }
        extras(at + CENTRAL_SIZE + nameLength, extraLength);
        String name = name(at + CENTRAL_SIZE, nameLength);
        int flags = octets2(at + 8);
        int method = octets2(at + 10);
        if ((flags & ENCRYPTED) != 0) {
            throw wrong("'" + name + "' is encrypted");
        }
        if ((flags & ~FLAGS_KNOWN) != 0 || (method != 0 && method != 8)) {
            throw wrong("'" + name + "' is packed in an unknown way");
        }
        entries.add(new Entry(name, flags, method, data.getInt(at + 16), size4(at + 20), size4(at + 24),
                size4(at + 42)));
        return next;
    }

    private void extras(int start, int length) throws MalformedSignature {
        int end = start + length;
        for (int at = start; at < end;) {
            if (at + 4 > end) {
                throw wrong("an unreadable extra field");
            }
            int id = octets2(at);
            if (id == ZIP64_EXTRA || id == OTHER_NAME_EXTRA) {
                throw wrong("an entry with sizes or a name of its own beside the header's");
            }
            at += 4 + octets2(at + 2);
            if (at > end) {
                throw wrong("an unreadable extra field");
            }
        }
    }

    private String name(int at, int length) throws MalformedSignature {
        if (length == 0 || length > NAME_MAX) {
            throw wrong("a name of " + length + " bytes");
        }
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
        } catch (CharacterCodingException otherCharset) {
            throw new MalformedSignature("zip: a name that is not UTF-8", otherCharset);
        }
        boolean harmless = name.chars().noneMatch(letter -> letter < ' ' || letter == 0x7f || letter == '\\'
                || letter == ':') && !name.startsWith("/");
        for (String part : name.split("/", -1)) {
            harmless &= !part.equals("..") && !part.equals(".");
        }
        if (!harmless || name.contains("//")) {
            throw wrong("a name that leads elsewhere");
        }
        return name;
    }

    private Map<String, byte[]> files(int directory) throws MalformedSignature {
        entries.sort(Comparator.comparingInt(Entry::offset));
        Map<String, byte[]> files = new LinkedHashMap<>();
        int expected = 0;
        for (Entry entry : entries) {
            if (entry.offset() != expected) {
                throw wrong("entries overlap or leave gaps before '" + entry.name() + "'");
            }
            int start = local(entry, directory);
            if (files.putIfAbsent(entry.name(), unpacked(entry, start)) != null) {
                throw wrong("two files named '" + entry.name() + "'");
            }
            expected = start + entry.packed() + descriptor(entry, start + entry.packed(), directory);
        }
        if (expected != directory) {
            throw wrong("something lies between the files and the directory");
        }
        return files;
    }

    /** Where the data begin, once the local header agrees with the directory. */
    private int local(Entry entry, int directory) throws MalformedSignature {
        int at = entry.offset();
        if (at + LOCAL_SIZE > directory || data.getInt(at) != LOCAL) {
            throw wrong("no local header of '" + entry.name() + "'");
        }
        boolean behind = (entry.flags() & SIZES_BEHIND) != 0;
        int nameLength = octets2(at + 26);
        int extraLength = octets2(at + 28);
        long start = (long) at + LOCAL_SIZE + nameLength + extraLength;
        boolean agrees = octets2(at + 6) == entry.flags() && octets2(at + 8) == entry.method()
                && agrees(data.getInt(at + 14), entry.crc(), behind)
                && agrees(data.getInt(at + 18), entry.packed(), behind)
                && agrees(data.getInt(at + 22), entry.size(), behind)
                && start + entry.packed() <= directory
                && name(at + LOCAL_SIZE, nameLength).equals(entry.name());
        if (!agrees) {
            throw wrong("the two headers of '" + entry.name() + "' differ");
        }
        extras(at + LOCAL_SIZE + nameLength, extraLength);
        return (int) start;
    }

    private static boolean agrees(int local, int central, boolean behind) {
        return local == central || (behind && local == 0);
    }

    /** Length of the data descriptor, whose mark is optional. */
    private int descriptor(Entry entry, int at, int directory) throws MalformedSignature {
        if ((entry.flags() & SIZES_BEHIND) == 0) {
            return 0;
        }
        int mark = at + 4 <= directory && data.getInt(at) == DESCRIPTOR ? 4 : 0;
        if (at + mark + 12 > directory || data.getInt(at + mark) != entry.crc()
                || data.getInt(at + mark + 4) != entry.packed() || data.getInt(at + mark + 8) != entry.size()) {
            throw wrong("the data descriptor of '" + entry.name() + "' differs");
        }
        return mark + 12;
    }

    private byte[] unpacked(Entry entry, int start) throws MalformedSignature {
        if (entry.name().endsWith("/") && entry.size() != 0) {
            throw wrong("a folder with content");
        }
        unpacked += entry.size();
        if (unpacked > bytesMax
                || (entry.size() > RATIO_FREE && entry.size() / RATIO_MAX > Math.max(1, entry.packed()))) {
            throw wrong("unpacks to too many bytes");
        }
        byte[] content = entry.method() == 0 ? stored(entry, start) : inflated(entry, start);
        CRC32 crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != entry.crc()) {
            throw wrong("'" + entry.name() + "' is damaged");
        }
        return content;
    }

    private byte[] stored(Entry entry, int start) throws MalformedSignature {
        if (entry.packed() != entry.size()) {
            throw wrong("'" + entry.name() + "' is stored with two sizes");
        }
        return Arrays.copyOfRange(bytes, start, start + entry.size());
    }

    /** Exactly the size that the directory says, from exactly the bytes it says. */
    private byte[] inflated(Entry entry, int start) throws MalformedSignature {
        byte[] content = new byte[entry.size()];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(bytes, start, entry.packed());
            int done = 0;
            while (done < content.length) {
                int count = inflater.inflate(content, done, content.length - done);
                if (count == 0) {
                    throw wrong("'" + entry.name() + "' ends too early");
                }
                done += count;
            }
            int beyond = inflater.inflate(new byte[1]);
            if (beyond != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
                throw wrong("'" + entry.name() + "' is longer than the directory says");
            }
        } catch (DataFormatException unreadable) {
            throw new MalformedSignature("zip: '" + entry.name() + "' cannot be unpacked", unreadable);
        }
        return content;
    }
}

package kz.centerpro.hub.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pdf.PdfValue.Array;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Name;
import kz.centerpro.hub.pdf.PdfValue.Null;
import kz.centerpro.hub.pdf.PdfValue.Reference;
import kz.centerpro.hub.pdf.PdfValue.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PDF as it was when it ended at some offset: the objects that its cross-reference chain names, each parsed when
 * asked for. Nothing is repaired.
 */
final class PdfFile {

    private static final int ENTRIES_MAX = 200_000;
    private static final int SECTIONS_MAX = 128;
    private static final int HOPS_MAX = 8;
    private static final int TAIL = 2048;
    /** What an entry or an object costs beside its values, in values. */
    private static final int ENTRY_COST = 4;
    private static final int COLUMNS_MAX = 4096;

    /**
     * Where an object is.
     *
     * @param offset
     *            in the file; of a packed object its index in its object stream
     * @param container
     *            number of the object stream; -1 for one of its own
     */
    record Entry(int offset, int generation, int container) {

        static final Entry FREE = new Entry(-1, 0, -1);

        boolean isFree() {
            return offset < 0;
        }

        boolean isPacked() {
            return container >= 0;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    private record Packed(byte[] data, int[] numbers, int[] offsets) {}

    private final byte[] bytes;
    private final int end;
    private final PdfBudget budget;
    private final Map<Integer, Entry> entries = new HashMap<>();
    private final Map<Integer, Packed> packed = new HashMap<>();
    private final List<Integer> sections = new ArrayList<>();
    private Dictionary trailer = new Dictionary(Map.of());
    private @Nullable Dictionary catalog;

    private PdfFile(byte[] bytes, int end, PdfBudget budget) {
        this.bytes = bytes;
        this.end = end;
        this.budget = budget;
    }

    /** Reads the file that the first {@code end} bytes are. */
    static PdfFile read(byte[] bytes, int end, PdfBudget budget) throws MalformedSignature {
        PdfFile file = new PdfFile(bytes, end, budget);
        file.follow(file.startOfSections());
        if (file.trailer.values().containsKey("Encrypt")) {
            throw new MalformedSignature("PDF is encrypted: its signatures cannot be read without its password");
        }
        return file;
    }

    int end() {
        return end;
    }

    /** Whether nothing but white space stands from there to the end. */
    boolean isBlankFrom(int offset) {
        for (int at = offset; at < end; at++) {
            if (!PdfLexer.isSpace(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    Dictionary trailer() {
        return trailer;
    }

    /** Offsets of the cross-reference sections, newest first. */
    List<Integer> sections() {
        return sections;
    }

    Map<Integer, Entry> entries() {
        return entries;
    }

    Entry entry(int number) {
        return entries.getOrDefault(number, Entry.FREE);
    }

    // --- cross-reference -------------------------------------------------------------------------------------------

    /** ISO 32000-2, 7.5.5: the file ends with startxref, an offset and the end mark. */
    private int startOfSections() throws MalformedSignature {
        int from = Math.max(0, end - TAIL);
        String tail = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        int mark = tail.lastIndexOf("startxref");
        if (mark < 0) {
            throw new MalformedSignature("PDF does not end with startxref");
        }
        PdfLexer lexer = new PdfLexer(bytes, from + mark + "startxref".length(), end, true, budget);
        int offset = lexer.whole();
        String rest = tail.substring(lexer.position() - from);
        if (!rest.strip().equals("%%EOF") && !rest.replace('\0', ' ').strip().equals("%%EOF")) {
            throw new MalformedSignature("PDF does not end with its end mark");
        }
        return offset;
    }

    private void follow(int first) throws MalformedSignature {
        Set<Integer> seen = new HashSet<>();
        int next = first;
        while (next >= 0) {
            if (!seen.add(next) || seen.size() > SECTIONS_MAX) {
                throw new MalformedSignature("PDF with a circle or too many cross-reference sections");
            }
            sections.add(next);
            Dictionary section = section(next);
            if (sections.size() == 1) {
                trailer = section;
            }
            if (!section.get("XRefStm").isNull()) {
                // Objects that such a file hides from old readers are there for new ones: it has two contents.
                throw new MalformedSignature("PDF with two cross-reference sections for one revision (hybrid)");
            }
            next = section.get("Prev").isNull() ? -1 : number(section.get("Prev"));
        }
    }

    /** Entries of newer sections are there already and stay. */
    private Dictionary section(int offset) throws MalformedSignature {
        PdfLexer lexer = new PdfLexer(bytes, offset, end, true, budget);
        return lexer.takes("xref") ? table(lexer) : crossReferenceStream(offset);
    }

    private Dictionary table(PdfLexer lexer) throws MalformedSignature {
        Map<Integer, Entry> found = new HashMap<>();
        while (!lexer.takes("trailer")) {
            int first = lexer.whole();
            int count = lexer.whole();
            for (int i = 0; i < count; i++) {
                int offset = offset10(lexer);
                int generation = lexer.whole();
                boolean used = lexer.takes("n");
                if (!used) {
                    lexer.expect("f");
                }
                add(found, first + i, used && offset > 0 ? new Entry(offset, generation, -1) : Entry.FREE);
            }
        }
        if (!(lexer.value() instanceof Dictionary dictionary)) {
            throw lexer.wrong("no trailer dictionary");
        }
        found.forEach(entries::putIfAbsent);
        return dictionary;
    }

    private static int offset10(PdfLexer lexer) throws MalformedSignature {
        String word = lexer.word();
        if (word.length() != 10) {
            throw lexer.wrong("an unreadable cross-reference entry");
        }
        try {
            return Integer.parseUnsignedInt(word) < 0 ? Integer.MAX_VALUE : Integer.parseInt(word);
        } catch (NumberFormatException unreadable) {
            throw lexer.wrong("an unreadable cross-reference entry");
        }
    }

    private void add(Map<Integer, Entry> found, int number, Entry entry) throws MalformedSignature {
        budget.values(ENTRY_COST);
        if (number < 0 || entries.size() + found.size() > ENTRIES_MAX) {
            throw new MalformedSignature("PDF with more than " + ENTRIES_MAX + " objects");
        }
        if (found.put(number, entry) != null) {
            throw new MalformedSignature("PDF with object " + number + " twice in one cross-reference section");
        }
    }

    private Dictionary crossReferenceStream(int offset) throws MalformedSignature {
        Object read = object(new PdfLexer(bytes, offset, end, true, budget), -1, -1);
        if (!(read instanceof Stream stream) || !stream.dictionary().get("Type").equals(new Name("XRef"))) {
            throw new MalformedSignature("PDF has no cross-reference section at offset " + offset);
        }
        byte[] data = unpacked(stream);
        int[] widths = widths(stream.dictionary());
        int row = widths[0] + widths[1] + widths[2];
        List<Integer> index = index(stream.dictionary());
        Map<Integer, Entry> found = new HashMap<>();
        int at = 0;
        for (int i = 0; i + 1 < index.size(); i += 2) {
            for (int k = 0; k < index.get(i + 1); k++, at += row) {
                if (at + row > data.length) {
                    throw new MalformedSignature("PDF's cross-reference stream ends too early");
                }
                add(found, index.get(i) + k, entry(data, at, widths));
            }
        }
        found.forEach(entries::putIfAbsent);
        return stream.dictionary();
    }

    private static Entry entry(byte[] data, int at, int[] widths) throws MalformedSignature {
        long type = widths[0] == 0 ? 1 : field(data, at, widths[0]);
        long second = field(data, at + widths[0], widths[1]);
        long third = field(data, at + widths[0] + widths[1], widths[2]);
        if (second > Integer.MAX_VALUE || third > Integer.MAX_VALUE || second < 0 || third < 0) {
            throw new MalformedSignature("PDF's cross-reference stream points outside of the file");
        }
        return switch ((int) type) {
            case 0 -> Entry.FREE;
            case 1 -> new Entry((int) second, (int) third, -1);
            case 2 -> new Entry((int) third, 0, (int) second);
            default -> throw new MalformedSignature("PDF with a cross-reference entry of type " + type);
        };
    }

    private static long field(byte[] data, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (data[at + i] & 0xff);
        }
        return value;
    }

    private int[] widths(Dictionary dictionary) throws MalformedSignature {
        int[] widths = new int[3];
        if (!(dictionary.get("W") instanceof Array array) || array.values().size() != 3) {
            throw new MalformedSignature("PDF's cross-reference stream has no widths");
        }
        for (int i = 0; i < 3; i++) {
            widths[i] = number(array.values().get(i));
            if (widths[i] > (i == 0 ? 1 : 8)) {
                throw new MalformedSignature("PDF's cross-reference stream has impossible widths");
            }
        }
        if (widths[1] == 0) {
            throw new MalformedSignature("PDF's cross-reference stream has impossible widths");
        }
        return widths;
    }

    private List<Integer> index(Dictionary dictionary) throws MalformedSignature {
        if (dictionary.get("Index").isNull()) {
            return List.of(0, number(dictionary.get("Size")));
        }
        List<Integer> index = new ArrayList<>();
        if (dictionary.get("Index") instanceof Array array && array.values().size() % 2 == 0) {
            for (PdfValue value : array.values()) {
                index.add(number(value));
            }
            return index;
        }
        throw new MalformedSignature("PDF's cross-reference stream has an unreadable index");
    }

    // --- objects ---------------------------------------------------------------------------------------------------

    /** A whole number that is written where it is needed. */
    static int number(PdfValue value) throws MalformedSignature {
        if (value instanceof PdfValue.Numeric(String written) && written.matches("[0-9]{1,9}")) {
            return Integer.parseInt(written);
        }
        throw new MalformedSignature("PDF: no whole number where one belongs");
    }

    /** Follows references to the value itself. */
    PdfValue resolved(PdfValue value) throws MalformedSignature {
        PdfValue current = value;
        for (int i = 0; i < HOPS_MAX; i++) {
            if (!(current instanceof Reference reference)) {
                return current;
            }
            Entry entry = entry(reference.number());
            current = entry.isFree() || entry.generation() != reference.generation()
                    ? Null.VALUE
                    : object(reference.number());
        }
        throw new MalformedSignature("PDF with references that lead nowhere");
    }

    Dictionary dictionary(PdfValue value) throws MalformedSignature {
        return resolved(value) instanceof Dictionary dictionary ? dictionary : new Dictionary(Map.of());
    }

    List<PdfValue> array(PdfValue value) throws MalformedSignature {
        return resolved(value) instanceof Array array ? array.values() : List.of();
    }

    Dictionary catalog() throws MalformedSignature {
        Dictionary known = catalog;
        if (known == null) {
            if (!(resolved(trailer.get("Root")) instanceof Dictionary found)) {
                throw new MalformedSignature("PDF has no catalog");
            }
            known = found;
            catalog = found;
        }
        return known;
    }

    /** The object of that number; null where it is free. */
    PdfValue object(int number) throws MalformedSignature {
        Entry entry = entry(number);
        if (entry.isFree()) {
            return Null.VALUE;
        }
        if (entry.isPacked()) {
            return packedObject(number, entry);
        }
        return object(new PdfLexer(bytes, entry.offset(), end, true, budget), number, entry.generation());
    }

    /** Behind "number generation obj"; -1 stands for any number. */
    private PdfValue object(PdfLexer lexer, int number, int generation) throws MalformedSignature {
        int foundNumber = lexer.whole();
        int foundGeneration = lexer.whole();
        lexer.expect("obj");
        if (number >= 0 && (number != foundNumber || generation != foundGeneration)) {
            throw new MalformedSignature("PDF names object " + number + " where object " + foundNumber + " is");
        }
        budget.values(ENTRY_COST);
        PdfValue value = lexer.value();
        if (value instanceof Dictionary dictionary && lexer.takes("stream")) {
            return stream(dictionary, lexer.position());
        }
        lexer.expect("endobj");
        return value;
    }

    private Stream stream(Dictionary dictionary, int keywordEnd) throws MalformedSignature {
        int start = keywordEnd;
        if (start < end && bytes[start] == '\r') {
            start++;
        }
        if (start >= end || bytes[start] != '\n') {
            throw new MalformedSignature("PDF with a stream that begins without a line end");
        }
        start++;
        int length = number(resolved(dictionary.get("Length")));
        if (length > end - start) {
            throw new MalformedSignature("PDF with a stream that is longer than the file");
        }
        PdfLexer after = new PdfLexer(bytes, start + length, end, true, budget);
        after.expect("endstream");
        after.expect("endobj");
        return new Stream(dictionary, start, length);
    }

    private PdfValue packedObject(int number, Entry entry) throws MalformedSignature {
        Packed container = packed.get(entry.container());
        if (container == null) {
            container = packed(entry.container());
            packed.put(entry.container(), container);
        }
        if (entry.offset() >= container.numbers().length || container.numbers()[entry.offset()] != number) {
            throw new MalformedSignature("PDF names object " + number + " where it is not");
        }
        return new PdfLexer(container.data(), container.offsets()[entry.offset()], container.data().length, false,
                budget).value();
    }

    private Packed packed(int number) throws MalformedSignature {
        if (entry(number).isPacked() || !(object(number) instanceof Stream stream)
                || !stream.dictionary().get("Type").equals(new Name("ObjStm"))) {
            throw new MalformedSignature("PDF has no object stream " + number);
        }
        byte[] data = unpacked(stream);
        int count = number(stream.dictionary().get("N"));
        int first = number(stream.dictionary().get("First"));
        if (count > ENTRIES_MAX || first > data.length) {
            throw new MalformedSignature("PDF with an impossible object stream");
        }
        int[] numbers = new int[Math.min(count, data.length)];
        int[] offsets = new int[numbers.length];
        PdfLexer lexer = new PdfLexer(data, 0, first, false, budget);
        for (int i = 0; i < numbers.length; i++) {
            budget.value();
            numbers[i] = lexer.whole();
            offsets[i] = Math.addExact(first, lexer.whole());
        }
        return new Packed(data, numbers, offsets);
    }

    /** Whether two streams of the same file hold the same octets, packed as they are. */
    boolean sameData(Stream one, Stream other) {
        return Arrays.equals(bytes, one.start(), one.start() + one.length(), bytes, other.start(),
                other.start() + other.length());
    }

    // --- streams ---------------------------------------------------------------------------------------------------

    /** The data of a stream, unpacked; only Flate is known, as nothing else is used for what is read here. */
    byte[] unpacked(Stream stream) throws MalformedSignature {
        PdfValue filter = single(resolved(stream.dictionary().get("Filter")));
        if (filter.isNull()) {
            budget.unpacked(stream.length());
            return Arrays.copyOfRange(bytes, stream.start(), stream.start() + stream.length());
        }
        if (!filter.equals(new Name("FlateDecode"))) {
            throw new MalformedSignature("PDF with an object stream or evidence packed by " + filter);
        }
        byte[] inflated = inflated(stream.start(), stream.length());
        PdfValue parameters = resolved(single(resolved(stream.dictionary().get("DecodeParms"))));
        return parameters instanceof Dictionary dictionary ? predicted(inflated, dictionary) : inflated;
    }

    private static PdfValue single(PdfValue value) {
        return value instanceof Array(List<PdfValue> values)
                ? values.isEmpty() ? Null.VALUE : values.size() == 1 ? values.getFirst() : value
                : value;
    }

    private byte[] inflated(int start, int length) throws MalformedSignature {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes, start, length);
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new MalformedSignature("PDF with packed data that ends too early");
                }
                budget.unpacked(count);
                all.write(chunk, 0, count);
            }
        } catch (DataFormatException wrong) {
            throw new MalformedSignature("PDF with packed data that cannot be unpacked", wrong);
        }
        return all.toByteArray();
    }

    /** PNG's predictors (ISO 32000-2, 7.4.4.4), of one octet each as cross-reference streams use them. */
    private byte[] predicted(byte[] data, Dictionary parameters) throws MalformedSignature {
        int predictor = parameters.get("Predictor").isNull() ? 1 : number(parameters.get("Predictor"));
        if (predictor == 1) {
            return data;
        }
        int columns = parameters.get("Columns").isNull() ? 1 : number(parameters.get("Columns"));
        boolean octets = (parameters.get("Colors").isNull() || number(parameters.get("Colors")) == 1)
                && (parameters.get("BitsPerComponent").isNull()
                        || number(parameters.get("BitsPerComponent")) == 8);
        if (predictor < 10 || columns < 1 || columns > COLUMNS_MAX || !octets || data.length % (columns + 1) != 0) {
            throw new MalformedSignature("PDF with packed data of an unknown predictor");
        }
        byte[] plain = new byte[data.length / (columns + 1) * columns];
        for (int row = 0; row * (columns + 1) < data.length; row++) {
            unpredict(data, row, columns, plain);
        }
        return plain;
    }

    private static void unpredict(byte[] data, int row, int columns, byte[] plain) throws MalformedSignature {
        int from = row * (columns + 1);
        int to = row * columns;
        int kind = data[from];
        for (int i = 0; i < columns; i++) {
            int left = i == 0 ? 0 : plain[to + i - 1] & 0xff;
            int above = row == 0 ? 0 : plain[to + i - columns] & 0xff;
            int corner = i == 0 || row == 0 ? 0 : plain[to + i - columns - 1] & 0xff;
            int guess = switch (kind) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> above;
                case 3 -> (left + above) / 2;
                case 4 -> paeth(left, above, corner);
                default -> throw new MalformedSignature("PDF with packed data of an unknown predictor");
            };
            plain[to + i] = (byte) (data[from + 1 + i] + guess);
        }
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int byLeft = Math.abs(estimate - left);
        int byAbove = Math.abs(estimate - above);
        int byCorner = Math.abs(estimate - corner);
        return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
    }
}

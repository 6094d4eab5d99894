package kz.centerpro.hub.pdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pdf.PdfValue.Array;
import kz.centerpro.hub.pdf.PdfValue.Bool;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Name;
import kz.centerpro.hub.pdf.PdfValue.Null;
import kz.centerpro.hub.pdf.PdfValue.Place;
import kz.centerpro.hub.pdf.PdfValue.Reference;
import kz.centerpro.hub.pdf.PdfValue.Text;

/** Reads values at an offset (ISO 32000-2, 7.2 and 7.3), strictly, to a limit that is never passed. */
final class PdfLexer {

    private static final int DEPTH_MAX = 64;
    private static final int OBJECT_VALUES_MAX = 500_000;
    private static final int WORD_MAX = 64;
    private static final int NAME_MAX = 512;

    private final byte[] bytes;
    private final int limit;
    private final boolean inFile;
    private final PdfBudget budget;
    private int at;
    private int values;

    /**
     * @param inFile
     *            whether offsets are those of the file, not of something unpacked
     */
    PdfLexer(byte[] bytes, int offset, int limit, boolean inFile, PdfBudget budget) throws MalformedSignature {
        this.bytes = bytes;
        this.limit = Math.min(limit, bytes.length);
        this.inFile = inFile;
        this.budget = budget;
        this.at = offset;
        if (offset < 0 || offset > this.limit) {
            throw new MalformedSignature("PDF points outside of itself");
        }
    }

    int position() {
        return at;
    }

    private int peek(int ahead) {
        return at + ahead < limit ? bytes[at + ahead] & 0xff : -1;
    }

    static boolean isSpace(int octet) {
        return octet == 0 || octet == '\t' || octet == '\n' || octet == '\f' || octet == '\r' || octet == ' ';
    }

    private static boolean isDelimiter(int octet) {
        return octet == '(' || octet == ')' || octet == '<' || octet == '>' || octet == '[' || octet == ']'
                || octet == '{' || octet == '}' || octet == '/' || octet == '%';
    }

    private static boolean isRegular(int octet) {
        return octet >= 0 && !isSpace(octet) && !isDelimiter(octet);
    }

    void skipSpace() {
        while (at < limit) {
            if (peek(0) == '%') {
                while (at < limit && peek(0) != '\n' && peek(0) != '\r') {
                    at++;
                }
            } else if (isSpace(peek(0))) {
                at++;
            } else {
                return;
            }
        }
    }

    MalformedSignature wrong(String what) {
        return new MalformedSignature("PDF: " + what + " at offset " + at);
    }

    /** The next word of regular characters; empty when there is none. */
    String word() throws MalformedSignature {
        skipSpace();
        int start = at;
        while (isRegular(peek(0))) {
            at++;
            if (at - start > WORD_MAX) {
                throw wrong("a word that is too long");
            }
        }
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    void expect(String word) throws MalformedSignature {
        String found = word();
        if (!found.equals(word)) {
            throw wrong("no '" + word + "'");
        }
    }

    /** Whether the word follows; takes it if so. */
    boolean takes(String word) throws MalformedSignature {
        int before = at;
        if (word().equals(word)) {
            return true;
        }
        at = before;
        return false;
    }

    int whole() throws MalformedSignature {
        return whole(word());
    }

    /** A whole number that is not negative. */
    private int whole(String word) throws MalformedSignature {
        if (word.isEmpty() || word.length() > 10 || !word.chars().allMatch(letter -> letter >= '0' && letter <= '9')
                || Long.parseLong(word) > Integer.MAX_VALUE) {
            throw wrong("no number");
        }
        return Integer.parseInt(word);
    }

    PdfValue value() throws MalformedSignature {
        values = 0;
        int start = at;
        PdfValue value = value(0);
        budget.scanned(at - start);
        return value;
    }

    private PdfValue value(int depth) throws MalformedSignature {
        budget.value();
        if (depth > DEPTH_MAX || ++values > OBJECT_VALUES_MAX) {
            throw wrong("values nested too deep or too many in one object");
        }
        skipSpace();
        return switch (peek(0)) {
            case '/' -> new Name(name());
            case '(' -> literal();
            case '[' -> array(depth);
            case '<' -> peek(1) == '<' ? dictionary(depth) : hexadecimal();
            default -> wordValue();
        };
    }

    private PdfValue wordValue() throws MalformedSignature {
        String word = word();
        return switch (word) {
            case "true" -> new Bool(true);
            case "false" -> new Bool(false);
            case "null" -> Null.VALUE;
            default -> number(word);
        };
    }

    private PdfValue number(String word) throws MalformedSignature {
        if (word.isEmpty() || !word.chars().allMatch(letter -> (letter >= '0' && letter <= '9') || letter == '.'
                || letter == '-' || letter == '+')) {
            throw wrong("no value");
        }
        int before = at;
        if (isWhole(word)) {
            String generation = word();
            if (isWhole(generation) && takes("R")) {
                return new Reference(whole(word), whole(generation));
            }
        }
        at = before;
        return new PdfValue.Numeric(word);
    }

    private static boolean isWhole(String word) {
        return !word.isEmpty() && word.length() <= 10
                && word.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    private String name() throws MalformedSignature {
        at++;
        StringBuilder name = new StringBuilder();
        while (isRegular(peek(0))) {
            int octet = peek(0);
            at++;
            if (octet == '#') {
                octet = digit(peek(0)) << 4 | digit(peek(1));
                at += 2;
            }
            if (octet <= 0 || name.length() == NAME_MAX) {
                throw wrong("an unreadable name");
            }
            name.append((char) octet);
        }
        return name.toString();
    }

    private int digit(int octet) throws MalformedSignature {
        int digit = octet < 0 || octet > 'f' ? -1 : Character.digit(octet, 16);
        if (digit < 0) {
            throw wrong("no hexadecimal digit");
        }
        return digit;
    }

    private PdfValue array(int depth) throws MalformedSignature {
        at++;
        List<PdfValue> values = new ArrayList<>();
        for (skipSpace(); peek(0) != ']'; skipSpace()) {
            values.add(value(depth + 1));
        }
        at++;
        return new Array(values);
    }

    private PdfValue dictionary(int depth) throws MalformedSignature {
        at += 2;
        Map<String, PdfValue> values = new HashMap<>();
        for (skipSpace(); peek(0) != '>'; skipSpace()) {
            if (peek(0) != '/') {
                throw wrong("no name in a dictionary");
            }
            String key = name();
            // Readers differ in which of two they believe, so a file with two shows one thing and signs another.
            if (values.put(key, value(depth + 1)) != null) {
                throw wrong("key /" + key + " twice in one dictionary");
            }
        }
        if (peek(1) != '>') {
            throw wrong("a dictionary without an end");
        }
        at += 2;
        return new Dictionary(values);
    }

    private PdfValue hexadecimal() throws MalformedSignature {
        int start = at++;
        StringBuilder octets = new StringBuilder();
        int half = -1;
        for (; peek(0) != '>'; at++) {
            if (isSpace(peek(0))) {
                continue;
            }
            int digit = digit(peek(0));
            if (half < 0) {
                half = digit;
            } else {
                octets.append((char) (half << 4 | digit));
                half = -1;
            }
        }
        at++;
        if (half >= 0) {
            octets.append((char) (half << 4));
        }
        return new Text(octets.toString(), place(start, true));
    }

    private Place place(int start, boolean hex) {
        return inFile ? new Place(start, at, hex) : new Place(-1, -1, hex);
    }

    private PdfValue literal() throws MalformedSignature {
        int start = at++;
        StringBuilder octets = new StringBuilder();
        for (int open = 1; open > 0; at++) {
            int octet = peek(0);
            if (octet < 0) {
                throw wrong("a string without an end");
            }
            if (octet == '\\') {
                escape(octets);
                continue;
            }
            open += octet == '(' ? 1 : octet == ')' ? -1 : 0;
            if (open > 0) {
                octets.append((char) octet);
            }
        }
        return new Text(octets.toString(), place(start, false));
    }

    /** Leaves the position at the last character of the escape. */
    private void escape(StringBuilder octets) throws MalformedSignature {
        at++;
        int octet = peek(0);
        switch (octet) {
            case 'n' -> octets.append('\n');
            case 'r' -> octets.append('\r');
            case 't' -> octets.append('\t');
            case 'b' -> octets.append('\b');
            case 'f' -> octets.append('\f');
            case '\n' -> {
            }
            case '\r' -> at += peek(1) == '\n' ? 1 : 0;
            case -1 -> throw wrong("a string without an end");
            default -> {
                if (octet < '0' || octet > '7') {
                    octets.append((char) octet);
                } else {
                    octal(octets);
                }
            }
        }
    }

    private void octal(StringBuilder octets) {
        int code = peek(0) - '0';
        for (int i = 0; i < 2 && peek(1) >= '0' && peek(1) <= '7'; i++) {
            at++;
            code = code * 8 + peek(0) - '0';
        }
        octets.append((char) (code & 0xff));
    }
}

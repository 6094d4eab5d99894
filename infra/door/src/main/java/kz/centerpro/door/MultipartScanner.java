package kz.centerpro.door;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/**
 * Cuts a {@code multipart/form-data} body (RFC 7578, RFC 2046 clause 5.1) into parts as it arrives, wherever it is
 * split. Holds at most one delimiter or one part's headers between calls. Belongs to one request.
 */
final class MultipartScanner {

    static final int HEADERS_MAX = 8 * 1024;
    /** Of what may stand before the first part and after the last, and of white space after a boundary. */
    static final int PADDING_MAX = 8 * 1024;
    static final int PARTS_MAX = 32;
    private static final int BOUNDARY_MAX = 70;
    private static final byte[] LINE = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

    private enum Place {
        PREAMBLE, BOUNDARY, HEADERS, BODY, EPILOGUE
    }

    /** What was found; in the order of the body. */
    sealed interface Found {}

    record Opened(String name) implements Found {}

    @SuppressWarnings("ArrayRecordComponent")
    record Data(byte[] bytes, int offset, int length) implements Found {}

    record Closed() implements Found {}

    private final byte[] delimiter;
    private Place place = Place.PREAMBLE;
    /** Bytes that cannot be judged before more come; the first line may be a boundary as if a line came before it. */
    private byte[] held = LINE;
    private int padding;
    private int parts;

    private byte[] work = LINE;
    private int at;

    MultipartScanner(String boundary) {
        if (boundary.isEmpty() || boundary.length() > BOUNDARY_MAX || boundary.indexOf('\r') >= 0) {
            throw malformed("the boundary in Content-Type has 1 to " + BOUNDARY_MAX + " characters");
        }
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /** What these bytes complete; {@code input} may be kept and handed on. */
    List<Found> feed(byte[] input) {
        work = joined(held, input);
        at = 0;
        List<Found> found = new ArrayList<>(2);
        boolean onwards = true;
        while (onwards && at < work.length) {
            onwards = switch (place) {
                case PREAMBLE -> body(null);
                case BOUNDARY -> boundary();
                case HEADERS -> headers(found);
                case BODY -> body(found);
                case EPILOGUE -> epilogue();
            };
        }
        held = Arrays.copyOfRange(work, at, work.length);
        work = LINE;
        return found;
    }

    /** Refused when the body ended before its last boundary. */
    void end() {
        if (place != Place.EPILOGUE) {
            throw malformed("it ends before its closing boundary");
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Up to the next delimiter; {@code found} is null before the first part. */
    private boolean body(@Nullable List<Found> found) {
        int start = at;
        for (int from = start;;) {
            int candidate = indexOf((byte) '\r', from);
            int matched = candidate < 0 ? 0 : matched(candidate);
            if (matched == delimiter.length) {
                passed(found, start, candidate);
                if (found != null) {
                    found.add(new Closed());
                }
                at = candidate + matched;
                place = Place.BOUNDARY;
                return true;
            }
            if (candidate < 0 || candidate + matched == work.length) {
                at = candidate < 0 ? work.length : candidate;
                passed(found, start, at);
                return false;
            }
            from = candidate + 1;
        }
    }

    private int matched(int candidate) {
        int count = Math.min(delimiter.length, work.length - candidate);
        int mismatch = Arrays.mismatch(work, candidate, candidate + count, delimiter, 0, count);
        return mismatch < 0 ? count : mismatch;
    }

    private void passed(@Nullable List<Found> found, int from, int to) {
        if (found == null) {
            pad(to - from);
        } else if (to > from) {
            found.add(new Data(work, from, to - from));
        }
    }

    /** After a delimiter: two hyphens end the body; white space and a line end begin a part's headers. */
    private boolean boundary() {
        if (work.length - at < 2) {
            return false;
        }
        if (work[at] == '-' && work[at + 1] == '-') {
            at += 2;
            place = Place.EPILOGUE;
            return true;
        }
        if (work[at] == '\r' && work[at + 1] == '\n') {
            // The line end stays: headers end with an empty line, also when there are none.
            place = Place.HEADERS;
            return true;
        }
        if (work[at] != ' ' && work[at] != '\t') {
            throw malformed("a line begins with the boundary and goes on");
        }
        at++;
        pad(1);
        return true;
    }

    private boolean headers(List<Found> found) {
        int end = indexOf(HEADERS_END, at);
        if ((end < 0 ? work.length : end) - at > HEADERS_MAX) {
            throw malformed("the headers of a part have at most " + HEADERS_MAX + " bytes");
        }
        if (end < 0) {
            return false;
        }
        if (++parts > PARTS_MAX) {
            throw malformed("it has more than " + PARTS_MAX + " parts");
        }
        found.add(new Opened(name(new String(work, at, end - at, StandardCharsets.UTF_8))));
        at = end + HEADERS_END.length;
        place = Place.BODY;
        return true;
    }

    private boolean epilogue() {
        pad(work.length - at);
        at = work.length;
        return false;
    }

    private void pad(int count) {
        padding += count;
        if (padding > PADDING_MAX) {
            throw malformed("there are more than " + PADDING_MAX + " bytes outside its parts");
        }
    }

    private static String name(String headers) {
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("Content-Disposition")) {
                return nameIn(line.substring(colon + 1).strip());
            }
        }
        throw malformed("a part has no Content-Disposition");
    }

    private static String nameIn(String disposition) {
        try {
            ContentDisposition parsed = ContentDisposition.parse(disposition);
            String name = parsed.getName();
            if (parsed.isFormData() && name != null) {
                return name;
            }
        } catch (IllegalArgumentException broken) {
            throw malformed("a part's Content-Disposition cannot be read");
        }
        throw malformed("a part's Content-Disposition is not form-data with a name");
    }

    private int indexOf(byte octet, int from) {
        for (int i = from; i < work.length; i++) {
            if (work[i] == octet) {
                return i;
            }
        }
        return -1;
    }

    private int indexOf(byte[] sequence, int from) {
        for (int i = from; i <= work.length - sequence.length; i++) {
            if (Arrays.equals(work, i, i + sequence.length, sequence, 0, sequence.length)) {
                return i;
            }
        }
        return -1;
    }

    private static Refusal malformed(String detail) {
        return Refusal.of(ProblemType.MALFORMED_REQUEST, "The multipart/form-data body cannot be read: " + detail + ".")
                .with("field", "body");
    }
}

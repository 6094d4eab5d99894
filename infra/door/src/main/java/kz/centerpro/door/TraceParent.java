package kz.centerpro.door;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's trace, as W3C Trace Context names it. */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern
            .compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
    private static final int LENGTH_MAX = 256;
    /** Of the parts that version 00 knows. */
    public static final int LENGTH = 55;

    private TraceParent() {}

    /** The 32 hex digits of the trace; null for no header, or one that is not of the standard's form (section 3.2). */
    public static @Nullable String traceId(@Nullable String header) {
        if (header == null || header.length() > LENGTH_MAX) {
            return null;
        }
        Matcher parts = FORM.matcher(header);
        return parts.matches() ? parts.group(1) : null;
    }

    /** The header in the form of version 00, which every later version begins with (section 4.1). */
    public static String parent(@Nullable String header) {
        if (header == null || traceId(header) == null) {
            throw new IllegalArgumentException("no trace");
        }
        return "00" + header.substring(2, LENGTH);
    }
}

package kz.centerpro.door;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's trace, as W3C Trace Context names it. */
final class TraceParent {

    static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern
            .compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
    private static final int LENGTH_MAX = 256;

    private TraceParent() {}

    /** The 32 hex digits of the trace; null for no header, or one that is not of the standard's form (section 3.2). */
    static @Nullable String traceId(@Nullable String header) {
        if (header == null || header.length() > LENGTH_MAX) {
            return null;
        }
        Matcher parts = FORM.matcher(header);
        return parts.matches() ? parts.group(1) : null;
    }
}

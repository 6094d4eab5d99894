package kz.centerpro.hub.cabinet;

/**
 * A style sheet without comments, indentation and blanks around braces, commas and semicolons, and after the colon of a
 * declaration. What stands in quotes or in {@code url()}, and blanks that part selectors or values, stay. Comments with
 * a licence stay. A sheet with an open quote or comment goes out whole. Pure.
 */
final class SheetTrim {

    private static final String NO_BLANK_BEFORE = "{};,";
    private static final String NO_BLANK_AFTER = "{};,:";

    private final String sheet;
    private final StringBuilder out = new StringBuilder();
    private int at;
    /** The last sign written, if it is one of the syntax. */
    private char last = ';';
    /** A blank has been passed and is not yet written. */
    private boolean blank;

    private SheetTrim(String sheet) {
        this.sheet = sheet;
    }

    static String of(String sheet) {
        SheetTrim trim = new SheetTrim(sheet);
        return trim.done() ? trim.out.append('\n').toString() : sheet;
    }

    private boolean done() {
        while (at < sheet.length()) {
            char c = sheet.charAt(at);
            int end = at + 1;
            if (sheet.startsWith("/*", at)) {
                end = sheet.indexOf("*/", at + 2);
                end = end < 0 ? end : end + 2;
            } else if (c == '"' || c == '\'') {
                end = closing(c);
            } else if (c == '\\') {
                end = at + 2;
            } else if (sheet.regionMatches(true, at, "url(", 0, 4) && !quoted(at + 4)) {
                end = closing(')');
            }
            if (end < at + 1 || end > sheet.length()) {
                return false;
            }
            put(sheet.substring(at, end));
            at = end;
        }
        return true;
    }

    private void put(String piece) {
        char first = piece.charAt(0);
        if (Character.isWhitespace(first)) {
            blank = true;
            return;
        }
        if (piece.startsWith("/*") && !piece.startsWith("/*!") && !piece.contains("@license")) {
            // Between two names it parts them, as nothing else does that leaves no blank.
            blank |= out.isEmpty() || at + piece.length() == sheet.length()
                    || Character.isWhitespace(sheet.charAt(at + piece.length()));
            if (!blank) {
                out.append("/**/");
                last = '/';
            }
            return;
        }
        if (first == '}' && last == ';' && !out.isEmpty()) {
            out.setLength(out.length() - 1);
        } else if (blank && NO_BLANK_BEFORE.indexOf(first) < 0 && NO_BLANK_AFTER.indexOf(last) < 0) {
            out.append(' ');
        }
        out.append(piece);
        last = piece.length() == 1 ? first : '"';
        blank = false;
    }

    /** Whether the address in an {@code url()} is a text: then its end is not the first parenthesis. */
    private boolean quoted(int from) {
        int i = from;
        while (i < sheet.length() && Character.isWhitespace(sheet.charAt(i))) {
            i++;
        }
        return i < sheet.length() && "\"'".indexOf(sheet.charAt(i)) >= 0;
    }

    /** Behind the next unescaped one, or beyond the sheet. */
    private int closing(char end) {
        for (int i = at + 1; i < sheet.length(); i++) {
            char c = sheet.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == end) {
                return i + 1;
            } else if (end != ')' && c == '\n') {
                break;
            }
        }
        return -1;
    }
}

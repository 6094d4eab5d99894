package kz.centerpro.cabinet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of the cabinet, read as what it must be: a module whose default export is an object of texts, of plural
 * forms or of lists of texts. Anything else does not read.
 */
final class Dictionary {

    private static final String BEGIN = "export default";

    private final String name;
    private final String text;
    private int at;

    private Dictionary(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Texts by key; a plural form is {@code key#few}, an item of a list {@code key#0}. */
    static Map<String, String> read(CabinetFiles.Source file) {
        Dictionary reader = new Dictionary(file.name(), file.text());
        reader.at = file.text().indexOf(BEGIN);
        if (reader.at < 0) {
            throw reader.unreadable("no default export");
        }
        reader.at += BEGIN.length();
        Map<String, String> texts = new LinkedHashMap<>();
        reader.object("", texts);
        return texts;
    }

    private void object(String prefix, Map<String, String> into) {
        take('{');
        while (!tryTake('}')) {
            String key = key();
            take(':');
            value(prefix + key, into);
            if (!tryTake(',')) {
                take('}');
                return;
            }
        }
    }

    private void value(String key, Map<String, String> into) {
        blank();
        switch (text.charAt(at)) {
            case '{' -> object(key + "#", into);
            case '[' -> list(key, into);
            default -> {
                StringBuilder joined = new StringBuilder(string());
                while (tryTake('+')) {
                    joined.append(string());
                }
                if (into.put(key, joined.toString()) != null) {
                    throw unreadable("twice: " + key);
                }
            }
        }
    }

    private void list(String key, Map<String, String> into) {
        take('[');
        List<String> items = new ArrayList<>();
        while (!tryTake(']')) {
            items.add(string());
            if (!tryTake(',')) {
                take(']');
                break;
            }
        }
        for (int i = 0; i < items.size(); i++) {
            into.put(key + "#" + i, items.get(i));
        }
    }

    private String key() {
        blank();
        if ("'\"`".indexOf(text.charAt(at)) >= 0) {
            return string();
        }
        int from = at;
        while (Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw unreadable("a key");
        }
        return text.substring(from, at);
    }

    private String string() {
        blank();
        char quote = text.charAt(at);
        if ("'\"`".indexOf(quote) < 0) {
            throw unreadable("a text");
        }
        StringBuilder read = new StringBuilder();
        for (at++; text.charAt(at) != quote; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                c = text.charAt(++at);
                read.append(c == 'n' ? '\n' : c);
            } else if (c == '$' && quote == '`' && text.charAt(at + 1) == '{') {
                throw unreadable("a text without code");
            } else {
                read.append(c);
            }
        }
        at++;
        return read.toString();
    }

    private void take(char expected) {
        if (!tryTake(expected)) {
            throw unreadable("'" + expected + "'");
        }
    }

    private boolean tryTake(char expected) {
        blank();
        if (text.charAt(at) != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** Skips blanks and comments. */
    private void blank() {
        while (true) {
            if (text.startsWith("//", at)) {
                at = text.indexOf('\n', at) + 1;
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at) + 2;
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private IllegalStateException unreadable(String expected) {
        int line = (int) text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalStateException(name + ", line " + line + ": expected " + expected);
    }
}

package kz.centerpro.hub.cabinet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Cuts a JavaScript module into tokens, no further than it takes to tell code from comments and texts (ECMA-262, clause
 * 12). Where a text could be read in two ways, such as a slash after a closing brace, it gives up rather than guesses.
 * Pure.
 */
final class ScriptTokens {

    /** What a token is; of a template each piece of text between its values is a token with its delimiters. */
    enum Kind {
        BLANK, COMMENT, WORD, TEXT, TEMPLATE, REGEX, SIGN
    }

    /** {@code text} as it stands in the source: all tokens in a row are the source. */
    record Token(Kind kind, String text) {

        /** Ends a line, as automatic semicolons understand it (ECMA-262, 12.10). */
        boolean breaksLine() {
            return text.chars().anyMatch(ScriptTokens::endsLine);
        }
    }

    /** After these a slash begins an expression. */
    private static final Set<String> BEFORE_EXPRESSION = Set.of("return", "typeof", "case", "in", "delete", "void",
            "throw", "new", "instanceof", "do", "else", "await", "yield", "default", "extends");
    /** After the parenthesis of these comes a statement. */
    private static final Set<String> WITH_CONDITION = Set.of("if", "while", "for", "with");

    private static final class Doubt extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Doubt() {
            super(null, null, false, false);
        }
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    /** Open brackets; a parenthesis with the word before it, a dollar and a brace for a value in a template. */
    private final Deque<String> open = new ArrayDeque<>();
    private Token last = new Token(Kind.SIGN, ";");
    private Token beforeLast = last;
    /** The word before the last parenthesis that closed, or nothing. */
    private String closed = "";
    private int at;

    private ScriptTokens(String source) {
        this.source = source;
    }

    /** All tokens, or empty when the source is not understood beyond doubt. */
    static Optional<List<Token>> of(String source) {
        ScriptTokens reading = new ScriptTokens(source);
        try {
            while (reading.at < source.length()) {
                reading.next();
            }
        } catch (Doubt doubtful) {
            return Optional.empty();
        }
        return reading.open.isEmpty() ? Optional.of(reading.tokens) : Optional.empty();
    }

    private void next() {
        char c = source.charAt(at);
        if (isBlank(c)) {
            take(Kind.BLANK, endOf(at, ScriptTokens::isBlank));
        } else if (source.startsWith("//", at)) {
            take(Kind.COMMENT, endOf(at, ahead -> !endsLine(ahead)));
        } else if (source.startsWith("/*", at)) {
            int end = source.indexOf("*/", at + 2);
            take(Kind.COMMENT, end < 0 ? doubt() : end + 2);
        } else if (source.startsWith("<!--", at) || (source.startsWith("-->", at) && !isName(last))
                || source.startsWith("#!", at)) {
            doubt(); // comments of another kind, in scripts that are no modules
        } else if (isDigit(c) || (c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
            take(Kind.WORD, number());
        } else if (isPart(c)) {
            take(Kind.WORD, endOf(at, ScriptTokens::isPart));
        } else if (c == '\'' || c == '"') {
            take(Kind.TEXT, text(c));
        } else if (c == '`') {
            template();
        } else if (c == '/' && expressionFollows()) {
            take(Kind.REGEX, regex());
        } else {
            sign(c);
        }
    }

    private void sign(char c) {
        switch (c) {
            case '(' -> open.push(isWord(last) && !isMember() ? "(" + last.text() : "(");
            case '[', '{' -> open.push(String.valueOf(c));
            case ')' -> closed = close("(").substring(1);
            case ']' -> close("[");
            case '}' -> {
                if ("${".equals(open.peek())) {
                    template();
                    return;
                }
                close("{");
            }
            default -> {
            }
        }
        take(Kind.SIGN, at + (source.startsWith("++", at) || source.startsWith("--", at) ? 2 : 1));
    }

    private String close(String bracket) {
        String opened = open.poll();
        return opened != null && opened.startsWith(bracket) ? opened : String.valueOf(doubt());
    }

    /** A piece of a template: from a back-tick or the brace that ends a value, to the next value or the end. */
    private void template() {
        boolean first = source.charAt(at) == '`';
        if (!first) {
            open.pop();
        }
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '`') {
                take(Kind.TEMPLATE, i + 1);
                return;
            } else if (c == '$' && source.startsWith("${", i)) {
                open.push("${");
                take(Kind.TEMPLATE, i + 2);
                return;
            }
        }
        doubt();
    }

    private int text(char quote) {
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n' || c == '\r') {
                return doubt();
            }
        }
        return doubt();
    }

    private int regex() {
        boolean ofClass = false;
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (endsLine(c)) {
                return doubt();
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                ofClass = !ofClass || doubt() > 0; // sets within sets are another syntax, told by a flag at the end
            } else if (c == ']') {
                ofClass = false;
            } else if (c == '/' && !ofClass) {
                return endOf(i + 1, ScriptTokens::isPart);
            }
        }
        return doubt();
    }

    private int number() {
        boolean decimal = !source.regionMatches(true, at, "0x", 0, 2);
        int i = at;
        while (i < source.length()) {
            char c = source.charAt(i);
            boolean exponent = decimal && (c == '+' || c == '-') && i > at && "eE".indexOf(source.charAt(i - 1)) >= 0;
            if (!isPart(c) && c != '.' && !exponent) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Whether a slash here begins a regular expression; otherwise it divides. */
    private boolean expressionFollows() {
        return switch (last.kind()) {
            case WORD -> {
                if (isMember() || isDigit(last.text().charAt(0))) {
                    yield false;
                }
                yield BEFORE_EXPRESSION.contains(last.text()) || (last.text().equals("of") && doubt() > 0);
            }
            case TEXT, REGEX -> false;
            case TEMPLATE -> last.text().endsWith("${");
            default -> switch (last.text()) {
                case ")" -> WITH_CONDITION.contains(closed) || (closed.equals("await") && doubt() > 0);
                case "]", "++", "--" -> false;
                case "}" -> doubt() > 0; // a block, or an object
                default -> true;
            };
        };
    }

    /** Whether the last word is the name of a member, such as {@code return} in {@code a.return}. */
    private boolean isMember() {
        return beforeLast.kind() == Kind.SIGN && beforeLast.text().equals(".");
    }

    private void take(Kind kind, int end) {
        Token token = new Token(kind, source.substring(at, end));
        tokens.add(token);
        at = end;
        if (kind != Kind.BLANK && kind != Kind.COMMENT) {
            beforeLast = last;
            last = token;
        }
    }

    private int endOf(int from, IntPredicate belongs) {
        int i = from;
        while (i < source.length() && belongs.test(source.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int doubt() {
        throw new Doubt();
    }

    private static boolean isWord(Token token) {
        return token.kind() == Kind.WORD;
    }

    private static boolean isName(Token token) {
        return isWord(token) && !isDigit(token.text().charAt(0));
    }

    static boolean isPart(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '\\' || c == '\u200c'
                || c == '\u200d' || (c > 127 && !isBlank(c));
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean endsLine(int c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f' || c == '\u00a0' || c == '\ufeff' || endsLine(c)
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}

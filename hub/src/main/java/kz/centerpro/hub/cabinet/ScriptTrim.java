package kz.centerpro.hub.cabinet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import kz.centerpro.hub.cabinet.ScriptTokens.Kind;
import kz.centerpro.hub.cabinet.ScriptTokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * A script without comments, indentation and blanks that part nothing. Names and texts stay as they are, and lines end
 * where a line's end could stand for a semicolon (ECMA-262, 12.10), so that a line without one means the same. In
 * markup a run of blanks over several lines is one line's end, which a browser shows as one blank, as it would the run.
 * Comments with a licence stay. A script that {@link ScriptTokens} does not understand beyond doubt goes out whole.
 * Pure.
 */
final class ScriptTrim {

    /** These join with nothing that stands beside them. */
    private static final String ALONE = "(){}[],;";
    /** No statement ends with these, whatever line comes next. */
    private static final String GOES_ON = "({[,=?:&|>";
    /** No statement begins with these. */
    private static final String CONTINUES = ")]},;?:.";
    private static final Pattern LINES = Pattern.compile("[ \\t]*[\\r\\n]\\s*");

    /** Of each template that is open, whether it is markup. */
    private final Deque<Boolean> markup = new ArrayDeque<>();

    private ScriptTrim() {}

    static String of(String script) {
        return ScriptTokens.of(script).map(tokens -> new ScriptTrim().written(tokens)).orElse(script);
    }

    private String written(List<Token> tokens) {
        StringBuilder out = new StringBuilder();
        Token before = null;
        boolean gap = false;
        boolean line = false;
        for (Token token : tokens) {
            boolean passed = token.kind() == Kind.BLANK || (token.kind() == Kind.COMMENT && !isLicence(token.text()));
            if (passed) {
                gap = true;
                line |= token.breaksLine();
                continue;
            }
            if (before != null && line && mayEnd(before, token)) {
                out.append('\n');
            } else if (before != null && gap && part(before, token)) {
                out.append(' ');
            }
            out.append(token.kind() == Kind.TEMPLATE ? template(token.text(), before) : token.text());
            before = token;
            gap = false;
            line = false;
        }
        return out.append('\n').toString();
    }

    /** A piece of a template; only markup is given other blanks. */
    private String template(String text, @Nullable Token before) {
        if (text.charAt(0) == '`') {
            markup.push(before != null && before.text().matches("html|svg"));
        }
        boolean ofMarkup = markup.getFirst();
        if (text.endsWith("`")) {
            markup.pop();
        }
        return ofMarkup ? LINES.matcher(text).replaceAll("\n") : text;
    }

    /** Whether a line's end between two tokens could end a statement. */
    private static boolean mayEnd(Token before, Token after) {
        char left = before.text().charAt(before.text().length() - 1);
        char right = after.text().charAt(0);
        boolean goesOn = (before.kind() == Kind.SIGN && GOES_ON.indexOf(left) >= 0)
                || (before.kind() == Kind.TEMPLATE && left == '{');
        boolean continues = (after.kind() == Kind.SIGN && CONTINUES.indexOf(right) >= 0)
                || (after.kind() == Kind.TEMPLATE && right == '}');
        return after.kind() == Kind.COMMENT
                || (!goesOn && (!continues || ScriptTokens.isDigit(before.text().charAt(0))));
    }

    private static boolean isLicence(String comment) {
        return comment.startsWith("/*!") || comment.startsWith("//!") || comment.contains("@license")
                || comment.contains("@preserve");
    }

    /** Whether two tokens that a blank stood between would become another one without it. */
    private static boolean part(Token before, Token after) {
        char left = before.text().charAt(before.text().length() - 1);
        char right = after.text().charAt(0);
        boolean leftIsName = ScriptTokens.isPart(left);
        boolean rightIsName = ScriptTokens.isPart(right);
        if (leftIsName || before.kind() == Kind.REGEX) {
            return rightIsName || (right == '.' && ScriptTokens.isDigit(before.text().charAt(0)))
                    || (before.kind() == Kind.REGEX && right == '/');
        }
        return !rightIsName && ALONE.indexOf(left) < 0 && ALONE.indexOf(right) < 0 && !isQuote(left)
                && !isQuote(right);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"' || c == '`';
    }
}

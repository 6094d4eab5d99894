package kz.centerpro.hub.cabinet;

import java.util.List;
import kz.centerpro.hub.cabinet.ScriptTokens.Kind;
import kz.centerpro.hub.cabinet.ScriptTokens.Token;

/**
 * A script without comments, indentation and blanks that part nothing. Names and texts stay as they are, and what stood
 * on lines of its own still does, so that a line without a semicolon means the same. Comments with a licence stay. A
 * script that {@link ScriptTokens} does not understand beyond doubt goes out whole. Pure.
 */
final class ScriptTrim {

    /** These join with nothing that stands beside them. */
    private static final String ALONE = "(){}[],;";

    private ScriptTrim() {}

    static String of(String script) {
        return ScriptTokens.of(script).map(ScriptTrim::written).orElse(script);
    }

    private static String written(List<Token> tokens) {
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
            if (before != null && line) {
                out.append('\n');
            } else if (before != null && gap && part(before, token)) {
                out.append(' ');
            }
            out.append(token.text());
            before = token;
            gap = false;
            line = false;
        }
        return out.append('\n').toString();
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

package kz.centerpro.hub.page;

import org.jspecify.annotations.Nullable;

/** Marks text up; whatever is said through it is text, never markup. */
final class Html {

    private final StringBuilder page = new StringBuilder(8192);

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Markup of our own: a constant, or one with values that were escaped. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    Html text(String text) {
        page.append(escaped(text));
        return this;
    }

    /** {@code <tag>text</tag>}; {@code tag} may have attributes of ours. */
    Html tag(String tag, String text) {
        page.append('<').append(tag).append('>').append(escaped(text)).append("</").append(tag.split(" ", 2)[0])
                .append(">\n");
        return this;
    }

    /** A row of a definition list; nothing when there is nothing to say. */
    Html fact(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
        }
        return this;
    }

    /** The sign of a verdict: a tick in a circle, a question in a triangle, a cross in a square. */
    Html sign(String verdict) {
        String shape = switch (verdict) {
            case "PASSED" -> "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m7 12.5 3.5 3.5L17 9\"/>";
            case "FAILED" ->
                "<rect x=\"2\" y=\"2\" width=\"20\" height=\"20\" rx=\"2\"/><path d=\"m8 8 8 8m0-8-8 8\"/>";
            default ->
                "<path d=\"M12 2 23 21H1Z\"/><path d=\"M9.7 10.3a2.4 2.4 0 1 1 3 2.3c-.5.2-.7.6-.7 1.2m0 3v.4\"/>";
        };
        return raw("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + shape + "</svg>");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}

package kz.centerpro.hub.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Noto Sans (SIL Open Font License) in a document; only the letters used are embedded. */
final class PdfFont {

    private static final byte[] PLAIN = resource("NotoSans-Regular.ttf");
    private static final byte[] STRONG = resource("NotoSans-Bold.ttf");
    private static final int UNITS = 1000;

    private final PDType0Font font;

    private PdfFont(PDType0Font font) {
        this.font = font;
    }

    static PdfFont plain(PDDocument document) throws IOException {
        return new PdfFont(PDType0Font.load(document, new ByteArrayInputStream(PLAIN), true));
    }

    static PdfFont strong(PDDocument document) throws IOException {
        return new PdfFont(PDType0Font.load(document, new ByteArrayInputStream(STRONG), true));
    }

    PDType0Font font() {
        return font;
    }

    float width(String drawable, float size) throws IOException {
        return font.getStringWidth(drawable) / UNITS * size;
    }

    /** Lines no wider than {@code width}, of what the font has; a word that is wider alone is cut. */
    List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : drawable(text).split(" ", -1)) {
            String rest = word;
            while (width(joined(line, rest), size) > width) {
                if (!line.isEmpty()) {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    int fits = fitting(rest, size, width);
                    lines.add(rest.substring(0, fits));
                    rest = rest.substring(fits);
                }
            }
            line.replace(0, line.length(), joined(line, rest));
        }
        lines.add(line.toString());
        return lines;
    }

    private static String joined(StringBuilder line, String word) {
        return line.isEmpty() ? word : line + " " + word;
    }

    private int fitting(String word, float size, float width) throws IOException {
        int fits = 1;
        while (fits < word.length() && width(word.substring(0, fits + 1), size) <= width) {
            fits++;
        }
        return fits;
    }

    /** What the font cannot draw is a question mark; beyond the basic plane it draws nothing. */
    private String drawable(String text) {
        StringBuilder drawable = new StringBuilder();
        text.codePoints().forEach(
                letter -> drawable.append(has(letter) ? Character.toString(letter) : letter <= ' ' ? " " : "?"));
        return drawable.toString();
    }

    private boolean has(int letter) {
        if (letter <= ' ' || !Character.isBmpCodePoint(letter)) {
            return letter == ' ';
        }
        try {
            return font.encode(Character.toString(letter)).length > 0;
        } catch (IllegalArgumentException | IOException absent) {
            return false;
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(PdfFont.class.getResourceAsStream("/fonts/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

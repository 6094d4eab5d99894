package kz.centerpro.hub.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Draws downwards over as many pages as it takes. Lengths are points, 72 to an inch. */
final class PdfSheet implements AutoCloseable {

    private static final float MARGIN = 50;
    private static final float SIZE = 9.5f;
    private static final float TITLE = 15;
    private static final float LEADING = 1.4f;
    private static final float NAMES = 140;
    private static final float PADDING = 4;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    private final PDDocument document;
    private final PdfFont plain;
    private final PdfFont strong;
    private PDPageContentStream page;
    private float y;

    private PdfSheet(PDDocument document, PdfFont plain, PdfFont strong) throws IOException {
        this.document = document;
        this.plain = plain;
        this.strong = strong;
        this.page = fresh();
    }

    static PdfSheet of(PDDocument document) throws IOException {
        return new PdfSheet(document, PdfFont.plain(document), PdfFont.strong(document));
    }

    private PDPageContentStream fresh() throws IOException {
        PDPage made = new PDPage(PDRectangle.A4);
        document.addPage(made);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, made);
    }

    private void need(float height) throws IOException {
        if (y - height < MARGIN) {
            page.close();
            page = fresh();
        }
    }

    void title(String text) throws IOException {
        for (String line : strong.wrapped(text, TITLE, WIDTH)) {
            line(strong, TITLE, MARGIN, line);
        }
        gap();
    }

    void heading(String text) throws IOException {
        gap();
        paragraph(text, true);
    }

    void paragraph(String text, boolean bold) throws IOException {
        PdfFont font = bold ? strong : plain;
        for (String line : font.wrapped(text, SIZE, WIDTH)) {
            line(font, SIZE, MARGIN, line);
        }
        y -= SIZE * 0.3f;
    }

    void fact(String name, String value) throws IOException {
        List<String> names = plain.wrapped(name, SIZE, NAMES - PADDING);
        List<String> values = plain.wrapped(value, SIZE, WIDTH - NAMES);
        for (int i = 0; i < Math.max(names.size(), values.size()); i++) {
            need(SIZE * LEADING);
            y -= SIZE * LEADING;
            at(plain, SIZE, MARGIN, y, i < names.size() ? names.get(i) : "");
            at(plain, SIZE, MARGIN + NAMES, y, i < values.size() ? values.get(i) : "");
        }
    }

    void row(List<String> cells, List<Integer> widths, boolean head) throws IOException {
        PdfFont font = head ? strong : plain;
        float unit = WIDTH / widths.stream().mapToInt(Integer::intValue).sum();
        List<List<String>> wrapped = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < cells.size(); i++) {
            wrapped.add(font.wrapped(cells.get(i), SIZE, unit * widths.get(i) - 2 * PADDING));
            lines = Math.max(lines, wrapped.getLast().size());
        }
        float height = lines * SIZE * LEADING + 2 * PADDING;
        need(height);
        float x = MARGIN;
        for (int i = 0; i < cells.size(); i++) {
            float width = unit * widths.get(i);
            page.addRect(x, y - height, width, height);
            page.stroke();
            float top = y - PADDING;
            for (String line : wrapped.get(i)) {
                top -= SIZE * LEADING;
                float indent = i == cells.size() - 1 ? width - PADDING - font.width(line, SIZE) : PADDING;
                at(font, SIZE, x + indent, top + SIZE * 0.3f, line);
            }
            x += width;
        }
        y -= height;
    }

    void gap() {
        y -= SIZE;
    }

    private void line(PdfFont font, float size, float x, String text) throws IOException {
        need(size * LEADING);
        y -= size * LEADING;
        at(font, size, x, y, text);
    }

    private void at(PdfFont font, float size, float x, float baseline, String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        page.beginText();
        page.setFont(font.font(), size);
        page.newLineAtOffset(x, baseline);
        page.showText(text);
        page.endText();
    }

    @Override
    public void close() throws IOException {
        page.close();
    }
}

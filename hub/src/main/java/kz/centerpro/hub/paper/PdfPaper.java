package kz.centerpro.hub.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** A paper as a PDF in A4. */
public final class PdfPaper {

    private PdfPaper() {}

    /** Some milliseconds of work and a few hundred kilobytes of memory. */
    public static byte[] of(Paper paper) {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            PDDocumentInformation about = new PDDocumentInformation();
            about.setTitle(paper.title());
            document.setDocumentInformation(about);
            document.getDocumentCatalog().setLanguage(paper.language());
            try (PdfSheet sheet = PdfSheet.of(document)) {
                sheet.title(paper.title());
                for (Paper.Block block : paper.blocks()) {
                    draw(sheet, block);
                }
            }
            document.save(file);
            return file.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a PDF is made in memory", impossible);
        }
    }

    private static void draw(PdfSheet sheet, Paper.Block block) throws IOException {
        switch (block) {
            case Paper.Text text -> sheet.paragraph(text.text(), text.strong());
            case Paper.Facts facts -> {
                sheet.heading(facts.heading());
                for (Paper.Fact fact : facts.facts()) {
                    sheet.fact(fact.name(), fact.value());
                }
            }
            case Paper.Table table -> {
                sheet.gap();
                sheet.row(table.head(), table.widths(), true);
                for (var row : table.rows()) {
                    sheet.row(row, table.widths(), false);
                }
                sheet.gap();
            }
        }
    }
}

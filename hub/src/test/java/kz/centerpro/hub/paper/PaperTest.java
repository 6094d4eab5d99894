package kz.centerpro.hub.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** Papers as a person gets them. */
class PaperTest {

    private static final String KAZAKH = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ ёъэ ₸ №";

    private static Paper paper(String text, int rows) {
        List<List<String>> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            table.add(List.of("Қызмет " + i, "40 000,00 ₸"));
        }
        return new Paper("kk", "Төлем шоты № 26000000188", List.of(new Paper.Text(text, false),
                new Paper.Facts("Алушы", List.of(new Paper.Fact("БСН", "241240011291"))),
                new Paper.Table(List.of("Атауы", "Сома"), table, List.of(3, 1))));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void drawsEveryLetterWithAFontOfItsOwn() throws IOException {
        byte[] pdf = PdfPaper.of(paper(KAZAKH, 2));
        assertThat(text(pdf)).contains("Төлем шоты № 26000000188", KAZAKH, "241240011291", "Қызмет 1", "40 000,00 ₸");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            for (var name : document.getPage(0).getResources().getFontNames()) {
                PDFont font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).isTrue();
            }
        }
        assertThat(pdf.length).isLessThan(100_000);
        Files.write(Path.of("target/paper.pdf"), pdf);
    }

    @Test
    void goesOnOverPages() throws IOException {
        byte[] pdf = PdfPaper.of(paper("x", 120));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
        }
        assertThat(text(pdf)).contains("Қызмет 0", "Қызмет 119");
    }

    @Test
    void drawsAQuestionMarkForWhatTheFontLacks() throws IOException {
        assertThat(text(PdfPaper.of(paper("中 😀 \u0007 a\nb \uD800", 0)))).contains("? ?", "a b");
        assertThat(text(PdfPaper.of(paper("w".repeat(500), 0))).replaceAll("\\s", "")).contains("w".repeat(500));
    }

    @Test
    void whatOthersTypedIsNoMarkup() {
        assertThat(HtmlPaper.of(paper("<script>alert('x')</script>&\"", 1)))
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;").doesNotContain("<script")
                .contains("<html lang=\"kk\">", "<td>40 000,00 ₸</td>");
    }
}

package kz.centerpro.hub.paper;

import java.util.List;

/** A paper as a page of its own: no script, nothing from elsewhere. */
public final class HtmlPaper {

    private static final String STYLE = """
            body{font-family:"Noto Sans",system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}
            h1{font-size:1.4rem}h2{font-size:1rem;margin-bottom:.2rem}dl{display:grid;grid-template-columns:12rem 1fr;gap:.15rem .8rem;margin:0}
            dt{color:#555}dd{margin:0}table{border-collapse:collapse;width:100%;margin:1rem 0}
            th,td{border:1px solid #999;padding:.35rem .5rem;text-align:left}th:last-child,td:last-child{text-align:right;white-space:nowrap}""";

    private HtmlPaper() {}

    public static String of(Paper paper) {
        StringBuilder page = new StringBuilder(4096);
        page.append("<!doctype html>\n<html lang=\"").append(escaped(paper.language()))
                .append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escaped(paper.title())).append("</title>\n<style>\n").append(STYLE)
                .append("\n</style></head>\n<body>\n<h1>").append(escaped(paper.title())).append("</h1>\n");
        paper.blocks().forEach(block -> append(page, block));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, Paper.Block block) {
        switch (block) {
            case Paper.Text text -> page.append(text.strong() ? "<p><strong>" : "<p>").append(escaped(text.text()))
                    .append(text.strong() ? "</strong></p>\n" : "</p>\n");
            case Paper.Facts facts -> {
                page.append("<h2>").append(escaped(facts.heading())).append("</h2>\n<dl>\n");
                facts.facts().forEach(fact -> page.append("<dt>").append(escaped(fact.name())).append("</dt><dd>")
                        .append(escaped(fact.value())).append("</dd>\n"));
                page.append("</dl>\n");
            }
            case Paper.Table table -> {
                page.append("<table>\n");
                row(page, table.head(), "th");
                table.rows().forEach(row -> row(page, row, "td"));
                page.append("</table>\n");
            }
        }
    }

    private static void row(StringBuilder page, List<String> cells, String tag) {
        page.append("<tr>");
        cells.forEach(cell -> page.append('<').append(tag).append('>').append(escaped(cell)).append("</").append(tag)
                .append('>'));
        page.append("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

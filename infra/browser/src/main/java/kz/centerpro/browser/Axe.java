package kz.centerpro.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of WCAG 2.0 to 2.2, A and AA, as axe-core checks them in the page. */
public final class Axe {

    private static final String RUN = """
            async () => JSON.stringify((await axe.run(document, {
              runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']},
              resultTypes: ['violations'], preload: false})).violations)
            """;

    private final String source = source();

    /** Each violation with the rule, what it is about and the elements, one line each; empty is good. */
    public List<String> violations(Page page) {
        page.evaluate(source);
        JsonNode found = JsonMapper.shared().readTree(String.valueOf(page.evaluate(RUN)));
        List<String> lines = new ArrayList<>();
        for (JsonNode violation : found) {
            for (JsonNode node : violation.path("nodes")) {
                lines.add(violation.path("id").asString() + ": " + node.path("html").asString() + " — "
                        + node.path("failureSummary").asString("").replaceAll("\\s+", " "));
            }
        }
        return lines;
    }

    private static String source() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

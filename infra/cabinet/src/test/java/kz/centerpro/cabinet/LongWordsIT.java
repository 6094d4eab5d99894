package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.centerpro.cabinet.Screens.Screen;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;

/**
 * With every word longer by 40 %, or with every letter, word and line further apart, at the narrowest width that WCAG
 * asks for, nothing overflows and nothing is cut off.
 */
@NeedsBrowser
class LongWordsIT {

    /** The dictionary as it is, with every text made longer after it has been read. */
    private static final String LONGER = """
            ;
            const longer = (v) => typeof v === 'string' ? v + ' ' + v.replace(/[{}]/g, '').slice(0, Math.ceil(v.length * 0.4))
              : Array.isArray(v) ? v.map(longer) : Object.fromEntries(Object.entries(v).map(([k, x]) => [k, k === 'months' ? x : longer(x)]));
            export default longer(book);
            """;

    /** WCAG 1.4.12. */
    private static final String SPACED = """
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
              document.adoptedStyleSheets.push(sheet);
            }
            """;

    @Test
    void longerWordsBreakNoLayoutAtTheNarrowestWidth() {
        assertThat(faults("long")).isEmpty();
    }

    @Test
    void wordsFurtherApartBreakNoLayoutAtTheNarrowestWidth() {
        assertThat(faults("spaced")).isEmpty();
    }

    private static List<String> faults(String way) {
        List<String> found = new ArrayList<>();
        Map<Optional<Someone>, List<Screen>> byPerson = Screens.all().stream().collect(Collectors
                .groupingBy(screen -> Optional.ofNullable(screen.who()), LinkedHashMap::new, Collectors.toList()));
        byPerson.forEach((who, screens) -> {
            try (Visit visit = Visit.of(who.orElse(null), new Look("kk", 320, false, true))) {
                if (way.equals("long")) {
                    visit.context().route(url -> url.contains("/i18n/"), LongWordsIT::lengthen);
                }
                for (Screen screen : screens) {
                    Page page = visit.open(screen.path());
                    if (way.equals("spaced")) {
                        page.evaluate(SPACED);
                    }
                    visit.shot(screen.name() + "-" + way);
                    ScreensIT.tooWide(page).forEach(line -> found.add(screen + " is too wide: " + line));
                    cut(page).forEach(line -> found.add(screen + " cuts off: " + line));
                }
            }
        });
        return found;
    }

    private static void lengthen(Route route) {
        String module = route.fetch().text();
        route.fulfill(new Route.FulfillOptions().setContentType("text/javascript")
                .setBody(module.replace("export default", "const book =") + LONGER));
    }

    /** Words of controls and headings that their box hides. */
    private static List<String> cut(Page page) {
        Object found = page.evaluate("""
                () => [...document.querySelectorAll('button, a.btn, h1, h2, label, summary')].filter((e) => {
                  const style = getComputedStyle(e);
                  return e.offsetParent && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis'
                    && e.scrollWidth > e.clientWidth + 1 && !e.matches('.unseen, .unseen *');
                }).map((e) => e.outerHTML.slice(0, 160))
                """);
        return found instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }
}

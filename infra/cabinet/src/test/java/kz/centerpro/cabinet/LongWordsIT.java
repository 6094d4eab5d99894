package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.cabinet.Screens.Screen;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;

/**
 * With every word longer by 40 %, at the narrowest width that WCAG asks for, nothing overflows and nothing is cut off.
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

    @Test
    void longerWordsBreakNoLayoutAtTheNarrowestWidth() {
        List<String> found = new ArrayList<>();
        for (Screen screen : Screens.all()) {
            try (Visit visit = Visit.of(screen.who(), new Look("kk", 320, false, true))) {
                visit.context().route(url -> url.contains("/i18n/"), LongWordsIT::lengthen);
                Page page = visit.open(screen.path());
                visit.shot(screen.name() + "-long");
                ScreensIT.tooWide(page).forEach(line -> found.add(screen + " is too wide: " + line));
                cut(page).forEach(line -> found.add(screen + " cuts off: " + line));
            }
        }
        assertThat(found).isEmpty();
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

package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Screens.Screen;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;

/** Everything can be done without a mouse, the focus is seen, and who wants no motion gets none. */
@NeedsBrowser
class KeyboardIT {

    private static final int STOPS_MAX = 200;
    private static final String HERE = """
            () => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              // In a list the row that keys act on shows where the focus is.
              const marked = e.matches('[role=grid]') ? e.querySelector('.active') ?? e : e;
              const style = getComputedStyle(marked), box = e.getBoundingClientRect();
              const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
                || style.boxShadow !== 'none' || e.matches('h1, h2, [tabindex="-1"]');
              window.stops ??= new Map();
              const id = window.stops.get(e) ?? window.stops.size;
              window.stops.set(e, id);
              const middle = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) => document.elementFromPoint(
                Math.max(box.left, 0) + (Math.min(box.right, innerWidth) - Math.max(box.left, 0)) * x,
                Math.max(box.top, 0) + (Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)) * y));
              const free = box.width < 3 || middle.some((p) => p && (e.contains(p) || p.contains(e) || [...e.labels ?? []].some((l) => l.contains(p))));
              return {id, what: e.outerHTML.slice(0, 140), seen, free};
            }
            """;

    @Test
    void tabReachesEverythingThatCanBeActedOnAndTheFocusIsSeen() {
        List<String> wrong = new ArrayList<>();
        for (Screen screen : Screens.often()) {
            try (Visit visit = Visit.of(screen.who(), Look.DESK)) {
                Page page = visit.open(screen.path());
                List<Object> reached = new ArrayList<>();
                boolean round = false;
                for (int stop = 0; stop < STOPS_MAX; stop++) {
                    page.keyboard().press("Tab");
                    Map<?, ?> here = (Map<?, ?>) page.evaluate(HERE);
                    if (here == null && !round) {
                        round = true; // past the last one, and in again at the first
                        continue;
                    }
                    if (here == null || reached.contains(here.get("id"))) {
                        break;
                    }
                    reached.add(here.get("id"));
                    if (!Boolean.TRUE.equals(here.get("seen"))) {
                        wrong.add(screen + ": focus is not seen on " + here.get("what"));
                    }
                    if (!Boolean.TRUE.equals(here.get("free"))) { // WCAG 2.4.11
                        wrong.add(screen + ": something stands over the focus on " + here.get("what"));
                    }
                }
                missed(page).forEach(what -> wrong.add(screen + ": Tab does not reach " + what));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * What is shown and can be acted on, and was no stop; items of a group that arrows move in are reached through it.
     */
    private static List<String> missed(Page page) {
        Object found = page.evaluate(
                """
                        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=grid]')].filter((e) =>
                            e.checkVisibility({checkVisibilityCSS: true}) && !e.disabled && !window.stops.has(e) && e.tabIndex >= 0
                            && !(e.type === 'radio' && [...window.stops.keys()].some((s) => s.name === e.name)))
                          .map((e) => e.outerHTML.slice(0, 140))
                        """);
        return found instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    @Test
    void aListIsWalkedChosenOpenedAndLeftByKeysAlone() {
        Someone alice = House.company("ТОО «Клавиатура»");
        Someone bob = House.company("ТОО «Без мыши»");
        alice.send(bob, 8, "Письмо");
        try (Visit visit = Visit.of(bob, Look.DESK)) {
            Page page = visit.open("/in");
            page.locator("[role=grid]").focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Space");
            page.keyboard().press("Shift+ArrowDown");
            assertThat(page.locator("[role=row][aria-selected=true]")).hasCount(2);
            page.keyboard().press("Escape");
            assertThat(page.locator("[role=row][aria-selected=true]")).hasCount(0);
            String last = page.locator("[role=grid] [role=row]").last().getAttribute("id").replace("row-", "");
            page.keyboard().press("End");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*/d/" + last));
            assertThat(page.locator("article.doc")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page).hasURL(Pattern.compile(".*/in$"));
            page.locator("[role=grid]").focus();
            page.keyboard().press("/");
            assertThat(page.locator("#search")).isFocused();
            page.keyboard().press("Escape");
            // As on a Kazakh or Russian layout.
            page.locator("[role=grid]").dispatchEvent("keydown", Map.of("key", "ч", "code", "KeyX"));
            assertThat(page.locator("[role=row][aria-selected=true]")).hasCount(1);
            page.locator("[role=grid]").dispatchEvent("keydown",
                    Map.of("key", "л", "code", "KeyK", "ctrlKey", true, "bubbles", true));
            assertThat(page.locator("dialog[open]")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog[open]")).hasCount(0);
            visit.assertClean();
        }
    }

    /** In an English browser and a Kazakh cabinet, as in any other. */
    @Test
    void datesAreTypedAsPeopleHereWriteThem() {
        try (Visit visit = Visit.of(House.company("ТОО «Күнтізбе»"), Look.DESK.in("en"))) {
            Page page = visit.open("/in?lang=kk");
            page.locator(".head .btn").click();
            page.locator("#from").fill("5/11/26");
            page.keyboard().press("Tab");
            assertThat(page).hasURL(Pattern.compile(".*from=2026-11-05"));
            assertThat(page.locator("#from")).hasValue("05.11.2026");
            page.locator("#to").fill("31.02.2026");
            page.keyboard().press("Tab");
            assertThat(page.locator("#to-wrong")).containsText("кк.аа.жжжж");
            assertThat(page).hasURL(Pattern.compile(".*from=2026-11-05$"));
            assertThat(page.evaluate(MEANT)).isEqualTo(List.of("2026-11-22", "2026-11-22", "2026-02-01", "2026-02-01",
                    "2026-11", "2026-11-22T09:05", "22:00", "", "no", "no", "no", "no"));
            visit.assertClean();
        }
    }

    private static final String MEANT = """
            async () => {
              const {meant} = await import(document.querySelector('script[type=module]').src.replace('main.js', 'typed.js'));
              return [['date', '22.11.2026'], ['date', '2026-11-22'], ['date', '1.2.26'], ['date', '01022026'], ['month', '11.2026'],
                ['datetime-local', '22.11.26, 9.05'], ['time', '2200'], ['date', ' '], ['date', '12/31/2026'], ['date', '1 dec 2026'],
                ['time', '24:00'], ['date', '29.02.2025']].map(([type, text]) => meant(type, text) ?? 'no');
            }
            """;

    @Test
    void nothingMovesForWhoWantsNoMotion() {
        List<String> moving = new ArrayList<>();
        for (Screen screen : Screens.often()) {
            try (Visit visit = Visit.of(screen.who(), Look.DESK)) {
                Object found = visit.open(screen.path()).evaluate(
                        """
                                () => [...document.querySelectorAll('*')].filter((e) => {
                                  const style = getComputedStyle(e);
                                  const longest = (list) => Math.max(...list.split(',').map((t) => t.endsWith('ms') ? parseFloat(t) : parseFloat(t) * 1000));
                                  return longest(style.transitionDuration) > 10 || (style.animationName !== 'none' && longest(style.animationDuration) > 10);
                                }).map((e) => e.outerHTML.slice(0, 100)).concat(document.getAnimations().map((a) => 'an animation ' + a.id))
                                """);
                ((List<?>) found).forEach(what -> moving.add(screen + ": " + what));
            }
        }
        assertThat(moving).isEmpty();
    }
}

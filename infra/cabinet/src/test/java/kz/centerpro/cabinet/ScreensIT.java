package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.browser.Axe;
import kz.centerpro.cabinet.Screens.Screen;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every screen in every language, on a desk and on a phone, in light and in dark: no rule of WCAG 2.2 A and AA broken,
 * nothing wider than the window, no policy violated; a picture of each in {@code target/screens}. In a build a part of
 * the combinations, chosen so that each screen comes in each language, width and theme and each page of the operator's
 * console in one of them; {@code -Dcabinet.whole=true} takes all.
 */
@NeedsBrowser
class ScreensIT {

    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    private static final List<Integer> WIDTHS = List.of(1360, 390);
    private static int looked;
    private static int wrong;
    private final Axe axe = new Axe();

    @AfterAll
    static void sum() {
        System.out.println("FIGURE cabinet: " + looked + " looks of " + Screens.all().size() + " screens, " + wrong
                + " violations");
    }

    static List<Look> looks() {
        List<Look> all = new ArrayList<>();
        for (String language : LANGUAGES) {
            for (int width : WIDTHS) {
                for (boolean dark : new boolean[]{false, true}) {
                    all.add(new Look(language, width, dark, true));
                }
            }
        }
        List<Look> part = List.of(new Look("kk", 390, false, true), new Look("ru", 1360, false, true),
                new Look("en", 1360, true, true), new Look("ru", 390, true, true));
        return Screens.WHOLE ? all : part;
    }

    @ParameterizedTest
    @MethodSource("looks")
    void isAccessibleAndFits(Look look) {
        List<String> found = new ArrayList<>();
        for (Group group : groups(look)) {
            try (Visit visit = Visit.of(group.who(), look)) {
                for (Screen screen : group.screens()) {
                    Page page = visit.open(screen.path());
                    looked++;
                    visit.shot(screen.name());
                    axe.violations(page).forEach(line -> found.add(screen + " " + look + ": " + line));
                    tooWide(page).forEach(line -> found.add(screen + " " + look + " is too wide: " + line));
                    if (!look.language().equals(page.evaluate("() => document.documentElement.lang"))) {
                        found.add(screen + " " + look + " speaks another language");
                    }
                }
                visit.assertClean();
            }
        }
        wrong += found.size();
        assertThat(found).isEmpty();
    }

    private record Group(@org.jspecify.annotations.Nullable Someone who, List<Screen> screens) {}

    /** Screens by person, so that a person signs in once; in a build each rare screen in one of the looks. */
    private static List<Group> groups(Look look) {
        List<Group> groups = new ArrayList<>();
        int turn = 0;
        for (Screen screen : Screens.all()) {
            if (screen.rare() && !Screens.WHOLE && turn++ % looks().size() != looks().indexOf(look)) {
                continue;
            }
            if (groups.isEmpty() || groups.getLast().who() != screen.who()) {
                groups.add(new Group(screen.who(), new ArrayList<>()));
            }
            groups.getLast().screens().add(screen);
        }
        return groups;
    }

    /** What reaches beyond the window's width, outermost first. */
    static Stream<String> tooWide(Page page) {
        Object found = page.evaluate("""
                () => {
                  const wide = document.documentElement.clientWidth;
                  if (document.scrollingElement.scrollWidth <= wide) return [];
                  return [...document.querySelectorAll('body *')].filter((e) => {
                    const box = e.getBoundingClientRect();
                    return box.width > 0 && box.right > wide + 1 && !e.closest('.tablewrap, [data-scrolls]');
                  }).slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
                }
                """);
        return found instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.empty();
    }
}

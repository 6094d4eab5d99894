package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.cabinet.CabinetFiles.Source;
import org.junit.jupiter.api.Test;

/** What a person's browser fetches, each file compressed by itself as the hub sends it. */
class CabinetWeightTest {

    /** The shell with everything around a list and a document. */
    private static final int ENTERED_MAX = 60 * 1024;
    /** Any other screen with all its tabs, beyond that; fetched when somebody goes there. */
    private static final int SCREEN_MAX = 24 * 1024;
    private static final int STYLES_MAX = 12 * 1024;
    private static final Pattern STATIC = Pattern.compile("(?m)^import\\b[^;]*?['\"](\\.[^'\"]+\\.js)['\"]");
    private static final Pattern LAZY = Pattern.compile("import\\(\\s*['\"](\\.[^'\"]+\\.js)['\"]");
    private static final List<String> ENTRY = List.of("app/main.js", "app/live-worker.js", "app/view/inbox.js",
            "app/view/document.js");

    private final Map<String, Source> scripts = CabinetFiles.scripts().stream()
            .collect(Collectors.toMap(Source::name, Function.identity()));

    @Test
    void whatEverybodyFetchesIsLight() {
        int entered = weight(entered());
        System.out.println("FIGURE cabinet: scripts of entering " + entered + " bytes gzip, of all screens "
                + zipped(CabinetFiles.scripts()) + ", words of the heaviest language " + words() + ", styles "
                + zipped(CabinetFiles.of("css")));
        assertThat(entered).as("gzip bytes of the shell, the list and the document").isPositive()
                .isLessThanOrEqualTo(ENTERED_MAX);
    }

    @Test
    void noScreenIsHeavy() {
        Set<String> entered = entered();
        Map<String, Integer> screens = new TreeMap<>();
        for (String screen : named(scripts.get("app/screens.js"), LAZY)) {
            Set<String> own = reached(List.of(screen), true);
            own.removeAll(entered);
            screens.put(screen, weight(own));
        }
        assertThat(screens).hasSizeGreaterThan(5).allSatisfy((screen, weight) -> assertThat(weight).as(screen)
                .isLessThanOrEqualTo(SCREEN_MAX));
    }

    @Test
    void stylesAreLight() {
        assertThat(zipped(CabinetFiles.of("css"))).as("gzip bytes of all style sheets").isPositive()
                .isLessThanOrEqualTo(STYLES_MAX);
    }

    private Set<String> entered() {
        return reached(ENTRY, false);
    }

    private Set<String> reached(List<String> from, boolean lazily) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            Source file = scripts.get(next.poll());
            if (file != null && seen.add(file.name())) {
                next.addAll(named(file, STATIC));
                if (lazily) {
                    next.addAll(named(file, LAZY));
                }
            }
        }
        return seen;
    }

    private static List<String> named(Source file, Pattern imports) {
        return imports.matcher(file.text()).results()
                .map(hit -> Path.of(file.name()).resolveSibling(hit.group(1)).normalize().toString()).toList();
    }

    private int weight(Set<String> names) {
        return names.stream().map(scripts::get).mapToInt(Source::zipped).sum();
    }

    private static int words() {
        return Stream.of("kk", "ru", "en").mapToInt(language -> zipped(CabinetFiles.of("js").stream()
                .filter(file -> file.under("i18n/" + language)).toList())).max().orElse(0);
    }

    private static int zipped(List<Source> files) {
        return files.stream().mapToInt(Source::zipped).sum();
    }
}

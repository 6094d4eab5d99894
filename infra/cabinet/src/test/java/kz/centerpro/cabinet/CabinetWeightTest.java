package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.cabinet.CabinetFiles.Source;
import org.junit.jupiter.api.Test;

/** What a person's browser fetches, each file compressed by itself as the hub sends it. */
class CabinetWeightTest {

    /** Until the inbox stands: what a person waits for. */
    private static final int START_MAX = 60 * 1024;
    /** What a screen adds to that when it is opened, with the words of one language. */
    private static final int SCREEN_MAX = 24 * 1024;
    private static final int STYLES_MAX = 16 * 1024;
    private static final Pattern STATIC = Pattern
            .compile("(?m)^\\s*(?:import|export)\\b[^;]*?from\\s*'([^']+)'|^import '([^']+)'");

    private final Map<String, Source> scripts = CabinetFiles.scripts().stream()
            .collect(Collectors.toMap(Source::name, Function.identity()));

    @Test
    void theInboxStartsLight() {
        Set<String> start = needed("app/main.js", "app/view/inbox.js");
        assertThat(start).hasSizeGreaterThan(10);
        System.out.println("FIGURE cabinet: gzip bytes until the inbox stands " + zipped(start) + ", of all scripts "
                + zipped(scripts.keySet()) + ", of the heaviest language's words " + words() + ", of styles "
                + zipped(CabinetFiles.of("css")));
        assertThat(zipped(start)).as("gzip bytes of the scripts until the inbox stands").isLessThanOrEqualTo(START_MAX);
    }

    @Test
    void aScreenAddsLittle() {
        Set<String> start = needed("app/main.js", "app/view/inbox.js");
        List<String> heavy = scripts.keySet().stream().filter(name -> name.startsWith("app/view/"))
                .filter(name -> {
                    Set<String> more = needed(name);
                    more.removeAll(start);
                    return zipped(more) > SCREEN_MAX;
                }).toList();
        assertThat(heavy).isEmpty();
    }

    @Test
    void stylesAreLight() {
        assertThat(zipped(CabinetFiles.of("css"))).as("gzip bytes of all style sheets").isPositive()
                .isLessThanOrEqualTo(STYLES_MAX);
    }

    /** A module with all that it imports before it runs. */
    private Set<String> needed(String... names) {
        Set<String> all = new TreeSet<>();
        Stream.of(names).forEach(name -> add(name, all));
        return all;
    }

    private void add(String name, Set<String> all) {
        Source file = scripts.get(name);
        if (file == null || !all.add(name)) {
            return;
        }
        STATIC.matcher(file.code()).results().map(hit -> hit.group(1) == null ? hit.group(2) : hit.group(1))
                .forEach(to -> add(Path.of(name).resolveSibling(to).normalize().toString(), all));
    }

    private static int words() {
        return Stream.of("kk", "ru", "en").mapToInt(language -> zipped(CabinetFiles.of("js").stream()
                .filter(file -> file.under("i18n/" + language)).toList())).max().orElse(0);
    }

    private int zipped(Set<String> names) {
        return zipped(names.stream().map(scripts::get).toList());
    }

    private static int zipped(List<Source> files) {
        return files.stream().mapToInt(Source::zipped).sum();
    }
}

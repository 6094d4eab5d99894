package kz.centerpro.hub.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a person's browser fetches, each file compressed by itself as the hub sends it, the library and words included.
 */
class CabinetWeightTest {

    private static final int KB = 1024;
    /** Scripts until the inbox stands: what a person waits for. */
    private static final int START_MAX = 36 * KB;
    /** What a screen adds to that when it is opened, with its words. */
    private static final int SCREEN_MAX = 24 * KB;
    /**
     * All that a client can ever fetch of scripts, with the words of one language; the operator's console is none of
     * it.
     */
    private static final int CLIENT_MAX = 160 * KB;
    private static final int STYLES_MAX = 12 * KB;
    /** Of the pages that need no script. */
    private static final int PLAIN_STYLES_MAX = 3 * KB;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");
    private static final Pattern PARTS = Pattern.compile("(?:parts(?: = |: )|need\\()\\[([^]]*)]");
    private static final Pattern NAME = Pattern.compile("'(\\w+)'");
    private static final String CONSOLE = "admin";

    private final SortedMap<String, byte[]> sources = PackedFiles.sources();
    private final PackedFiles files = new PackedFiles(sources);

    @Test
    void theInboxStartsLight() {
        Set<String> start = start();
        Collection<String> client = client();
        assertThat(start).hasSizeGreaterThan(10);
        System.out.println("FIGURE cabinet: gzip bytes until the inbox stands: library " + weight(library(start))
                + ", scripts " + (weight(start) - weight(library(start))) + ", words " + words(parts(start))
                + "; of all that a client can fetch: scripts " + weight(client) + ", words " + words(parts(client))
                + "; styles " + weight(styles()));
        assertThat(weight(start)).as("gzip bytes of the scripts until the inbox stands")
                .isLessThanOrEqualTo(START_MAX);
    }

    @Test
    void aScreenAddsLittle() {
        Set<String> start = start();
        List<String> heavy = new ArrayList<>();
        for (String screen : views()) {
            Set<String> more = needed(screen);
            Set<String> words = parts(more);
            more.removeAll(start);
            words.removeAll(parts(start));
            int bytes = weight(more) + words(words);
            if (bytes > SCREEN_MAX) {
                heavy.add(screen + ": " + bytes);
            }
        }
        assertThat(heavy).isEmpty();
    }

    @Test
    void allOfAClientsScreensAreBounded() {
        assertThat(weight(client()) + words(parts(client()))).isLessThanOrEqualTo(CLIENT_MAX);
    }

    @Test
    void stylesAreLight() {
        assertThat(weight(styles())).as("gzip bytes of all style sheets of the cabinet").isPositive()
                .isLessThanOrEqualTo(STYLES_MAX);
        assertThat(weight(List.of("tokens.css", "pages.css"))).isLessThanOrEqualTo(PLAIN_STYLES_MAX);
    }

    private Set<String> start() {
        return needed(ShellPage.MAIN, "app/view/inbox.js");
    }

    private List<String> views() {
        return sources.keySet().stream().filter(path -> path.startsWith("app/view/")).toList();
    }

    private Set<String> client() {
        return needed(sources.keySet().stream().filter(path -> path.startsWith("app/") && !path.contains(CONSOLE))
                .toArray(String[]::new));
    }

    /** In one sheet, and those that screens bring along. */
    private List<String> styles() {
        List<String> styles = new ArrayList<>(sources.keySet().stream()
                .filter(path -> path.matches("screen-\\w+\\.css")).toList());
        styles.removeAll(ShellPage.sheets(Objects.requireNonNull(source("index.html"))));
        styles.add("shell.css");
        return styles;
    }

    private static Set<String> library(Collection<String> modules) {
        Set<String> library = new TreeSet<>(modules);
        library.removeIf(path -> !path.startsWith("vendor/"));
        return library;
    }

    private Set<String> needed(String... modules) {
        return ShellPage.modules(this::source, modules);
    }

    /** The dictionaries that modules name, and those that are always there. */
    private Set<String> parts(Collection<String> modules) {
        Set<String> parts = new TreeSet<>(List.of("core", "status"));
        for (String module : modules) {
            Matcher named = PARTS.matcher(module.startsWith("app/") ? String.valueOf(source(module)) : "");
            while (named.find()) {
                NAME.matcher(named.group(1)).results().forEach(name -> parts.add(name.group(1)));
            }
        }
        return parts;
    }

    /** Of the heaviest language. */
    private int words(Set<String> parts) {
        return LANGUAGES.stream().mapToInt(language -> weight(parts.stream()
                .map(part -> "i18n/" + language + "/" + part + ".js").toList())).max().orElse(0);
    }

    private int weight(Collection<String> paths) {
        return paths.stream().mapToInt(path -> {
            CabinetFiles.CabinetFile file = Objects.requireNonNull(files.file(path).block(SOON), path);
            byte[] packed = file.packed();
            return packed == null ? file.bytes().length : packed.length;
        }).sum();
    }

    private @Nullable String source(String path) {
        byte[] bytes = sources.get(path);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}

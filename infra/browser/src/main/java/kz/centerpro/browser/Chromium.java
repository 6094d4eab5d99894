package kz.centerpro.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine's own Chromium, without a window. Playwright's driver runs on the machine's own node. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final List<String> NODES = List.of("node", "nodejs");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** What is missing on this machine, as a sentence; empty when a browser can be launched. */
    public static Optional<String> absent() {
        if (executable(NAMES).isEmpty()) {
            return Optional.of("Chromium is not installed (looked for " + String.join(", ", NAMES) + " on PATH).");
        }
        return executable(NODES).isEmpty()
                ? Optional.of("node is not installed; Playwright's driver runs on it.")
                : Optional.empty();
    }

    /**
     * Launches a browser. {@code further} are switches such as {@code --host-resolver-rules=…}. Throws
     * {@link IllegalStateException} with the sentence of {@link #absent} where there is none.
     */
    public static Chromium launch(String... further) {
        absent().ifPresent(missing -> {
            throw new IllegalStateException(missing);
        });
        System.setProperty("playwright.nodejs.path", executable(NODES).orElseThrow().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable(NAMES).orElseThrow()).setHeadless(true)
                    .setArgs(switches(further))));
        } catch (RuntimeException failed) {
            playwright.close();
            throw failed;
        }
    }

    /** Another person's browser: cookies, storage and caches of its own. */
    public Browser browser() {
        return browser;
    }

    public String version() {
        return browser.version();
    }

    /**
     * Launches another browser whose one person has a profile of his own in {@code folder}: what {@link #browser} gives
     * is as a private window, which takes no part in Web Push, among other things. Closing the context ends it.
     */
    public BrowserContext profile(Path folder, BrowserType.LaunchPersistentContextOptions how, String... further) {
        return playwright.chromium().launchPersistentContext(folder, how
                .setExecutablePath(executable(NAMES).orElseThrow()).setHeadless(true).setArgs(switches(further)));
    }

    private static List<String> switches(String... further) {
        List<String> switches = new ArrayList<>(List.of("--no-sandbox", "--disable-gpu",
                "--disable-background-networking", "--disable-component-update", "--no-first-run",
                "--disable-dev-shm-usage"));
        switches.addAll(List.of(further));
        return switches;
    }

    private static Optional<Path> executable(List<String> names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> folders = Stream.concat(Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(path)
                .filter(folder -> !folder.isEmpty()), Stream.of("/usr/bin", "/usr/local/bin")).map(Path::of).toList();
        return names.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable).findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

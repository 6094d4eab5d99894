package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kz.centerpro.browser.PageWatch;
import org.jspecify.annotations.Nullable;

/**
 * One person before one browser of his own: at the end it must have violated no policy, asked no stranger, kept no
 * secret.
 */
final class Visit implements AutoCloseable {

    static final Path SHOTS = Path.of("target", "screens");
    private static final Map<String, String> LOCALES = Map.of("kk", "kk-KZ", "ru", "ru-KZ", "en", "en-GB");
    private static final String SETTLED = """
            () => document.querySelector('h1, main h2') && !document.querySelector('[aria-busy="true"]')
              && document.fonts.status === 'loaded'
            """;

    /** How the browser looks. */
    record Look(String language, int width, boolean dark, boolean still) {

        static final Look DESK = new Look("ru", 1360, false, true);
        static final Look PHONE = new Look("kk", 390, false, true);

        Look in(String other) {
            return new Look(other, width, dark, still);
        }

        int height() {
            return width < 600 ? 844 : 860;
        }

        @Override
        public String toString() {
            return language + "-" + width + (dark ? "-dark" : "");
        }
    }

    private final String base;
    private final BrowserContext context;
    private final Page page;
    private final PageWatch watch;
    private final Look look;

    private Visit(String base, BrowserContext context, Look look) {
        this.base = base;
        this.context = context;
        this.look = look;
        this.watch = PageWatch.of(context);
        context.setDefaultTimeout(20_000);
        this.page = context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
    }

    /** {@code who} is signed in already; null is a stranger. */
    static Visit of(@Nullable Someone who, Look look) {
        return at(House.center().http(), who, look);
    }

    /** The same, but the browser reaches the hub through a gate. */
    static Visit over(Gate gate, Someone who, Look look) {
        return at(gate.http(), who, look);
    }

    private static Visit at(String base, @Nullable Someone who, Look look) {
        Browser browser = House.chromium().browser();
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setBaseURL(base)
                .setLocale(locale(look.language())).setTimezoneId("Asia/Almaty")
                .setViewportSize(look.width(), look.height()).setHasTouch(look.width() < 600)
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(look.still() ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE));
        if (who != null) {
            who.enter(context);
        }
        return new Visit(base, context, look);
    }

    /** One with a profile, as a browser that is not a private window has: it is told by Web Push. */
    static Visit withProfile(Someone who, Look look, Path folder) {
        BrowserContext context = House.chromium().profile(folder, new BrowserType.LaunchPersistentContextOptions()
                .setBaseURL(House.center().http()).setLocale(locale(look.language())).setTimezoneId("Asia/Almaty")
                .setViewportSize(look.width(), look.height()), House.pushVendor().switches());
        who.enter(context);
        return new Visit(House.center().http(), context, look);
    }

    /** Goes there and waits until the screen stands still. */
    Page open(String path) {
        Response answer = page.navigate(path);
        try {
            settled();
        } catch (TimeoutError unsettled) {
            throw new AssertionError(path + " (" + answer.status() + ") does not stand still: "
                    + page.locator("body").innerText() + " " + watch.errors(), unsettled);
        }
        return page;
    }

    void settled() {
        page.waitForFunction(SETTLED);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    PageWatch watch() {
        return watch;
    }

    /** A picture of the window in {@code target/screens}. */
    void shot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + "-" + look + ".png")));
    }

    static String locale(String language) {
        return LOCALES.getOrDefault(language, language);
    }

    /** Of everything that this visit did; {@code signer} is the only address outside that a page may call. */
    void assertClean(String... signer) {
        assertThat(watch.violations()).as("violations of the content security policy").isEmpty();
        assertThat(watch.strangers(base)).as("addresses outside the origin").isSubsetOf(List.of(signer));
        assertThat(watch.errors().stream().filter(line -> line.contains("Error") && !line.contains("Failed to load")))
                .as("uncaught errors").isEmpty();
        if (!page.isClosed() && page.url().startsWith("http")) {
            assertThat(PageWatch.readableByScript(page)).as("what scripts can read").doesNotContain("eyJ", "Bearer",
                    "session=", "accessToken", "refreshToken");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

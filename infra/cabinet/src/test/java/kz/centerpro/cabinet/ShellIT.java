package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;

/** What stands around the screens: who is there, in which language, and what happens when the session ends. */
@NeedsBrowser
class ShellIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aStrangerFindsNoErrorInTheConsole() {
        try (Visit visit = Visit.of(null, Look.DESK)) {
            assertThat(visit.open("/in")).hasURL(Pattern.compile(".*/sign-in\\?to=.*"));
            assertThat(visit.watch().errors()).isEmpty();
        }
    }

    @Test
    void escapeLeavesTheQuestionToSignInAgainAndNothingElse() {
        Someone head = House.company("ТОО «Сеанс окончен»");
        House.ncaLayer().signAs(head.person().id());
        try (Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open("/in");
            page.evaluate("() => { window.stayed = true; }");
            visit.context().clearCookies();
            Locator dialog = page.locator("dialog[open] [data-door=nca]");
            page.locator(".nav a[href='/parties']").click();
            assertThat(dialog).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog[open]")).hasCount(0);
            assertThat(page.locator("main .problem")).isVisible();
            assertThat(page).hasURL(Pattern.compile(".*/parties"));

            page.locator("main .problem .btn").first().click();
            dialog.click();
            assertThat(page.locator("dialog[open]")).hasCount(0);
            assertThat(page.locator("main .problem")).hasCount(0);
            assertThat((Boolean) page.evaluate("() => window.stayed === true")).as("the page was never left").isTrue();
        }
    }

    @Test
    void theLanguageIsThePersonsOnEveryBrowser() {
        Someone head = House.company("ТОО «Три языка»");
        head.call("PUT", "/v1/preferences", Map.of("language", "kk"));
        try (Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open("/in");
            assertThat(page.locator("html")).hasAttribute("lang", "kk");
            page.locator(".top .langs [lang=en]").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            awaitKept(page, head, "en");
        }
        House.ncaLayer().signAs(head.person().id());
        try (Visit visit = Visit.of(null, Look.DESK)) {
            Page page = visit.open("/sign-in");
            page.locator("[data-door=nca]").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
        try (Visit visit = Visit.of(null, Look.DESK)) {
            Page page = visit.open("/sign-in");
            page.locator(".langs [lang=kk]").click();
            page.locator("[data-door=nca]").click();
            assertThat(page).hasURL(Pattern.compile(".*/in"));
            awaitKept(page, head, "kk");
            assertThat(page.locator("html")).hasAttribute("lang", "kk");
        }
    }

    private static void awaitKept(Page page, Someone head, String language) {
        Await.until(page, () -> language + " is kept", SOON,
                () -> head.get("/v1/preferences").path("language").asString("").equals(language));
    }

    @Test
    void theKindOfADocumentIsSaidInWords() {
        Someone alice = House.company("ТОО «Виды документов»");
        Someone bob = House.company("ЖШС «Құжат түрлері»");
        List<String> known = alice.send(bob, 1, "Поставка", Map.of("documentType", "CONTRACT"));
        List<String> other = alice.send(bob, 1, "Прочее", Map.of("documentType", "constructor"));
        for (String language : List.of("kk", "ru", "en")) {
            try (Visit visit = Visit.of(bob, Look.DESK.in(language))) {
                Locator document = visit.open("/d/" + known.getFirst()).locator("article.doc");
                assertThat(document).containsText(Words.of(language, "type", "CONTRACT"));
                assertThat(document).not().containsText("CONTRACT");
                if (language.equals("en")) {
                    Locator facts = visit.open("/d/" + other.getFirst()).locator("article.doc .facts").first();
                    assertThat(facts).containsText("constructor");
                    assertThat(facts).not().containsText("native code");
                }
            }
        }
    }
}

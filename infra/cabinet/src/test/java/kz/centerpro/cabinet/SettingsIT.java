package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an organisation sets for itself: when and where it is told, keys, webhooks, sessions, and the log of it all. */
@NeedsBrowser
class SettingsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORGANISATION = "/settings/organisation?tab=";
    private static final Pattern CODE = Pattern.compile("<strong>([0-9]{8})</strong>");

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static String word(String key) {
        return Words.of("ru", "organisation", key);
    }

    @Test
    void quietHoursAreKeptAndAnAddressIsConfirmedByItsCode() {
        Someone head = House.company("ТОО «Тихий час»");
        String address = "head" + head.taxId() + "@example.test";
        try (Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open("/settings/notifications");
            page.locator("#quiet-on").check();
            assertThat(page.locator("#quiet-from")).hasValue("22:00");
            typed(page, "#quiet-from", "8:00");
            assertThat(page.locator("#quiet-to-error")).hasText(Words.of("ru", "notifications", "quietSame"));
            page.locator(".hours .btn.main").click();
            typed(page, "#quiet-from", "24:00");
            assertThat(page.locator("#quiet-from")).hasAttribute("aria-invalid", "true");
            JsonNode before = head.get("/v1/notification-preferences").path("quietHours");
            assertThat(before.path("from").asString()).as("nothing wrong was kept").isEqualTo("22:00");
            typed(page, "#quiet-from", "23.30");
            page.locator(".hours .btn.main").click();
            assertThat(page.locator(".hours .btn.main")).hasCount(0);
            visit.open("/settings/notifications");
            assertThat(page.locator("#quiet-from")).hasValue("23:30");
            page.locator("#quiet-on").uncheck();
            assertThat(page.locator("#quiet-from")).hasCount(0);

            page.locator("#mail").fill(address);
            page.locator("#mail").press("Enter");
            page.locator("#mail-code").fill("00000000");
            page.locator("#mail-code").press("Enter");
            assertThat(page.locator("main .problem")).isVisible();
            page.locator("#mail-code").fill(Mailbox.await(page, address, CODE));
            page.locator("#mail-code").press("Enter");
            assertThat(page.locator("#mail-code")).hasCount(0);
            assertThat(page.locator("main .tag.good").first()).containsText(address);
            assertThat(page.locator("main .problem")).hasCount(0);
            visit.assertClean();
        }
    }

    @Test
    void aKeysSecretIsShownOnceAndTheKeyIsTakenBackOnlyWithTheOwnNumber() {
        Someone head = House.company("ТОО «Ключи от API»");
        try (Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open(ORGANISATION + "keys");
            page.locator(".lead .btn.main").click();
            page.locator("#key-name").fill("1С");
            page.locator("#key-name").press("Enter");
            String first = secret(page);
            assertThat(page.content()).as("shown once").doesNotContain(first);
            assertThat(head.get("/v1/credentials").toString()).contains("1С").doesNotContain(first);

            act(page, word("rotate"));
            page.locator("dialog .btn.main").click();
            String second = secret(page);
            assertThat(second).isNotEqualTo(first);
            assertThat(page.locator(".table")).containsText("секрет сменён");
            visit.open(ORGANISATION + "keys");
            assertThat(page.content()).doesNotContain(first, second);

            act(page, word("revoke"));
            page.locator("#f-taxId").fill("000000000000");
            page.locator("dialog .btn.danger").click();
            assertThat(page.locator("#f-taxId-error")).hasText(word("typeWrong"));
            assertThat(head.get("/v1/credentials").path("items").get(0).has("revokedAt")).isFalse();
            page.locator("#f-taxId").fill(head.taxId());
            page.locator("dialog .btn.danger").click();
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".table details.menu")).hasCount(0);
            assertThat(head.get("/v1/credentials").path("items").get(0).has("revokedAt")).isTrue();
            visit.assertClean();
        }
    }

    @Test
    void aWebhookIsMadeAndWhatItBroughtIsBroughtAgain() throws IOException {
        Someone head = House.company("ТОО «Свой сервер»");
        Someone sender = House.company("ТОО «Отправитель событий»");
        try (WebhookReceiver receiver = new WebhookReceiver(); Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open(ORGANISATION + "webhooks");
            page.locator(".lead .btn.main").click();
            page.locator("#hook-url").fill("http://example.test/hook");
            page.locator("dialog .btn.main").click();
            assertThat(page.locator("#hook-url")).hasAttribute("aria-invalid", "true");
            page.locator("#hook-url").fill(receiver.url());
            page.locator("dialog .btn.main").click();
            secret(page);
            assertThat(page.locator(".table")).containsText(word("hook.ACTIVE"));

            String number = sender.send(head, 1, "Событие").getFirst();
            Await.until(page, () -> "the event is brought", SOON, () -> receiver.taken(number) == 1);
            Await.until(page, () -> "the delivery is written down", SOON, () -> !head.get("/v1/webhooks/"
                    + head.get("/v1/webhooks").path("items").get(0).path("id").asString() + "/deliveries")
                    .path("items").isEmpty());
            page.locator(".table .link").first().click();
            Locator brought = page.locator("dialog .table tbody tr").first();
            assertThat(brought).containsText(word("hook.DELIVERED"));
            brought.locator(".btn").click();
            Await.until(page, () -> "the event is brought again", SOON, () -> receiver.taken(number) == 2);
            visit.shot("deliveries");
            visit.assertClean();
        }
    }

    @Test
    void aSessionThatIsEndedElsewhereAsksToSignInAndTheLogTellsAndIsTakenAlong() throws IOException {
        Someone head = House.company("ТОО «Два компьютера»");
        try (Visit office = Visit.of(head, Look.DESK); Visit home = Visit.of(head, Look.DESK)) {
            Page left = home.open("/in");
            Page page = office.open(ORGANISATION + "people");
            page.locator("tr:has(.btn.danger):not(:has(.tag))")
                    .filter(new Locator.FilterOptions().setHasNotText("Java"))
                    .locator(".btn.danger").click();
            assertThat(left.locator("dialog[open] [data-door=nca]")).isVisible();

            page.locator("#tab-log").click();
            page.locator("#action").selectOption("SIGN_IN");
            assertThat(page.locator(".table tbody tr").first()).containsText(word("action.SIGN_IN"));
            page.locator("#action").selectOption("MAKE_KEY");
            assertThat(page.locator(".table")).hasCount(0);
            page.getByText(word("checkChain")).click();
            assertThat(page.locator(".lead .tag.good")).isVisible();
            Download file = page.waitForDownload(() -> page.getByText(word("export")).click());
            assertThat(file.suggestedFilename()).isEqualTo("audit.json");
            JsonNode log = JsonMapper.shared().readTree(Files.readAllBytes(file.path()));
            assertThat(log.path("items").get(0).path("no").asInt()).isEqualTo(1);
            assertThat(log.path("items").toString()).contains("SIGN_IN");
            office.assertClean();
        }
    }

    /** Types a time and leaves the field. */
    private static void typed(Page page, String field, String time) {
        page.locator(field).fill(time);
        page.keyboard().press("Tab");
    }

    private static void act(Page page, String name) {
        page.locator(".table details.menu summary").first().click();
        page.locator(".table details.menu li").getByText(name).click();
    }

    /** What the open window shows once; closes it. */
    private static String secret(Page page) {
        assertThat(page.locator("dialog")).containsText(word("secretOnce"));
        String secret = page.locator("dialog .facts code").last().innerText();
        page.locator("dialog .btn.main").click();
        assertThat(page.locator("dialog")).hasCount(0);
        return secret;
    }
}

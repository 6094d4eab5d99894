package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kz.centerpro.browser.Axe;
import kz.centerpro.cabinet.Visit.Look;
import kz.centerpro.contracts.evidence.BundleFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What others are let see: who reads one's events, who gets a document by a link without being a client, and what
 * proves a document to anybody.
 */
@NeedsBrowser
class OthersIT {

    private static final Pattern LINK = Pattern.compile("(/x/[0-9a-z-]+)");
    private static final String READERS = "/settings/organisation?tab=readers";

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static LocatorAssertions see(Locator what) {
        return PlaywrightAssertions.assertThat(what);
    }

    @Test
    void theReaderIsShownBeforeItIsLetInAndBothSidesAreTold() {
        Someone owner = House.company("ТОО «Қойма Сервис»");
        Someone reader = House.company("ТОО «Бухгалтер Плюс»");
        try (Visit giving = Visit.of(owner, Look.DESK); Visit reading = Visit.of(reader, Look.PHONE)) {
            Page page = giving.open(READERS);
            Page other = reading.open(READERS);
            page.locator(".lead .btn.main").click();
            page.locator("#reader").fill(reader.taxId());
            see(page.locator("dialog .note")).containsText("Бухгалтер Плюс");
            page.locator("#sure").fill(reader.taxId());
            page.locator("dialog .btn.danger").click();
            see(page.locator("#sure")).hasAttribute("aria-invalid", "true"); // the own number is asked for
            assertThat(new Axe().violations(page)).isEmpty();
            page.locator("#sure").fill(owner.taxId());
            page.locator("dialog .btn.danger").click();
            see(page.locator(".table")).containsText("Бухгалтер Плюс");
            see(other.locator(".table")).containsText("Қойма Сервис");
            assertThat(new Axe().violations(other)).isEmpty();
            giving.shot("readers");
            reading.shot("readers");

            page.locator(".table .btn").click();
            page.locator("dialog .btn.danger").click();
            see(page.locator(".table")).hasCount(0);
            see(other.locator(".table")).hasCount(0);
            reading.open("/notifications");
            see(other.locator(".notices > li")).hasCount(2);
            giving.open("/notifications?id=" + owner.get("/v1/notifications").at("/items/0/id").asString());
            see(page.locator("dialog h2")).containsText("Қойма Сервис"); // as the link of an e-mail does
            page.keyboard().press("Escape");
            see(page.locator(".notices > li")).hasCount(2);
            giving.assertClean();
            reading.assertClean();
        }
    }

    @Test
    void whatProvesADocumentIsTakenAlongInOneFile() throws IOException {
        Someone sender = House.company("ТОО «Дәлел»");
        String number = sender.send(House.company("ТОО «Куә»"), 1, "Шарт дәлелмен").getFirst();
        try (Visit visit = Visit.of(sender, Look.DESK)) {
            Page page = visit.open("/d/" + number);
            Download bundle = page.waitForDownload(() -> button(page, "Пакет .zip").click());
            try (ZipFile zip = new ZipFile(bundle.path().toFile())) {
                assertThat(zip.stream().map(ZipEntry::getName)).contains(BundleFiles.EVIDENCE, BundleFiles.CHECKPOINT,
                        BundleFiles.SEAL, BundleFiles.signature(1), BundleFiles.README);
            }
            button(page, "Записи журнала").click();
            Locator entries = page.locator(".side .table");
            see(entries).containsText("Зарегистрирован");
            see(entries).containsText("Подтверждена"); // the bundle was sealed with all that there was
            assertThat(new Axe().violations(page)).isEmpty();
            visit.shot("evidence");
            visit.assertClean();
        }
    }

    private static Locator button(Page page, String words) {
        return page.locator(".side .btn", new Page.LocatorOptions().setHasText(words));
    }

    @Test
    void aDocumentIsForwardedByALinkThatSomebodyOpensWithoutSigningIn() {
        Someone sender = House.company("ТОО «Хабар Пошта»");
        String number = sender.send(sender, 1, "Шарт сыртқа").getFirst();
        String address = "o" + number + "@outside.test";
        try (Visit visit = Visit.of(sender, Look.DESK); Visit stranger = Visit.of(null, Look.PHONE)) {
            Page page = visit.open("/d/" + number);
            page.locator(".acts .btn", new Page.LocatorOptions().setHasText("Переслать")).click();
            page.locator("#f-email").fill(address);
            page.locator("dialog .btn.main").click();
            see(page.locator(".legs").last()).containsText("Ссылка отправлена");
            Page outside = stranger.open(Mailbox.await(page, address, LINK));
            assertThat(outside.content()).contains("Хабар Пошта").doesNotContain("Шарт сыртқа");
            assertThat(new Axe().violations(outside)).isEmpty();
            outside.locator("form.card button").click();
            see(outside.locator("body")).containsText("Шарт сыртқа");
            assertThat(new Axe().violations(outside)).isEmpty();
            see(page.locator(".legs").last()).containsText("Ссылка открыта");
            assertThat(new Axe().violations(page)).isEmpty();
            visit.shot("forwarded");
            stranger.shot("outside");

            visit.open("/send");
            page.locator("#seek").fill(address);
            page.locator("#seek").press("Enter");
            see(page.locator(".partylist")).containsText(address);
            assertThat(new Axe().violations(page)).isEmpty();
            visit.shot("send-outside");
            visit.assertClean();
            stranger.assertClean();
        }
    }
}

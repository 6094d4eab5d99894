package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import kz.centerpro.browser.Axe;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who else reads one's events: given and taken back in one browser, seen in the other at once. */
@NeedsBrowser
class ReadersIT {

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
            see(other.locator(".notice")).hasCount(2);
            giving.open("/notifications");
            see(page.locator(".notice")).hasCount(2);
            giving.assertClean();
            reading.assertClean();
        }
    }
}

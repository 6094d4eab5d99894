package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator's console takes access by a named clause and gives it back. */
@NeedsBrowser
class ClientsIT {

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static LocatorAssertions see(Locator what) {
        return PlaywrightAssertions.assertThat(what);
    }

    @Test
    void aClientIsFoundByItsExactNumberSuspendedAndLetInAgain() {
        Someone client = House.company("ТОО «Нарушитель»");
        Someone staff = House.known("operator").signIn();
        try (Visit visit = Visit.of(staff, Look.DESK)) {
            Page page = visit.open("/admin/clients");
            page.locator("#client-tax").fill(client.taxId());
            page.locator("#client-tax").press("Enter");
            see(page.locator(".facts").first()).containsText("Нарушитель");
            page.locator(".card .btn.danger").first().click();
            page.locator("#f-kind").selectOption("BLOCKED");
            page.locator("#f-clause").selectOption("4.3.5");
            page.locator("#f-reason").fill("рассылка рекламы");
            page.locator("dialog .btn.danger").click();
            see(page.locator("#f-clause")).hasAttribute("aria-invalid", "true"); // spam allows no block without a word
            page.locator("#f-kind").selectOption("SUSPENDED");
            page.locator("dialog .btn.danger").click();
            see(page.locator(".table")).containsText("4.3.5");
            see(page.locator(".facts").first()).containsText("Приостановлен");
            visit.shot("suspended");
            assertThatExceptionOfType(AssertionError.class).isThrownBy(client::signIn)
                    .withMessageContaining("access_suspended");

            page.locator(".table .btn").click();
            page.locator("#reason").fill("устранено");
            page.locator("dialog .btn.main").click();
            see(page.locator(".facts").first()).containsText("открыт");
            client.signIn();
            visit.assertClean();
        }
    }
}

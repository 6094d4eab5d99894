package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A head ends its organisation's agreement by signature, thinks better of it, and the operator ends it after all. */
@NeedsBrowser
class LeavingIT {

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static LocatorAssertions see(Locator what) {
        return PlaywrightAssertions.assertThat(what);
    }

    private static void type(Locator field, LocalDate day) {
        field.fill(day.toString());
        field.press("Tab");
        see(field).hasValue(day.format(DateTimeFormatter.ofPattern("dd.MM.uuuu")));
    }

    @Test
    void anOrganisationLeavesStaysAndIsGivenNotice() {
        Someone leaver = House.company("ТОО «Уходит и остаётся»");
        Someone staff = House.known("operator").signIn();
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Almaty"));
        try (Visit visit = Visit.of(leaver, Look.DESK); Visit console = Visit.of(staff, Look.DESK)) {
            Page page = visit.open("/settings/organisation?tab=leave");
            type(page.locator("#leave-on"), today.plusDays(5));
            page.locator(".dform .btn.danger").click();
            page.locator("#f-taxId").fill("000000000000");
            page.locator("dialog .btn.danger").click();
            see(page.locator("#f-taxId")).hasAttribute("aria-invalid", "true");
            page.locator("#f-taxId").fill(leaver.taxId());
            page.locator("dialog .btn.danger").click();
            page.locator("#person").selectOption(leaver.person().id());
            page.locator("#dev-sign").click();
            see(page.locator("main [role=status].certnotice")).isVisible(); // on every screen, by the stream
            see(page.locator(".card .facts")).containsText("собственное желание");
            visit.shot("leaving");
            visit.open("/in");
            see(page.locator("main [role=status].certnotice")).isVisible();
            page.locator("main [role=status].certnotice a").click();
            page.locator(".card section .btn").click();
            page.locator("dialog .btn.main").click();
            see(page.locator("main [role=status].certnotice")).isHidden();
            assertThat(leaver.get("/v1/participants/me/termination").path("status").asString()).isEqualTo("ACTIVE");

            Page clients = console.open("/admin/clients");
            clients.locator("#client-tax").fill(leaver.taxId());
            clients.locator("#client-tax").press("Enter");
            clients.locator(".card .btn.danger").last().click();
            type(clients.locator("#f-effectiveOn"), today.plusDays(9));
            clients.locator("#f-reason").fill("долг");
            clients.locator("dialog .btn.danger").click();
            see(clients.locator("#f-effectiveOn")).hasAttribute("aria-invalid", "true");
            type(clients.locator("#f-effectiveOn"), today.plusDays(10));
            clients.locator("dialog .btn.danger").click();
            see(clients.locator(".table").last()).containsText("долг");
            see(page.locator("main [role=status].certnotice")).isVisible();
            console.shot("notice-given");
            staff.call("POST", "/v1/admin/participants/" + leaver.taxId() + "/termination/cancellation",
                    Map.of("reason", "оплачено"));
            see(page.locator("main [role=status].certnotice")).isHidden();
            staff.call("POST", "/v1/admin/participants/" + leaver.taxId() + "/termination", Map.of("ground",
                    "BREACH", "clause", "4.3.6", "reason", "вирус"));
            assertThatExceptionOfType(AssertionError.class).isThrownBy(leaver::signIn)
                    .withMessageContaining("terminated");
        }
    }
}

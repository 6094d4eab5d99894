package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money as people meet it: paying in, matching what came, buying, signing and refusing acts. */
@NeedsBrowser
class MoneyIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String STRANGER = "850315300145";

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static LocatorAssertions see(Locator what) {
        return PlaywrightAssertions.assertThat(what);
    }

    private static Someone staff() {
        return House.known("operator").signIn();
    }

    private static String number() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static Pattern sum(String tenge) {
        return Pattern.compile(tenge.replace(" ", "\\s"));
    }

    @Test
    void whatCameWithoutAnOwnerIsMatchedByKeyboardAndHisBalanceMovesAtOnce() {
        Someone client = House.company("ТОО «Платит без номера счёта»");
        Someone staff = staff();
        String purpose = "Оплата " + number();
        Furniture.statement(staff, Furniture.line(number(), "15000,00", STRANGER, purpose));
        try (Visit owner = Visit.of(client, Look.DESK); Visit desk = Visit.of(staff, Look.DESK)) {
            Page money = owner.open("/money");
            see(money.locator(".sum")).hasText(sum("^0,00 ₸$"));
            Page receipts = desk.open("/admin/payments");
            Locator rows = receipts.locator(".receipts li");
            see(rows.filter(new Locator.FilterOptions().setHasText(purpose))).hasCount(1);
            int place = rows.allInnerTexts().indexOf(rows.allInnerTexts().stream()
                    .filter(text -> text.contains(purpose)).findFirst().orElseThrow());
            receipts.locator(".receipts [tabindex='0']").focus();
            for (int i = 0; i < place; i++) {
                receipts.keyboard().press("ArrowDown");
                see(rows.nth(i + 1).locator("button")).isFocused();
            }
            receipts.keyboard().press("Enter");
            receipts.locator("#f-taxId").fill(client.taxId());
            receipts.locator("#f-taxId").press("Enter");
            see(rows.filter(new Locator.FilterOptions().setHasText(purpose))).hasCount(0);

            see(money.locator(".sum")).hasText(sum("^15 000,00 ₸$")); // nobody pressed anything here
            desk.assertClean();
            owner.assertClean();
        }
    }

    @Test
    void anInvoiceIsMadeAndItsPaperFetchedAndACardPaysAtOnce() throws IOException {
        Someone client = House.company("ТОО «Пополняет»");
        String acquirer = Objects.requireNonNull(House.center().acquirer()).base().toString();
        try (Visit visit = Visit.of(client, Look.DESK)) {
            Page page = visit.open("/money");
            page.locator(".sum ~ .row-of .btn.main").click();
            page.locator("#sum").fill("40 000,50");
            page.locator("#sum").press("Enter");
            see(page.locator("dialog .facts")).containsText("241240011291");
            Download paper = page.waitForDownload(() -> page.locator("dialog .btn.main").click());
            assertThat(paper.suggestedFilename()).matches("invoice-\\d{11}\\.pdf");
            try (InputStream bytes = paper.createReadStream()) {
                assertThat(new String(bytes.readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            }
            page.keyboard().press("Escape");
            see(page.locator(".table")).containsText("40");

            page.locator(".sum ~ .row-of .btn.main").click();
            page.locator("#sum").fill("5000");
            page.locator("input[name=way][value=card]").check();
            page.locator("dialog .btn.main").click();
            page.waitForURL(acquirer + "/pay/**");
            String bank = page.url();
            page.waitForResponse("**/charge", () -> page.locator("form[action$=charge] button").click());
            visit.open("/money");
            see(page.locator(".sum")).hasText(sum("^5 000,00 ₸$"));
            visit.shot("paid-by-card");
            visit.assertClean(bank, bank + "/charge");
        }
    }

    @Test
    void aTariffIsBoughtAndItsActSignedByOneAndRefusedByAnother() {
        Someone signs = House.company("ТОО «Подписывает акты»");
        Someone refuses = House.company("ЖШС «Актіден бас тартады»");
        Someone staff = staff();
        String tariff = "browser-" + number();
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", tariff, "price", Furniture.money("40000.00"), "term",
                "P1Y", "volumes", List.of(Map.of("metric", "document.sent", "volume", 100)), "products",
                List.of("EXCHANGE"), "names", Map.of("kk", "Жылдық " + tariff, "ru", "Годовой " + tariff),
                "conditions", Map.of("kk", "шарт", "ru", "условия")));
        for (Someone one : List.of(signs, refuses)) {
            String invoice = one.call("POST", "/v1/invoices", Map.of("amount", Furniture.money("40000.00")))
                    .path("number").asString();
            Furniture.statement(staff, Furniture.line(number(), "40000,00", one.taxId(), "Счёт " + invoice));
            one.call("PUT", "/v1/act-preferences", Map.of("monthly", true));
        }
        refuses.call("POST", "/v1/subscriptions", Map.of("tariff", tariff));
        try (Visit one = Visit.of(signs, Look.DESK); Visit other = Visit.of(refuses, Look.PHONE)) {
            Page page = one.open("/money?tab=tariffs");
            page.locator(".tariffs li").filter(new Locator.FilterOptions().setHasText("Годовой " + tariff))
                    .locator(".btn").click();
            page.locator("dialog .btn.main").click();
            see(page.locator("dialog")).containsText("не возвращ"); // and nothing is bought before that is known
            page.locator("#known").check();
            page.locator("dialog .btn.main").click();
            see(page.locator(".sum")).hasText(sum("^0,00 ₸$"));
            assertThat(signs.get("/v1/subscriptions").path("items").valueStream()
                    .map(item -> item.path("tariff").asString())).contains(tariff);

            staff.call("POST", "/v1/admin/jobs/issue-acts", Map.of("asOf", tenthOfNextMonth().toString()));
            for (Someone buyer : List.of(signs, refuses)) {
                Await.until(page, () -> "the act is sent", SOON,
                        () -> buyer.get("/v1/acts").at("/items/0/document/number").isString());
            }
            one.open("/money?tab=acts");
            page.locator(".table tbody tr").first().locator("a, button").first().click();
            see(page.locator("dialog .facts")).containsText(sum("40 000,00"));
            page.locator("dialog .btn.main").click();
            page.locator("#person").selectOption(signs.person().id());
            page.locator("#dev-sign").click();
            see(page.locator(".table tbody tr").first()).containsText("Подписан");
            one.shot("act-signed");
            one.assertClean();

            Page phone = other.open("/money?tab=acts");
            phone.locator(".table tbody tr").first().locator("a, button").first().click();
            phone.locator("dialog .btn.danger").click();
            phone.locator("#reason").fill("сома қате");
            phone.locator("dialog[open] .btn.danger").last().click();
            Await.until(phone, () -> "the refusal is known", SOON,
                    () -> refuses.get("/v1/acts").at("/items/0/state").asString().equals("REFUSED"));
            assertThat(refuses.get("/v1/acts").at("/items/0/reason").asString()).isEqualTo("сома қате");
            other.assertClean();
        }
        assertThat(signs.get("/v1/acts").at("/items/0/state").asString()).isEqualTo("ACCEPTED");
    }

    private static Instant tenthOfNextMonth() {
        return YearMonth.now(Furniture.ALMATY).plusMonths(1).atDay(10).atTime(LocalTime.NOON).atZone(Furniture.ALMATY)
                .toInstant();
    }
}

package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sending and counterparties, with the keyboard and the eyes of a person. */
@NeedsBrowser
class SendingIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIST = "/v1/counterparties/KZ/";

    @BeforeAll
    static void patience() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    private static LocatorAssertions see(Locator what) {
        return PlaywrightAssertions.assertThat(what);
    }

    private static FilePayload file(String name, String content) {
        return new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    private static void signAs(Page page, Someone who) {
        page.locator("#person").selectOption(who.person().id());
        page.locator("#dev-sign").click();
    }

    @Test
    void filesAreSignedInOneWindowAndEachHasItsResult() {
        Someone alice = House.company("ТОО «Отправитель файлов»");
        Someone bob = House.company("ЖШС «Құжат Алушы»");
        Someone carol = House.company("ТОО «Не принимает»");
        alice.call("PUT", LIST + bob.taxId(), Map.of("alias", "Алушы Сервис"));
        try (Visit visit = Visit.of(alice, Look.DESK)) {
            Page page = visit.open("/send");
            page.locator("#files").setInputFiles(new FilePayload[]{file("Договор № 1.txt", "первый"),
                    file("Акт № 2.txt", "второй")});
            page.locator("#seek").fill("алушы сер");
            see(page.locator("[role=option]")).hasCount(1);
            page.locator("#seek").press("Enter");
            page.locator(".filedetails").first().locator("input").nth(1).fill("12/1");
            page.locator("#sign").check();
            page.locator("#sign").press("Control+Enter");
            signAs(page, alice);
            see(page.locator(".sent.registered .number a")).hasCount(2);
            visit.shot("sent");

            carol.call("PUT", LIST + alice.taxId(), Map.of("blocked", true));
            page.locator(".outcome .btn.main").click();
            page.locator("#files").setInputFiles(file("Письмо.txt", "третий"));
            page.locator("#seek").fill(carol.taxId());
            see(page.locator("[role=option]")).hasCount(1);
            page.locator("#seek").press("Enter");
            page.locator("#go").click();
            signAs(page, alice);
            see(page.locator(".sent.refused .why")).containsText("не принимает");
            Await.until(page, () -> "both arrive", SOON,
                    () -> bob.get("/v1/documents?box=in").path("items").size() == 2);
            visit.assertClean();
        }
        JsonNode first = bob.get("/v1/documents?box=in").path("items").valueStream()
                .filter(item -> item.path("title").asString().contains("Договор")).findFirst().orElseThrow();
        assertThat(first.at("/details/number").asString()).isEqualTo("12/1");
        assertThat(first.at("/response/required").asString()).isEqualTo("SIGNATURE");
        assertThat(carol.get("/v1/documents?box=in").path("items").size()).isZero();
    }

    @Test
    void aTableShowsItsFaultsBeforeAnythingIsSent() {
        Someone alice = House.company("ТОО «Много документов»");
        Someone bob = House.company("ЖШС «Кесте»");
        String table = "БИН;файл;номер;сумма\n" + bob.taxId() + ";a.txt;1;1000,5\n" + bob.taxId()
                + ";нет.txt;2;\n241240011290;a.txt;3;тысяча\n";
        try (Visit visit = Visit.of(alice, Look.DESK)) {
            Page page = visit.open("/send?by=list");
            page.locator("#table").setInputFiles(file("table.csv", table));
            page.locator("#more").setInputFiles(file("A.txt", "содержание"));
            see(page.locator(".wrongrow")).hasCount(2);
            see(page.locator(".wrongrow").nth(1)).containsText("БИН/ИИН неверен");
            visit.shot("table");
            page.locator(".summary .btn.main").click();
            signAs(page, alice);
            see(page.locator(".sent.registered")).hasCount(1);
            Await.until(page, () -> "it arrives", SOON,
                    () -> bob.get("/v1/documents?box=in").path("items").size() == 1);
            visit.assertClean();
        }
        assertThat(bob.get("/v1/documents?box=in").at("/items/0/details/amount/amount").asString())
                .isEqualTo("1000.50");
    }

    /** Otherwise the hub would answer what was edited as a conflict, or send twice what was lost on the way. */
    @Test
    void whatWasEditedHasAnotherKeyAndWhatWasNotKeepsIts() {
        try (Visit visit = Visit.of(House.company("ТОО «Правит»"), Look.DESK)) {
            Object kept = visit.open("/send").evaluate(
                    """
                            async () => {
                              const main = document.querySelector('script[type=module]').src;
                              const { documentOf } = await import(main.replace(/app\\/main.js$/, 'app/store/sender.js'));
                              const of = { name: 'a' }, file = new File(['a'], 'a'), people = [{ country: 'KZ', taxId: '2' }, { country: 'KZ', taxId: '1' }];
                              const key = (more, on = file) => documentOf(of, on, [], { title: 't', recipients: people, ...more }).key;
                              const first = key({});
                              return [key({}) === first, key({ recipients: [...people].reverse() }) === first,
                                key({ title: 'u' }) !== first, key({}) !== first, key({ details: { number: '1' } }) !== key({}),
                                key({}, new File(['b'], 'a')) !== key({})].join();
                            }""");
            assertThat(kept).isEqualTo("true,true,true,true,true,true");
            visit.assertClean();
        }
    }

    @Test
    void whoJoinsIsShownByItself() {
        Someone alice = House.company("ТОО «Приглашающий»");
        Someone newcomer = new Someone(House.center().http(), House.head("ЖШС «Жаңа»"));
        String bin = String.valueOf(newcomer.person().bin());
        try (Visit visit = Visit.of(alice, Look.DESK)) {
            Page page = visit.open("/parties");
            page.locator(".nothing .btn.main").click();
            page.locator("#taxid").fill(bin.substring(0, 11) + (bin.charAt(11) == '0' ? '1' : '0'));
            see(page.locator("#taxid-error")).isVisible();
            page.locator("#taxid").fill(bin);
            page.locator("#alias").fill("Скоро будет");
            page.locator("#alias").press("Enter");
            Locator row = page.locator(".counter");
            see(row).containsText("Создан");
            row.locator(".does > .btn").click();
            String link = page.locator(".linkline code").textContent();
            page.locator("#mail-to").fill("zhana@example.kz");
            page.getByText("Отправить письмо").click();
            see(page.locator("small[role=status]")).containsText("zhana@example.kz");
            page.keyboard().press("Escape");
            see(row).containsText("Приглашён");
            newcomer.join("LEGAL_ENTITY");
            see(row).containsText("Подключён");
            see(row).containsText("Жаңа");
            assertThat(link).contains("/join?invitation=");
            visit.shot("joined");
            visit.assertClean();
        }
    }

    @Test
    void whatIsSentToWhoHasNotJoinedWaitsAndIsDeliveredBeforeTheSendersEyes() {
        Someone alice = House.company("ТОО «Нетерпеливый»");
        Someone newcomer = new Someone(House.center().http(), House.head("ЖШС «Кешіккен»"));
        try (Visit visit = Visit.of(alice, Look.DESK)) {
            Page page = visit.open("/send");
            page.locator("#files").setInputFiles(file("Договор № 7.txt", "ждёт"));
            page.locator("#seek").fill(String.valueOf(newcomer.person().bin()));
            see(page.locator("[role=option]")).containsText("Получит после подключения");
            page.locator("#seek").press("Enter");
            page.locator("#go").click();
            signAs(page, alice);
            see(page.locator(".sent.registered")).containsText("Ожидает подключения");
            see(page.locator(".sent.registered .why").first()).containsText("сразу после подключения");
            page.locator(".sent.registered .number a").click();
            Locator leg = page.locator(".doc .legs li");
            see(leg).containsText("ждёт подключения до");
            visit.shot("waiting");
            newcomer.join("LEGAL_ENTITY");
            see(leg).containsText("Доставлен");
            see(leg).containsText("Кешіккен");
            visit.assertClean();
        }
    }
}

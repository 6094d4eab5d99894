package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static kz.centerpro.cabinet.Deeds.answer;
import static kz.centerpro.cabinet.Deeds.begin;
import static kz.centerpro.cabinet.Deeds.grid;
import static kz.centerpro.cabinet.Deeds.openBulk;
import static kz.centerpro.cabinet.Deeds.row;
import static kz.centerpro.cabinet.Deeds.shown;
import static kz.centerpro.cabinet.Deeds.soon;
import static kz.centerpro.cabinet.Deeds.soonIs;
import static kz.centerpro.cabinet.Deeds.soonTells;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.centerpro.cabinet.Deeds.Hand;
import kz.centerpro.cabinet.Visit.Look;
import kz.centerpro.sandbox.trustcentre.Person;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two browsers as two companies: what one does, the other sees at once, without reload. */
@NeedsBrowser
class TwoCompaniesIT {

    private static final Map<String, Object> TO_SIGN = Map.of("response", Map.of("required", "SIGNATURE"));
    private static final int SENT = 50;
    private static final String WRONG_SUM = "Сумма не совпадает с договором";
    private static final String NO_NUMBER = "Укажите номер спецификации";

    @Test
    void twoNewcomersSendFiftySignDeclineAndSendBackAndTheSenderSeesEachStep() {
        Person herHead = House.head("ТОО «Ақ Жол»");
        Person hisHead = House.head("ТОО «Көк Аспан»");
        Hand hers = Deeds.ncaLayer(herHead);
        Hand his = Deeds.ncaLayer(hisHead);
        String nca = House.ncaLayer().uri().toString();
        try (Visit her = Visit.of(null, Look.DESK); Visit him = Visit.of(null, Look.DESK)) {
            Someone alice = Deeds.join(her, herHead, hers);
            Someone bob = Deeds.join(him, hisHead, his);
            Page inbox = him.page();
            assertThat(grid(inbox)).hasCount(0);

            sendFifty(her, bob, hers);
            assertThat(grid(inbox)).hasAttribute("aria-rowcount", String.valueOf(SENT), soon());
            String declined = shown(inbox, 0);
            String corrected = shown(inbox, 1);
            String signed = shown(inbox, 2);
            assertThat(row(inbox, declined)).containsText(Words.of("ru", "status", "TO_SIGN"));
            him.shot("fifty-arrived");

            // From here on she touches nothing.
            Locator ofDeclined = timeline(her, declined);
            Locator ofCorrected = timeline(her, corrected);
            Locator ofSigned = timeline(her, signed);
            openBulk(inbox, List.of(declined, corrected));
            begin(inbox);
            his.sign(inbox, "dialog.signer");
            assertThat(inbox.locator("dialog progress")).hasJSProperty("value", SENT - 2, soonIs());
            assertThat(inbox.locator("dialog [role=status].num")).containsText(String.valueOf(SENT - 2));
            him.shot("bulk-signed");
            inbox.locator("dialog .dfoot .btn").last().click();
            steps(ofSigned, "REGISTERED", "DELIVERED", "SIGNED");

            row(inbox, declined).click();
            steps(ofDeclined, "REGISTERED", "DELIVERED", "READ");
            answer(inbox, "ru", "REJECTION", WRONG_SUM);
            his.sign(inbox, "dialog");
            steps(ofDeclined, "DECLINED");
            assertThat(ofDeclined).containsText(WRONG_SUM);
            row(inbox, corrected).click();
            answer(inbox, "ru", "CORRECTION", NO_NUMBER);
            steps(ofCorrected, "REGISTERED", "DELIVERED", "CORRECTION_REQUESTED");
            assertThat(ofCorrected).containsText(NO_NUMBER);
            him.shot("corrected");
            her.shot("timeline");
            him.assertClean(nca);
            her.assertClean(nca);
            assertAnswered(alice, declined, corrected);
        }
    }

    /** By the screen, as she would. */
    private static void sendFifty(Visit her, Someone bob, Hand hand) {
        Page page = her.open("/send");
        page.locator("#files").setInputFiles(IntStream.rangeClosed(1, SENT)
                .mapToObj(i -> new FilePayload("Договор поставки № " + i + ".txt", "text/plain",
                        ("Договор поставки № " + i).getBytes(StandardCharsets.UTF_8)))
                .toArray(FilePayload[]::new));
        page.locator("#seek").fill(bob.taxId());
        assertThat(page.locator("[role=option]")).hasCount(1);
        page.locator("#seek").press("Enter");
        page.locator("#sign").check();
        page.locator("#go").click();
        hand.sign(page, "dialog");
    }

    /** Of a document that she has opened in a window of its own. */
    private static Locator timeline(Visit her, String number) {
        Page page = her.context().newPage();
        page.navigate("/d/" + number);
        return page.locator("article.doc ol.time");
    }

    private static void steps(Locator timeline, String... statuses) {
        for (String status : statuses) {
            assertThat(timeline).containsText(Words.of("ru", "status", status), soonTells());
        }
    }

    @Test
    void aKazakhPhoneJoinsAndAnswersFiftyByItsOwnApplication() {
        Someone alice = House.company("ТОО «Жіберуші»");
        Person head = House.head("ЖШС «Телефон»");
        Hand hand = Deeds.thisPhone(head);
        try (Visit phone = Visit.of(null, Look.PHONE)) {
            Someone bob = Deeds.join(phone, head, hand);
            Page page = phone.page();
            assertThat(page.locator("html")).hasAttribute("lang", "kk");
            alice.send(bob, SENT, "Шарт", TO_SIGN);
            assertThat(grid(page)).hasAttribute("aria-rowcount", String.valueOf(SENT), soon());
            String declined = shown(page, 0);
            String corrected = shown(page, 1);
            row(page, declined).tap();
            answer(page, "kk", "REJECTION", "Сомасы шартқа сай емес");
            hand.sign(page, "dialog");
            assertThat(document(page)).containsText(Words.of("kk", "status", "DECLINED"), soonTells());
            page.goBack();
            row(page, corrected).tap();
            answer(page, "kk", "CORRECTION", "Ерекшелік нөмірін көрсетіңіз");
            assertThat(document(page)).containsText(Words.of("kk", "status", "CORRECTION_REQUESTED"), soonTells());
            page.goBack();

            press(phone, row(page, shown(page, 2)));
            Locator bar = page.locator(".bar");
            bar.getByText(Words.of("kk", "list", "chooseAllN").replace("{n}", String.valueOf(SENT))).tap();
            Locator sign = bar.locator(".btn.main");
            assertThat(sign).hasText(Words.of("kk", "list", "signN").replace("{n}", String.valueOf(SENT - 2)));
            phone.shot("all-chosen");
            sign.tap();
            begin(page);
            hand.sign(page, "dialog.signer");
            assertThat(page.locator("dialog progress")).hasJSProperty("value", SENT - 2, soonIs());
            phone.shot("bulk-signed");
            phone.assertClean();
            assertAnswered(alice, declined, corrected);
        }
    }

    private static Locator document(Page page) {
        return page.locator("article.doc");
    }

    /** A finger that rests on a row. */
    private static void press(Visit phone, Locator row) {
        BoundingBox box = row.boundingBox();
        CDPSession fingers = phone.context().newCDPSession(phone.page());
        JsonObject down = new Gson().toJsonTree(Map.of("type", "touchStart", "touchPoints",
                List.of(Map.of("x", box.x + box.width / 2, "y", box.y + box.height / 2)))).getAsJsonObject();
        fingers.send("Input.dispatchTouchEvent", down);
        assertThat(row).hasAttribute("aria-selected", "true");
        fingers.send("Input.dispatchTouchEvent", new Gson()
                .toJsonTree(Map.of("type", "touchEnd", "touchPoints", List.of())).getAsJsonObject());
        fingers.detach();
    }

    /** As the sender's hub tells. */
    private static void assertAnswered(Someone sender, String declined, String corrected) {
        Map<String, String> states = sender.get("/v1/documents?box=out&limit=200").path("items").valueStream()
                .collect(Collectors.toMap(item -> item.path("number").asString(), TwoCompaniesIT::state));
        assertThat(states).hasSize(SENT);
        assertThat(states).allSatisfy((number, state) -> assertThat(state).isEqualTo(number.equals(declined)
                ? "DECLINED"
                : number.equals(corrected) ? "CORRECTION_REQUESTED" : "SIGNED"));
    }

    private static String state(JsonNode item) {
        return item.path("legs").path(0).path("state").asString();
    }
}

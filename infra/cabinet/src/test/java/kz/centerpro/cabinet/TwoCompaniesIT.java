package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two browsers as two companies: what one does, the other sees at once, without reload. */
@NeedsBrowser
class TwoCompaniesIT {

    private static final Map<String, Object> TO_SIGN = Map.of("response", Map.of("required", "SIGNATURE"));
    private static final int SENT = 50;
    private static final double LONG = 60_000;

    @Test
    void fiftyArriveAndAreSignedDeclinedAndSentBackAndTheSenderSeesEachStep() {
        Someone alice = House.company("ТОО «Ақ Жол»");
        Someone bob = House.company("ТОО «Көк Аспан»");
        House.ncaLayer().signAs(bob.person().id());
        try (Visit hers = Visit.of(alice, Look.DESK); Visit his = Visit.of(bob, Look.DESK)) {
            Page inbox = his.open("/in");
            assertThat(grid(inbox)).hasCount(0);
            List<String> numbers = alice.send(bob, SENT, "Договор поставки", TO_SIGN);
            assertThat(grid(inbox)).hasAttribute("aria-rowcount", String.valueOf(SENT), soon());
            String declined = shown(inbox, 0);
            String corrected = shown(inbox, 1);
            assertThat(row(inbox, declined)).containsText(Words.of("ru", "status", "TO_SIGN"));
            his.shot("fifty-arrived");

            Page sent = hers.open("/out");
            hers.open("/d/" + declined);

            signAllBut(inbox, List.of(declined, corrected), SENT - 2);
            his.shot("bulk-signed");
            inbox.locator("dialog .dfoot .btn").last().click();

            // She has not touched her page since before he acted.
            Locator timeline = sent.locator("article.doc ol.time");
            his.open("/d/" + declined);
            assertThat(timeline).containsText(Words.of("ru", "status", "READ"), text());
            act(inbox, "REJECTION");
            reason(inbox, "Сумма не совпадает с договором");
            inbox.locator("dialog [data-door=nca]").click();
            assertThat(inbox.locator("article.doc")).containsText(Words.of("ru", "status", "DECLINED"), text());
            his.open("/d/" + corrected);
            act(inbox, "CORRECTION");
            reason(inbox, "Укажите номер спецификации");
            assertThat(inbox.locator("article.doc")).containsText(Words.of("ru", "status", "CORRECTION_REQUESTED"),
                    text());
            his.shot("corrected");

            for (String step : List.of("REGISTERED", "DELIVERED", "READ", "DECLINED")) {
                assertThat(timeline).containsText(Words.of("ru", "status", step), text());
            }
            assertThat(timeline).containsText("Сумма не совпадает с договором");
            hers.shot("timeline");
            his.assertClean(House.ncaLayer().uri().toString());
            hers.assertClean();

            Map<String, Long> states = states(alice, numbers);
            assertThat(states).as("as the sender's hub tells").containsExactlyInAnyOrderEntriesOf(
                    Map.of("SIGNED", SENT - 2L, "DECLINED", 1L, "CORRECTION_REQUESTED", 1L));
        }
    }

    @Test
    void oneAnnulledInTheMiddleIsSkippedOneRefusedForAWhileIsRepeatedAndNoneIsSignedTwice() {
        int many = Integer.getInteger("cabinet.bulk", 60);
        Someone alice = House.company("ТОО «Много документов»");
        Someone bob = House.company("ТОО «Много подписей»");
        House.ncaLayer().signAs(bob.person().id());
        List<String> numbers = alice.send(bob, many, "Акт", TO_SIGN);
        int[] refused = new int[1];
        try (Visit his = Visit.of(bob, Look.DESK)) {
            Page inbox = his.open("/in");
            assertThat(grid(inbox)).hasAttribute("aria-rowcount", String.valueOf(many), soon());
            String annulled = numbers.get(many / 2);
            his.context().route("**/v1/documents/" + numbers.get(3) + "/signatures", route -> {
                if (refused[0]++ == 0) {
                    route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setStatus(503)
                            .setContentType("application/problem+json")
                            .setBody("{\"status\":503,\"code\":\"unavailable\",\"title\":\"503\"}"));
                } else {
                    route.resume();
                }
            });
            openBulk(inbox, List.of());
            annul(alice, bob, annulled);
            start(inbox);
            assertThat(inbox.locator("dialog progress")).hasJSProperty("value", many, property());
            his.shot("bulk-one-refused");
            inbox.locator("dialog .dfoot .btn.main").first().click(); // once more, those that failed
            assertThat(inbox.locator("dialog [role=status].num")).containsText(String.valueOf(many - 1), text());
            his.shot("bulk-done");
            inbox.locator("dialog .dfoot .btn").last().click();
        }
        assertThat(refused[0]).as("one refusal, one repeat").isEqualTo(2);
        assertThat(states(alice, numbers))
                .containsExactlyInAnyOrderEntriesOf(Map.of("SIGNED", many - 1L, "ANNULLED", 1L));
        for (String number : numbers) {
            JsonNode answers = alice.get("/v1/documents/" + number).path("legs").path(0).path("answers");
            long signatures = IntStream.range(0, answers.size())
                    .filter(i -> answers.path(i).path("kind").asString().equals("SIGNATURE")).count();
            assertThat(signatures).as(number).isLessThanOrEqualTo(1);
        }
    }

    /**
     * Both sides agree that a document is void; over the contract, since this happens elsewhere while he looks at his
     * list.
     */
    private static void annul(Someone alice, Someone bob, String number) {
        String reason = "Ошибка в реквизитах";
        String proposed = alice.get("/v1/documents/" + number + "/statements?kind=ANNULMENT&reason="
                + java.net.URLEncoder.encode(reason, java.nio.charset.StandardCharsets.UTF_8)).path("statement")
                .asString();
        String id = alice.call("POST", "/v1/documents/" + number + "/annulments",
                Map.of("reason", reason, "signature", alice.sign(proposed))).path("id").asString();
        String agreed = bob.get("/v1/documents/" + number + "/statements?kind=ANNULMENT_ACCEPTANCE&annulment=" + id)
                .path("statement").asString();
        bob.call("POST", "/v1/documents/" + number + "/annulments/" + id + "/acceptance",
                Map.of("signature", bob.sign(agreed)));
    }

    private static void signAllBut(Page inbox, List<String> left, int expected) {
        openBulk(inbox, left);
        start(inbox);
        assertThat(inbox.locator("dialog progress")).hasJSProperty("value", expected, property());
        assertThat(inbox.locator("dialog [role=status].num")).containsText(String.valueOf(expected));
    }

    private static void openBulk(Page inbox, List<String> left) {
        grid(inbox).focus();
        inbox.keyboard().press("Control+a");
        for (String number : left) {
            row(inbox, number).locator(".pick").click();
        }
        grid(inbox).focus();
        inbox.keyboard().press("s");
    }

    /** Begins, and agrees in the signer's window, which comes once for all of them. */
    private static void start(Page inbox) {
        inbox.locator("dialog .dfoot .btn.main").click();
        inbox.locator("dialog.signer [data-door=nca]").click(new Locator.ClickOptions().setTimeout(LONG));
    }

    private static void act(Page page, String kind) {
        page.locator("article.doc .acts").getByText(Words.of("ru", "document", "act." + kind)).click();
    }

    private static void reason(Page page, String text) {
        page.locator("dialog textarea").fill(text);
        page.locator("dialog .dfoot .btn[type=submit]").click();
    }

    private static Map<String, Long> states(Someone sender, List<String> numbers) {
        return numbers.stream().collect(java.util.stream.Collectors.groupingBy(
                number -> sender.get("/v1/documents/" + number).path("legs").path(0).path("state").asString(),
                java.util.stream.Collectors.counting()));
    }

    private static Locator grid(Page page) {
        return page.locator("[role=grid]");
    }

    private static Locator row(Page page, String number) {
        return page.locator("[role=grid] #row-" + number);
    }

    /** The number of a document in the list, from the top. */
    private static String shown(Page page, int index) {
        return page.locator("[role=grid] [role=row]").nth(index).getAttribute("id").replace("row-", "");
    }

    private static LocatorAssertions.HasAttributeOptions soon() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.ContainsTextOptions text() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.HasJSPropertyOptions property() {
        return new LocatorAssertions.HasJSPropertyOptions().setTimeout(LONG);
    }
}

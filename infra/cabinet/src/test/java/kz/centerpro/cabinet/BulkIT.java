package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static kz.centerpro.cabinet.Deeds.grid;
import static kz.centerpro.cabinet.Deeds.openBulk;
import static kz.centerpro.cabinet.Deeds.row;
import static kz.centerpro.cabinet.Deeds.soon;
import static kz.centerpro.cabinet.Deeds.soonIs;
import static kz.centerpro.cabinet.Deeds.soonSays;
import static kz.centerpro.cabinet.Deeds.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Many documents signed at once: what goes wrong in the middle, and what a person sees while the hub has not answered.
 */
@NeedsBrowser
class BulkIT {

    private static final Map<String, Object> TO_SIGN = Map.of("response", Map.of("required", "SIGNATURE"));
    private static final Pattern SIGNING = Pattern.compile("/v1/documents/\\d+/signatures$");
    /** The first page of a list. */
    private static final int LOADED = 100;
    private static final String SKIPPED = " · " + Words.of("ru", "list", "bulkSkipped").replace("{n}", "1");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void oneAnnulledInTheMiddleIsSkippedOneRefusedForAWhileIsRepeatedAndNoneIsSignedTwice() {
        int many = Integer.getInteger("cabinet.bulk", 200);
        Someone alice = House.company("ТОО «Много документов»");
        Someone bob = House.company("ТОО «Много подписей»");
        House.ncaLayer().signAs(bob.person().id());
        List<String> numbers = alice.send(bob, many, "Акт", TO_SIGN);
        String annulled = numbers.get(many / 2);
        List<String> keys = new ArrayList<>();
        try (Visit his = Visit.of(bob, Look.DESK)) {
            Page inbox = his.open("/in");
            assertThat(grid(inbox)).hasAttribute("aria-rowcount", String.valueOf(many), soon());
            // The hub takes this one, and what it answers is lost on the way: the repeat could sign it twice.
            his.context().route("**/v1/documents/" + numbers.get(3) + "/signatures", route -> {
                keys.add(route.request().headerValue("idempotency-key"));
                if (keys.size() == 1) {
                    assertThat(route.fetch().ok()).isTrue();
                    route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json")
                            .setBody("{\"status\":503,\"code\":\"unavailable\",\"title\":\"503\"}"));
                } else {
                    route.resume();
                }
            });
            chooseInTwoSteps(his, many);
            inbox.keyboard().press("s");
            assertThat(inbox.locator("dialog progress")).hasJSProperty("max", many, soonIs());
            annul(alice, bob, annulled);
            start(inbox);
            Locator state = inbox.locator("dialog [role=status].num");
            assertThat(state).hasText(bulkState(many, many, many - 2, 1) + SKIPPED, soonSays());
            Locator skipped = inbox.locator("dialog .lot li")
                    .filter(new Locator.FilterOptions().setHasText(Words.of("ru", "list", "item.skipped")));
            assertThat(skipped).hasCount(1);
            assertThat(skipped).containsText(Words.of("ru", "status", "ANNULLED"));
            his.shot("bulk-one-refused");
            inbox.locator("dialog .dfoot .btn.main").first().click(); // once more, the one that failed
            assertThat(state).hasText(bulkState(many, many, many - 1, 0) + SKIPPED, soonSays());
            his.shot("bulk-done");
            inbox.locator("dialog .dfoot .btn").last().click();
        }
        assertThat(keys).as("one refusal, one repeat under the same key").hasSize(2);
        assertThat(new HashSet<>(keys)).hasSize(1);
        Map<String, Long> signatures = new TreeMap<>();
        Map<String, String> states = new TreeMap<>();
        for (String number : numbers) {
            JsonNode leg = alice.get("/v1/documents/" + number).path("legs").path(0);
            states.put(number, leg.path("state").asString());
            signatures.put(number, leg.path("answers").valueStream()
                    .filter(answer -> answer.path("kind").asString().equals("SIGNATURE")).count());
        }
        assertThat(states).allSatisfy((number, state) -> assertThat(state)
                .isEqualTo(number.equals(annulled) ? "ANNULLED" : "SIGNED"));
        assertThat(signatures).as("signatures that the hub has of him").hasSize(many)
                .allSatisfy((number, made) -> assertThat(made).isEqualTo(number.equals(annulled) ? 0 : 1));
    }

    /** What is there is chosen at once; the rest is asked for, and can be left out. */
    private static void chooseInTwoSteps(Visit visit, int many) {
        Page inbox = visit.page();
        Locator words = inbox.locator(".bar .num").first();
        Held page = Held.of(visit, "GET", Pattern.compile("/v1/documents\\?.*limit=200"), 0);
        grid(inbox).focus();
        inbox.keyboard().press("Control+a");
        if (many > LOADED) {
            page.await(inbox, 1);
            assertThat(words).hasText(Words.of("ru", "list", "choosing").replace("{n}", String.valueOf(LOADED))
                    .replace("{of}", String.valueOf(many)));
            inbox.locator(".bar .btn").click(); // stop
            page.release(1);
            assertThat(words).hasText(chosen(LOADED));
            inbox.locator("#choose-all").click();
        }
        assertThat(words).hasText(chosen(many));
        assertThat(grid(inbox)).isFocused();
    }

    private static String chosen(int n) {
        return Words.of("ru", "list", "chosen#other").replace("{n}", String.valueOf(n));
    }

    @Test
    void moreThanTwoThousandAreNotChosenAtATimeAndTheListKeepsWhatItHad() {
        try (Visit his = Visit.of(House.company("ТОО «Сто тысяч»"), Look.DESK)) {
            Object told = his.open("/in").evaluate(
                    """
                            async () => {
                              const main = [...document.scripts].find((s) => s.src.endsWith('/app/main.js')).src;
                              const [{ DocumentList, NO_FILTER }, { chooseAll }] = await Promise.all(
                                ['store/documents.js', 'view/chosen.js'].map((name) => import(new URL(name, main).href)));
                              let asked = 0;
                              const get = async (path) => {
                                const query = new URL(path, location.href).searchParams, top = 100_000;
                                if (!query.has('limit')) return {};
                                asked++;
                                const first = Math.min(top, Number(query.get('below') ?? top + 1) - 1);
                                return { top, items: Array.from({ length: Number(query.get('limit')) },
                                  (_, i) => ({ number: String(first - i), pos: first - i, box: 'in' })) };
                              };
                              const list = new DocumentList({ get }, 'in', () => {});
                              await list.open(NO_FILTER);
                              const kept = list.rows.size;
                              const s = { list, chosen: new Map(), limit: Infinity, ctx: { t: (key) => key, draw() {} } };
                              chooseAll(s);
                              await s.work.choosing;
                              return [s.chosen.size, s.chosen.has('100000'), s.chosen.has('98001'), asked, list.rows.size - kept,
                                s.work, document.getElementById('say').textContent].join();
                            }""");
            // One page of a hundred, and ten of two hundred.
            assertThat(told).isEqualTo("2000,true,true,11,0,,chosenMost");
        }
    }

    private static String bulkState(int over, int all, int ok, int bad) {
        return Words.of("ru", "list", "bulkState").replace("{over}", String.valueOf(over))
                .replace("{n}", String.valueOf(all)).replace("{ok}", String.valueOf(ok))
                .replace("{bad}", String.valueOf(bad));
    }

    @Test
    void whatWasSignedBeforeTheWindowWasClosedStaysAndStopLeavesTheRestAlone() {
        Someone alice = House.company("ТОО «Закрыл окно»");
        Someone bob = House.company("ТОО «Остановил»");
        House.ncaLayer().signAs(bob.person().id());
        alice.send(bob, 12, "Счёт", TO_SIGN);
        try (Visit his = Visit.of(bob, Look.DESK)) {
            Page inbox = his.open("/in");
            Held held = Held.of(his, "POST", SIGNING, 2);
            openBulk(inbox, List.of());
            start(inbox);
            held.await(inbox, 4); // as many as go off at once
            inbox.locator("dialog .dhead .btn").click();
            Locator sending = grid(inbox).getByText(Words.of("ru", "list", "sending"));
            assertThat(sending).hasCount(4);
            his.shot("bulk-closed-halfway");
            held.release(0);
            assertThat(sending).hasCount(0);
            assertThat(inbox.locator(".bar .num").first()).hasText(Words.of("ru", "list", "chosen#many").replace("{n}",
                    "6"));
            assertThat(signed(alice)).isEqualTo(6);

            held.release(1); // of the next ones
            grid(inbox).focus();
            inbox.keyboard().press("s");
            start(inbox);
            held.await(inbox, 4);
            inbox.locator("dialog .dfoot .btn").first().click(); // stop
            held.release(0);
            assertThat(inbox.locator("dialog [role=status].num")).hasText(bulkState(5, 6, 5, 0), soonSays());
            assertThat(inbox.locator("dialog .dfoot .btn.main"))
                    .hasText(Words.of("ru", "list", "goOn").replace("{n}", "1"));
            assertThat(signed(alice)).isEqualTo(11);
            his.assertClean(House.ncaLayer().uri().toString());
        }
    }

    private static long signed(Someone sender) {
        return sender.get("/v1/documents?box=out&limit=50").path("items").valueStream()
                .filter(item -> item.path("status").asString().equals("SIGNED")).count();
    }

    @Test
    void anAnswerOnItsWayIsSeenEverywhereAndChangesNoStatusBeforeTheHubDoes() {
        Someone alice = House.company("ТОО «Ждёт ответа»");
        Someone bob = House.company("ТОО «Медленная сеть»");
        House.ncaLayer().signAs(bob.person().id());
        String number = alice.send(bob, 1, "Договор", TO_SIGN).getFirst();
        String sending = Words.of("ru", "list", "sending");
        String toSign = Words.of("ru", "status", "TO_SIGN");
        try (Visit his = Visit.of(bob, Look.DESK)) {
            Page page = his.open("/d/" + number);
            Held held = Held.of(his, "POST", SIGNING, 0);
            Locator document = page.locator("article.doc");
            Locator sign = document.locator(".acts .btn").first();
            sign.click();
            page.locator("dialog [data-door=nca]").click();
            held.await(page, 1);
            for (Locator place : List.of(document.locator("[aria-live]").first(), row(page, number))) {
                assertThat(place).containsText(sending);
                assertThat(place).containsText(toSign);
            }
            his.shot("sending");
            page.locator("nav a[href='/activity']").first().click();
            assertThat(page.locator("h1")).hasText(Words.of("ru", "core", "nav.activity"));
            page.goBack();
            assertThat(document).containsText(sending);
            assertThat(document).containsText(toSign);
            sign.click(new Locator.ClickOptions().setForce(true)); // does nothing: the first one is on its way
            assertThat(page.locator("dialog[open]")).hasCount(0);
            page.locator("nav a[href='/in']").first().click();
            assertThat(row(page, number)).containsText(sending);
            assertThat(row(page, number)).containsText(toSign);
            row(page, number).click();
            assertThat(document).containsText(sending);
            held.release(0);
            assertThat(document.locator("[aria-live]").first()).hasText(Words.of("ru", "status", "SIGNED"));
            assertThat(row(page, number)).containsText(Words.of("ru", "status", "SIGNED"));
            assertThat(row(page, number)).not().containsText(sending);
            his.assertClean(House.ncaLayer().uri().toString());
        }
        assertThat(signed(alice)).isEqualTo(1);
    }

    /** Requests that were asked and are kept from the hub for a while. */
    private static final class Held {

        private final List<Route> routes = new ArrayList<>();
        private int free;

        /** The first ones pass. */
        static Held of(Visit visit, String method, Pattern path, int free) {
            Held held = new Held();
            held.free = free;
            visit.context().route(path, route -> {
                if (route.request().method().equals(method) && held.free-- <= 0) {
                    held.routes.add(route);
                } else {
                    route.resume();
                }
            });
            return held;
        }

        void await(Page page, int count) {
            Await.until(page, () -> routes.size() + " of " + count + " requests are held", SOON,
                    () -> routes.size() == count);
        }

        /** Lets go what is held, and that many of the next ones. */
        void release(int next) {
            free = next;
            List.copyOf(routes).forEach(Route::resume);
            routes.clear();
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
}

package kz.centerpro.cabinet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.Visit.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Web Push from a click in the settings to the notification that the browser shows and back to silence. The browser's
 * own subscription, its own decryption and its own line are used; a simulator stands where its maker's service is.
 */
@NeedsBrowser
class WebPushIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String SETTINGS = "/settings/notifications";
    private static final String SHOWN = """
            async () => (await (await navigator.serviceWorker.ready).getNotifications())
              .map((it) => [it.title, it.body, it.data].join('|')).join()
            """;
    private static final String SUBSCRIBED = """
            async () => Boolean(await (await navigator.serviceWorker.ready).pushManager.getSubscription())
            """;
    /**
     * A browser without windows shows its notifications nowhere that a test could click: the click is made in the
     * worker, with the notification that it shows, and its own listener does the rest.
     */
    private static final String CLICK = """
            registration.getNotifications().then(([notification]) => {
              const click = new NotificationEvent('notificationclick', {notification});
              click.waitUntil = (done) => done.catch(() => null);
              dispatchEvent(click);
            })
            """;

    @TempDir
    private Path profile;

    @Test
    void aBrowserIsToldInThePersonsLanguageUntilItIsSwitchedOff() {
        Someone alice = House.company("ТОО «Отправитель пушей»");
        Someone bob = House.company("ЖШС «Хабар алушы»");
        bob.call("PUT", "/v1/notification-preferences", Map.of("language", "kk"));
        try (Visit visit = Visit.withProfile(bob, Look.DESK, profile)) {
            visit.context().grantPermissions(List.of("notifications"));
            visit.page().clock().install();
            Page page = visit.open(SETTINGS);
            Locator tell = page.locator(".here .btn");

            House.pushVendor().fallSilent();
            tell.click();
            assertThat(tell).hasText(Words.of("ru", "notifications", "pushAsking"));
            Await.until(page, () -> "the browser asks its vendor", SOON, () -> House.pushVendor().asked() == 1);
            page.clock().fastForward(Duration.ofSeconds(31).toMillis());
            assertThat(page.locator("main .problem")).containsText(Words.of("ru", "notifications", "push.failedTodo"));
            assertThat(bob.get("/v1/push-subscriptions").path("items")).isEmpty();
            House.pushVendor().speak();

            tell.click();
            assertThat(page.locator(".here")).hasText(Words.of("ru", "notifications", "thisBrowser"));
            assertThat(page.locator("main .problem")).hasCount(0);
            JsonNode kept = bob.get("/v1/push-subscriptions").path("items");
            assertThat(kept).hasSize(1);
            assertThat(page.locator("main")).containsText(kept.get(0).path("host").asString());
            visit.shot("web-push");

            String number = alice.send(bob, 1, "Секретный договор").getFirst();
            Await.until(page, () -> "the browser shows " + number, SOON,
                    () -> page.evaluate(SHOWN).toString().contains(number));
            assertThat(page.evaluate(SHOWN)).isEqualTo("Құжат " + number.replaceAll("(.{5})(?!$)", "$1 ")
                    + "|Жеке кабинетті ашыңыз|/d/" + number);
            String sent = new String(House.pushVendor().taken().getFirst(), StandardCharsets.UTF_8);
            assertThat(sent).as("sealed on its way").doesNotContain(number, "DOCUMENT", "Секретный");

            click(visit.context(), page);
            assertThat(page).hasURL(Pattern.compile(".*/d/" + number));
            assertThat(page.locator("article.doc")).containsText("Секретный договор");
            assertThat(page.evaluate(SHOWN)).isEqualTo("");

            visit.open(SETTINGS);
            page.locator("main table").filter(new Locator.FilterOptions().setHasText(kept.get(0).path("host")
                    .asString())).getByText(Words.of("ru", "notifications", "stopTelling")).click();
            assertThat(tell).hasText(Words.of("ru", "notifications", "tellHere"));
            assertThat(bob.get("/v1/push-subscriptions").path("items")).isEmpty();
            assertThat(page.evaluate(SUBSCRIBED)).isEqualTo(false);
            Await.until(page, () -> "the vendor forgot the browser", SOON,
                    () -> House.pushVendor().subscriptions() == 0);
            visit.assertClean();
        }
    }

    @Test
    void whoDoesNotPermitIsToldWhatToDo() {
        Someone head = House.company("ТОО «Без уведомлений»");
        try (Visit visit = Visit.of(head, Look.DESK)) {
            Page page = visit.open(SETTINGS);
            page.locator(".here .btn").click();
            Locator problem = page.locator("main .problem");
            assertThat(problem).containsText(Words.of("ru", "notifications", "push.denied"));
            assertThat(problem).containsText(Words.of("ru", "notifications", "push.deniedTodo"));
            assertThat(head.get("/v1/push-subscriptions").path("items")).isEmpty();
            visit.assertClean();
        }
    }

    private static void click(BrowserContext context, Page page) {
        CDPSession tools = context.newCDPSession(page);
        String worker = tools.send("Target.getTargets").getAsJsonArray("targetInfos").asList().stream()
                .map(it -> it.getAsJsonObject()).filter(it -> it.get("url").getAsString().endsWith("/push-worker.js"))
                .map(it -> it.get("targetId").getAsString()).findFirst().orElseThrow();
        JsonObject to = new JsonObject();
        to.addProperty("targetId", worker);
        to.addProperty("flatten", false);
        String session = tools.send("Target.attachToTarget", to).get("sessionId").getAsString();
        JsonObject run = new JsonObject();
        run.addProperty("expression", CLICK);
        JsonObject command = JsonParser.parseString("{\"id\":1,\"method\":\"Runtime.evaluate\"}").getAsJsonObject();
        command.add("params", run);
        JsonObject message = new JsonObject();
        message.addProperty("sessionId", session);
        message.addProperty("message", command.toString());
        tools.send("Target.sendMessageToTarget", message);
    }
}

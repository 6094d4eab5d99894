package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents for people who are no clients (clauses 7.9.12, 7.9.13, 4.3.5): letter, page, what the sender hears. */
class OutsideIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Party alice = TestCenter.companyA();
    private final Party bob = TestCenter.companyB();
    private final Party stranger = new Party(TestCenter.center().http(), bytes -> bytes);
    private final String start = alice.get("/v1/events?limit=1").expect(200).text("top");
    private final String address = "a" + UUID.randomUUID() + "@outside.test";

    private String document() {
        return alice.send(bob, "Содержание".getBytes(StandardCharsets.UTF_8)).expect(201).text("number");
    }

    private static String links(String number) {
        return "/v1/documents/" + number + "/outside-links";
    }

    private Party.Answer show(String number) {
        return alice.call("POST", links(number), Map.of("email", address, "language", "ru"));
    }

    private JsonNode state(String number) {
        return alice.get(links(number)).expect(200).body().at("/items/0");
    }

    private List<String> told(String number) {
        return alice.get("/v1/events?limit=256&after=" + start).expect(200).body().path("events").valueStream()
                .filter(event -> event.path("subject").asString("").equals(number))
                .map(event -> event.path("type").asString().replace("kz.centerpro.document.", "")).toList();
    }

    private Party.Answer press(String path) {
        return stranger.body(path, "application/x-www-form-urlencoded", new byte[0]);
    }

    private static String text(Party.Answer answer) {
        return new String(answer.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aLinkIsMailedOpenedFetchedAndTakenBackAndNeverSaysDelivered() {
        String number = document();
        Party.Answer made = show(number).expect(201);
        assertThat(made.text("address")).startsWith("a***@").doesNotContain(address);
        assertThat(made.body().path("guaranteed").asBoolean(true)).isFalse();
        assertThat(show(number).expect(200).text("id")).isEqualTo(made.text("id"));
        String page = Mails.find(address, "(/x/[0-9a-z-]+)");
        assertThat(state(number).path("state").asString()).isEqualTo("EXTERNAL_SENT");

        // A program that looks into letters sees who sends and nothing of what, and the sender hears nothing of it.
        assertThat(text(stranger.get(page, "*/*").expect(200))).contains("<button")
                .doesNotContain("Счёт на оплату", number, "<script");
        assertThat(state(number).path("state").asString()).isEqualTo("EXTERNAL_SENT");
        assertThat(text(press(page).expect(200))).contains("Счёт на оплату", "/document?lang=");
        assertThat(text(press(page + "/document").expect(200))).startsWith("PK").contains(number + ".p7s");
        press(page).expect(200);
        assertThat(state(number).path("state").asString()).isEqualTo("EXTERNAL_VIEWED");
        assertThat(state(number).path("fetchedAt").asString("")).isNotEmpty();
        Await.until("it is in the log once", SOON, () -> told(number).contains("link-viewed"));
        assertThat(told(number)).containsOnlyOnce("link-sent", "link-viewed");

        stranger.get("/x/1a-" + "0".repeat(32), "*/*").expect(404);
        TestCenter.execute("update hub.outside_link set expires_at = now() where link_id = '" + made.text("id") + "'");
        stranger.get(page, "*/*").expect(410);
        press(page + "/document").expect(410);
        TestCenter.execute("update hub.outside_link set expires_at = now() + interval '1 day' where link_id = '"
                + made.text("id") + "'");
        bob.call("DELETE", links(number) + "/" + made.text("id"), null).expect(404);
        alice.call("DELETE", links(number) + "/" + made.text("id"), null).expect(204);
        stranger.get(page, "*/*").expect(410);
        press(page).expect(410);
        press(page + "/document").expect(410);
        assertThat(state(number).path("state").asString()).isEqualTo("EXTERNAL_VIEWED");
    }

    @Test
    void anAddressGetsSoManyADayAndNoneOnceItSaidNo() {
        for (int i = 0; i < 10; i++) {
            show(document()).expect(201);
        }
        Party.Answer refused = show(document()).expect(429);
        assertThat(refused.headers()).containsKey("retry-after");
        String stop = Mails.find(address, "(/v1/notification-unsubscriptions/[0-9a-f-]{36}/INVITATION)");
        stranger.call("POST", stop, null).expect(200);
        assertThat(show(document()).expect(422).text("field")).isEqualTo("email");
        String strange = alice.send(alice, "чужое".getBytes(StandardCharsets.UTF_8)).expect(201).text("number");
        bob.call("POST", links(strange), Map.of("email", address)).expect(404);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rsocket.RSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import kz.centerpro.testkit.RSocketPayloads;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Rows 24 and 25 of the acceptance list, against the running server: who has left, or is blocked, and who writes to it.
 */
class LeavingIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final AtomicInteger BORN = new AtomicInteger();

    private final Party staff = TestCenter.person("operator");
    private final Party other = newcomer();

    LeavingIT() {
        staff.signIn().expect(200);
    }

    private static Party newcomer() {
        while (true) {
            String eleven = "8705063" + String.format(Locale.ROOT, "%04d", BORN.incrementAndGet());
            int check = TaxId.checkDigit(eleven + "0");
            if (check < 10) {
                String iin = eleven + check;
                return new Party(TestCenter.center().http(),
                        TestCenter.trustCentre()
                                .issue(PersonProfile.resident("l" + iin, KeyKind.RSA, "КЕТКЕН", "АДАМ", null, iin))
                                .signer())
                        .join(Map.of("kind", "INDIVIDUAL"));
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String client(Party of) {
        return "/v1/admin/participants/" + of.taxId();
    }

    /** With money in the books: a tariff that was paid by a bonus. */
    private void buys(Party party) {
        String name = "leaving-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> price = Map.of("amount", "10.00", "currency", "KZT");
        Map<String, String> texts = Map.of("kk", "мәтін", "ru", "текст");
        staff.call("POST", "/v1/admin/tariffs",
                Map.of("tariff", name, "price", price, "term", "P1M", "volumes",
                        List.of(Map.of("metric", "document.sent", "volume", 10)), "products", List.of("EXCHANGE"),
                        "names", texts, "conditions", texts))
                .expect(201);
        staff.call("POST", "/v1/admin/bonuses", Map.of("reference", name, "box", party.box(), "amount", price))
                .expect(204);
        party.call("POST", "/v1/subscriptions", Map.of("tariff", name, "useBonus", true)).expect(201);
        staff.call("POST", "/v1/admin/tariffs/" + name + "/retirement", null).expect(200);
    }

    /** Every posting of a box, and what it has bought. */
    private static String books(Party of) {
        return TestCenter
                .value("select string_agg(e::text, ';' order by transaction_id, line) || ' ' || (select count(*) "
                        + "from billing.subscription where box_id = " + of.box()
                        + ") from billing.entry e where account ~ ':"
                        + of.box() + "(:|$)'");
    }

    private JsonNode job(String name, Map<String, ?> body) {
        return staff.call("POST", "/v1/admin/jobs/" + name, body).expect(200).body();
    }

    private void isUndeliverable(Party to) {
        String number = other.send(to, text("Кейін")).expect(201).text("number");
        Await.until("the document is given up", SOON,
                () -> other.get("/v1/documents/" + number).expect(200).text("status").equals("UNDELIVERABLE"));
        JsonNode leg = other.get("/v1/documents/" + number).expect(200).body().at("/legs/0");
        assertThat(leg.path("reason").asString()).isEqualTo("RECIPIENT_UNAVAILABLE");
        assertThat(leg.path("deliveredAt").isMissingNode()).isTrue();
    }

    private static void endOf(Boxes box) {
        box.next(frame -> frame.path("reason").asString("").equals("ACCESS_WITHDRAWN"), "the end of the stream", SOON);
    }

    @Test
    void anAgreementEndsTenDaysAfterItsNoticeAndTheBooksStayAsTheyAre() {
        Party leaver = newcomer();
        buys(leaver);
        String sent = leaver.send(other, text("Бұрын")).expect(201).text("number");
        LocalDate today = LocalDate.now(ALMATY);
        String termination = client(leaver) + "/termination";
        Map<String, Object> notice = new HashMap<>(Map.of("ground", "NOTICE", "reason", "шарт бұзылды"));
        notice.put("effectiveOn", today.plusDays(9).toString());
        assertThat(staff.call("POST", termination, notice).expect(422).text("earliestOn"))
                .isEqualTo(today.plusDays(10).toString());
        notice.put("effectiveOn", today.plusDays(10).toString());
        try (Boxes box = Boxes.follow(TestCenter.center().http(), leaver.token(), null)) {
            assertThat(staff.call("POST", termination, notice).expect(201).text("status")).isEqualTo("TERMINATING");
            JsonNode told = box.next("account.terminating", SOON);
            assertThat(told.at("/data/effectiveOn").asString()).isEqualTo(today.plusDays(10).toString());
            Await.until("the notice is recorded", SOON,
                    () -> leaver.get("/v1/notifications").expect(200).body().path("items").valueStream()
                            .anyMatch(item -> item.path("kind").asString().equals("AGREEMENT_ENDS")));
            leaver.send(other, text("Әлі жұмыс істейді")).expect(201);
            job("rate-usage", Map.of());
            String before = books(leaver);
            assertThat(before).contains(":" + leaver.box());
            String day = today.plusDays(10).atStartOfDay(ALMATY).toInstant().toString();
            assertThat(job("end-agreements", Map.of("asOf", day)).path("count").asInt()).isEqualTo(1);
            box.next("account.terminated", SOON);
            endOf(box);
            assertThat(books(leaver)).isEqualTo(before);
        }
        Party.Answer refused = leaver.with("Accept-Language", "ru").signIn().expect(403);
        assertThat(refused.text("code")).isEqualTo("terminated");
        assertThat(refused.text("title")).isEqualTo("Соглашение прекращено");
        assertThat(leaver.get("/v1/documents?box=in").status()).isEqualTo(401);
        isUndeliverable(leaver);
        other.get("/v1/documents/" + sent + "/content").expect(200);
        assertThat(job("recompute-ledger", Map.of()).path("findings").size()).isZero();
    }

    @Test
    void aParticipantLeavesTodayByItsOwnSignature() {
        Party leaver = newcomer();
        String own = "/v1/participants/me/termination";
        Party.Answer text = leaver.get(own + "/statement?effectiveOn=" + LocalDate.now(ALMATY)).expect(200);
        byte[] statement = text(text.text("statement"));
        assertThat(leaver.call("POST", own, Map.of("statement", text.text("statement"), "signature",
                Party.base64(other.sign(statement)))).expect(422).text("code")).isEqualTo("signer_not_of_client");
        assertThat(leaver.call("POST", own, Map.of("statement", text.text("statement"), "signature",
                Party.base64(leaver.sign(statement)))).expect(201).text("status")).isEqualTo("TERMINATED");
        leaver.signIn().expect(403);
        isUndeliverable(leaver);
    }

    @Test
    void aSuspendedProductClosesSendingAtEveryDoorAndNothingElse() {
        Party sender = newcomer();
        String number = other.send(sender, text("Келді")).expect(201).text("number");
        Map<String, String> product = Map.of("scope", "EXCHANGE", "kind", "SUSPENDED", "clause", "4.3.5", "reason",
                "спам");
        String id = staff.call("POST", client(sender) + "/restrictions", product).expect(201).text("id");
        byte[] content = text("Кетпейді");
        String line = new String(Party.JSON.writeValueAsBytes(Map.of("metadata", Party.metadata(other, null),
                "signature", Party.base64(sender.sign(content)), "content", Party.base64(content))),
                StandardCharsets.UTF_8);
        Await.until("sending is closed", SOON,
                () -> sender.send(other, content).text("code").equals("product_suspended"));
        assertThat(sender.send(other, content).expect(403).text("clause")).isEqualTo("4.3.5");
        assertThat(new String(sender.lines("/v1/documents:batch", line + "\n").expect(200).bytes(),
                StandardCharsets.UTF_8)).contains("product_suspended", "\"refused\":1");
        RSocket socket = RawRSocket.connected(TestCenter.center().rsocketPort(), sender.token(), SOON);
        assertThatThrownBy(() -> socket.requestResponse(RSocketPayloads.of(line, "documents.submit", null)).block(SOON))
                .hasMessageContaining("product_suspended");
        socket.dispose();
        assertThat(sender.call("POST", "/v1/documents/" + number + "/outside-links",
                Map.of("email", "anybody@example.kz", "language", "ru")).expect(403).text("code"))
                .isEqualTo("product_suspended");

        sender.signIn().expect(200);
        for (String open : List.of("/v1/documents?box=in", "/v1/documents/" + number + "/content",
                "/v1/documents/" + number + "/signatures", "/v1/balance", "/v1/events")) {
            sender.get(open, "*/*").expect(200);
        }
        String late = other.send(sender, text("Тағы")).expect(201).text("number");
        Await.until("it still receives", SOON, () -> sender.get("/v1/documents/" + late).status() == 200);
        Await.until("it is told", SOON, () -> sender.get("/v1/notifications").expect(200).body().path("items")
                .valueStream().anyMatch(item -> item.path("kind").asString().equals("PRODUCT_SUSPENDED")));
        staff.call("POST", client(sender) + "/restrictions/" + id + "/lifting", Map.of("reason", "уәде берілді"))
                .expect(200);
        Await.until("sending is open", SOON, () -> sender.send(other, content).status() == 201);
    }

    @Test
    void whoIsBlockedGetsNothingAndNobodyIsToldWhy() {
        Party blocked = newcomer();
        String events = "select count(*) from eventlog.event where box_id = " + blocked.box();
        String before = TestCenter.value(events);
        try (Boxes box = Boxes.follow(TestCenter.center().http(), blocked.token(), null)) {
            box.next("account.offer-accepted", SOON);
            staff.call("POST", client(blocked) + "/restrictions",
                    Map.of("kind", "BLOCKED", "clause", "4.3.2", "reason", "спам")).expect(422);
            String id = staff.call("POST", client(blocked) + "/restrictions",
                    Map.of("kind", "BLOCKED", "clause", "4.3.7", "reason", "вирус")).expect(201).text("id");
            endOf(box);
            isUndeliverable(blocked);
            assertThat(TestCenter.value(events)).isEqualTo(before);
            staff.call("POST", client(blocked) + "/restrictions/" + id + "/lifting", Map.of("reason", "емделді"))
                    .expect(200);
        }
        String number = other.send(blocked, text("Қайта")).expect(201).text("number");
        Await.until("documents come again", SOON,
                () -> other.get("/v1/documents/" + number).expect(200).body().at("/legs/0/state").asString()
                        .equals("DELIVERED"));
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers to documents as two companies give them, over HTTP alone. */
class AnswersIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static OwnCenter center;
    private static Party staff;
    private static Party alice;
    private static Party bob;

    @BeforeAll
    static void start() {
        center = OwnCenter.start(List.of("center.billing.seed-tariffs=false"));
        staff = center.person("operator");
        staff.signIn().expect(200);
        alice = center.person("head-a").join(Map.of("kind", "LEGAL_ENTITY"));
        bob = center.person("head-b").join(Map.of("kind", "LEGAL_ENTITY"));
    }

    @AfterAll
    static void stop() {
        center.close();
    }

    private static byte[] content(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A document of Alice's in Bob's box; {@code response} may be null. */
    private static String sent(byte[] content, Map<String, Object> response) {
        Map<String, Object> metadata = Party.metadata(bob, null);
        if (!response.isEmpty()) {
            metadata.put("response", response);
        }
        String number = alice.send(metadata, alice.sign(content), content, UUID.randomUUID().toString()).expect(201)
                .text("number");
        Await.until("it arrives", SOON, () -> bob.get("/v1/documents/" + number).status() == 200);
        return number;
    }

    private static Party.Answer signed(Party by, String number, byte[] content) {
        return by.call("POST", "/v1/documents/" + number + "/signatures",
                Map.of("signature", Party.base64(by.sign(content))));
    }

    private static Party.Answer answered(Party by, String number, String path, String query, String reason) {
        String statement = by.get("/v1/documents/" + number + "/statements?" + query
                + (reason.isEmpty() ? "" : "&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8)))
                .expect(200).text("statement");
        assertThat(statement).contains(number, alice.taxId(), bob.taxId(), reason);
        Map<String, Object> body = new HashMap<>(Map.of("signature", Party.base64(by.sign(content(statement)))));
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        return by.call("POST", "/v1/documents/" + number + path, body);
    }

    /** Types of a document's events in a box, in order. */
    private static List<String> told(Party party, String number) {
        JsonNode page = party.get("/v1/events?limit=256").expect(200).body();
        return page.path("events").valueStream().filter(event -> event.path("subject").asString("").equals(number))
                .map(event -> event.path("type").asString().replace("kz.centerpro.document.", "")).toList();
    }

    private static void comes(Party party, String number, String... events) {
        Await.until("events of " + number, SOON, () -> told(party, number).size() >= events.length);
        assertThat(told(party, number)).containsExactly(events);
    }

    @Test
    void aCountersignatureStandsUnderTheSameNumberOnBothSides() {
        byte[] content = content("Договор № 1");
        String number = sent(content, Map.of("required", "SIGNATURE"));
        assertThat(alice.get("/v1/documents/" + number).body().at("/awaiting/0/taxId").asString())
                .isEqualTo(bob.taxId());
        bob.get("/v1/documents/" + number + "/content").expect(200);

        JsonNode made = signed(bob, number, content).expect(201).body();
        assertThat(made.path("state").asString()).isEqualTo("SIGNED");
        assertThat(made.at("/signers/0/bin").asString()).isEqualTo(bob.taxId());
        // The same signer again is the same countersignature.
        Party.Answer again = signed(bob, number, content).expect(200);
        assertThat(again.text("id")).isEqualTo(made.path("id").asString());

        comes(bob, number, "arrived", "received", "signed");
        comes(alice, number, "registered", "delivered", "received", "signed");
        JsonNode mine = alice.get("/v1/documents/" + number).expect(200).body();
        assertThat(mine.path("status").asString()).isEqualTo("SIGNED");
        assertThat(mine.at("/legs/0/answers/0/kind").asString()).isEqualTo("SIGNATURE");
        assertThat(mine.has("awaiting")).isFalse();
        assertThat(bob.get("/v1/documents/" + number).text("status")).isEqualTo("SIGNED");
        for (Party side : List.of(alice, bob)) {
            JsonNode all = side.get("/v1/documents/" + number + "/signatures").expect(200).body().path("signatures");
            assertThat(all).hasSize(2);
            assertThat(all.at("/1/report/status").asString()).isEqualTo("PASSED");
            assertThat(all.at("/1/answer/id").asString()).isEqualTo(made.path("id").asString());
        }
        assertThat(answered(bob, sent(content("x"), Map.of()), "/rejections", "kind=REJECTION", "нет").status())
                .isEqualTo(201);
        Party.Answer late = bob.call("POST", "/v1/documents/" + number + "/rejections",
                Map.of("reason", "поздно", "signature", Party.base64(bob.sign(content)))).expect(409);
        assertThat(late.text("code")).isEqualTo("illegal_transition");
        assertThat(late.text("state")).isEqualTo("SIGNED");
    }

    @Test
    void aSignatureThatIsNotTheRecipientsOrNotOfThisContentIsRefused() {
        byte[] content = content("Договор № 2");
        String number = sent(content, Map.of());
        Party.Answer strangers = bob.call("POST", "/v1/documents/" + number + "/signatures",
                Map.of("signature", Party.base64(alice.sign(content)))).expect(422);
        assertThat(strangers.text("code")).isEqualTo("signer_not_of_client");
        assertThat(signed(bob, number, content("Договор № 3")).expect(422).text("code"))
                .isEqualTo("signature_invalid");
        byte[] attached = center.signer("head-b").sign(content("Договор № 3"), true);
        assertThat(bob.call("POST", "/v1/documents/" + number + "/signatures",
                Map.of("signature", Party.base64(attached))).expect(422).text("code")).isEqualTo("signature_invalid");
        // The sender has signed already: what is possible is told.
        assertThat(signed(alice, number, content).expect(409).body().at("/possible/0").asString())
                .isEqualTo("ANNULMENT");
        assertThat(bob.get("/v1/documents/" + number).text("status")).isEqualTo("DELIVERED");
        bob.call("POST", "/v1/documents/" + number + "/signatures",
                Map.of("signature", Party.base64(center.signer("head-b").sign(content, true)))).expect(201);
    }

    @Test
    void aRejectionNeedsAReasonAndItsSignatureIsOverTheStatement() {
        String number = sent(content("Акт № 4"), Map.of("required", "SIGNATURE"));
        assertThat(bob.call("POST", "/v1/documents/" + number + "/rejections",
                Map.of("signature", "AAAA")).expect(422).text("field")).isEqualTo("reason");
        Map<String, Object> other = Map.of("reason", "сумма неверна", "signature",
                Party.base64(bob.sign(content("другой текст"))));
        bob.call("POST", "/v1/documents/" + number + "/rejections", other).expect(422);

        JsonNode made = answered(bob, number, "/rejections", "kind=REJECTION", "сумма неверна").expect(201).body();
        assertThat(made.path("reason").asString()).isEqualTo("сумма неверна");
        assertThat(bob.get("/v1/documents/" + number + "/answers/" + made.path("id").asString()).expect(200)
                .text("state")).isEqualTo("DECLINED");
        comes(alice, number, "registered", "delivered", "declined");
        comes(bob, number, "arrived", "declined");
        assertThat(alice.get("/v1/documents/" + number).text("status")).isEqualTo("DECLINED");
        assertThat(alice.get("/v1/documents/" + number + "/signatures").body().at("/signatures/1/statement")
                .asString()).contains("сумма неверна");
    }

    @Test
    void aCorrectionIsAskedForThenItIsSignedAllTheSame() {
        byte[] content = content("Счёт № 5");
        String number = sent(content, Map.of("required", "SIGNATURE"));
        bob.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "нет печати")).expect(201);
        Await.until("it comes", SOON,
                () -> alice.get("/v1/documents/" + number).text("status").equals("CORRECTION_REQUESTED"));
        assertThat(alice.get("/v1/documents/" + number).body().at("/awaiting/0/taxId").asString())
                .isEqualTo(alice.taxId());
        bob.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "ещё")).expect(409);
        signed(bob, number, content).expect(201);
        comes(alice, number, "registered", "delivered", "correction-requested", "signed");
    }

    @Test
    void anAnnulmentIsAgreedOrRefusedByTheOtherSideAlone() {
        byte[] content = content("Договор № 6");
        String number = sent(content, Map.of());
        signed(bob, number, content).expect(201);
        String first = answered(alice, number, "/annulments", "kind=ANNULMENT", "ошибка").expect(201).text("id");
        alice.call("POST", "/v1/documents/" + number + "/annulments/" + first + "/acceptance",
                Map.of("signature", Party.base64(alice.sign(content)))).expect(409);
        bob.call("POST", "/v1/documents/" + number + "/annulments/" + UUID.randomUUID() + "/acceptance",
                Map.of("signature", Party.base64(bob.sign(content)))).expect(404);
        answered(bob, number, "/annulments/" + first + "/refusal", "kind=ANNULMENT_REFUSAL&annulment=" + first, "")
                .expect(201);
        assertThat(bob.get("/v1/documents/" + number).text("status")).isEqualTo("SIGNED");

        String second = answered(bob, number, "/annulments", "kind=ANNULMENT", "по соглашению").expect(201)
                .text("id");
        answered(alice, number, "/annulments/" + second + "/acceptance",
                "kind=ANNULMENT_ACCEPTANCE&annulment=" + second, "").expect(201);
        String[] steps = {"signed", "annulment-proposed", "annulment-refused", "annulment-proposed", "annulled"};
        comes(bob, number, "arrived", steps[0], steps[1], steps[2], steps[3], steps[4]);
        comes(alice, number, "registered", "delivered", steps[0], steps[1], steps[2], steps[3], steps[4]);
        assertThat(alice.get("/v1/documents/" + number).text("status")).isEqualTo("ANNULLED");
        assertThat(bob.get("/v1/documents/" + number).text("status")).isEqualTo("ANNULLED");
        signed(bob, number, content).expect(409);
    }

    @Test
    void oneAfterTheOtherInTheOrderOfTheRecipients() {
        Party carol = center.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        byte[] content = content("Трёхсторонний договор");
        Map<String, Object> metadata = Party.metadata(bob, null);
        metadata.put("recipients", List.of(Map.of("taxId", bob.taxId()), Map.of("taxId", carol.taxId())));
        metadata.put("response", Map.of("required", "SIGNATURE", "order", "SEQUENTIAL"));
        String number = alice.send(metadata, alice.sign(content), content, null).expect(201).text("number");
        Await.until("both have it", SOON, () -> bob.get("/v1/documents/" + number).status() == 200
                && carol.get("/v1/documents/" + number).status() == 200);
        assertThat(signed(carol, number, content).expect(409).body().at("/next/taxId").asString())
                .isEqualTo(bob.taxId());
        signed(bob, number, content).expect(201);
        Await.until("the sender hears", SOON,
                () -> alice.get("/v1/documents/" + number).text("status").equals("PARTLY_SIGNED"));
        assertThat(alice.get("/v1/documents/" + number).body().at("/awaiting/0/taxId").asString())
                .isEqualTo(carol.taxId());
        signed(carol, number, content).expect(201);
        Await.until("all have signed", SOON,
                () -> alice.get("/v1/documents/" + number).text("status").equals("SIGNED"));
        assertThat(alice.call("POST", "/v1/documents/" + number + "/annulments",
                Map.of("reason", "все", "signature", "AAAA")).expect(422).text("field")).isEqualTo("recipient");
    }

    @Test
    void whoDoesNotAnswerInTimeCanNoLonger() {
        byte[] content = content("Срочно");
        Instant deadline = Instant.now().plusSeconds(3600);
        String number = sent(content, Map.of("required", "SIGNATURE", "deadline", deadline.toString()));
        Map<String, Object> past = Party.metadata(bob, null);
        past.put("response", Map.of("required", "SIGNATURE", "deadline", "2020-01-01T00:00:00Z"));
        alice.send(past, alice.sign(content), content, null).expect(422);
        staff.call("POST", "/v1/admin/jobs/expire-answers", Map.of("asOf", Instant.now().toString())).expect(200);
        assertThat(bob.get("/v1/documents/" + number).text("status")).isEqualTo("DELIVERED");

        JsonNode done = staff.call("POST", "/v1/admin/jobs/expire-answers",
                Map.of("asOf", deadline.plusSeconds(60).toString())).expect(200).body();
        assertThat(done.path("count").asLong()).isEqualTo(1);
        comes(bob, number, "arrived", "expired");
        comes(alice, number, "registered", "delivered", "expired");
        assertThat(signed(bob, number, content).expect(409).text("state")).isEqualTo("EXPIRED");
    }

    @Test
    void aKeyMakesAnAnswerOnceAndAStrangerSeesNothing() {
        String number = sent(content("Письмо"), Map.of());
        Party keyed = bob.keyed("answer-key");
        String first = keyed.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "дата"))
                .expect(201).text("id");
        assertThat(keyed.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "дата"))
                .expect(200).text("id")).isEqualTo(first);
        assertThat(keyed.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "сумма"))
                .expect(409).text("code")).isEqualTo("idempotency_key_conflict");
        Party carol = center.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        carol.call("POST", "/v1/documents/" + number + "/corrections", Map.of("reason", "моё")).expect(404);
        carol.get("/v1/documents/" + number + "/answers/" + first).expect(404);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Documents for somebody who has not joined (clause 7.9.10), over HTTP alone. */
class WaitingIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger BORN = new AtomicInteger();
    private static final Map<String, Object> KIND = Map.of("kind", "INDIVIDUAL");

    private final Party sender = of(person()).join(KIND);

    /** Somebody with a key and a number of its own, unknown to the hub. */
    private static Person person() {
        while (true) {
            String eleven = "8604053" + String.format(Locale.ROOT, "%04d", BORN.incrementAndGet());
            int check = TaxId.checkDigit(eleven + "0");
            if (check < 10) {
                String iin = eleven + check;
                return TestCenter.trustCentre()
                        .issue(PersonProfile.resident("w" + iin, KeyKind.RSA, "КҮТКЕН", "АДАМ", null, iin));
            }
        }
    }

    private static Party of(Person person) {
        return new Party(TestCenter.center().http(), person.signer());
    }

    private static String number(Person person) {
        return Objects.requireNonNull(person.iin());
    }

    private static byte[] content(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> metadata(String externalId, String... recipients) {
        Map<String, Object> metadata = new HashMap<>(Map.of("title", "Хат " + externalId, "externalId", externalId));
        List<Map<String, String>> named = new ArrayList<>();
        for (String taxId : recipients) {
            named.add(Map.of("taxId", taxId));
        }
        metadata.put("recipients", named);
        return metadata;
    }

    private Party.Answer send(Map<String, Object> metadata) {
        byte[] content = content(String.valueOf(metadata.get("title")));
        return sender.send(metadata, sender.sign(content), content, null);
    }

    private JsonNode document(String number) {
        return sender.get("/v1/documents/" + number).expect(200).body();
    }

    private List<String> told(String number) {
        return sender.get("/v1/events?limit=256").expect(200).body().path("events").valueStream()
                .filter(event -> event.path("subject").asString("").equals(number))
                .map(event -> event.path("type").asString().replace("kz.centerpro.document.", "")).toList();
    }

    private static List<String> inbox(Party party) {
        return party.get("/v1/documents?box=in&limit=200").expect(200).body().path("items").valueStream()
                .map(item -> item.path("number").asString()).toList().reversed();
    }

    private static JsonNode job(Instant at) {
        Party staff = TestCenter.person("operator");
        staff.signIn().expect(200);
        return staff.call("POST", "/v1/admin/jobs/end-waiting", Map.of("asOf", at.toString())).expect(200).body();
    }

    @Test
    void waitsAndIsDeliveredInTheOrderOfAcceptanceOnceTheRecipientJoins() throws NoSuchAlgorithmException {
        Person absent = person();
        Party bob = of(person()).join(KIND);
        List<String> numbers = new ArrayList<>();
        Party.Answer first = send(metadata("first", number(absent))).expect(201);
        assertThat(first.body().at("/awaitingConnection/0/taxId").asString()).isEqualTo(number(absent));
        numbers.add(first.text("number"));
        Party.Answer both = send(metadata("both", bob.taxId(), number(absent))).expect(201);
        assertThat(both.body().path("awaitingConnection").size()).isOne();
        numbers.add(both.text("number"));
        Map<String, Object> hashOnly = metadata("hash", number(absent));
        byte[] far = content("Тек хэш");
        hashOnly.put("digest", Map.of("algorithm", "SHA-256", "value",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(far))));
        numbers.add(sender.send(hashOnly, sender.sign(far), null, null).expect(201).text("number"));
        byte[] line = content("Жол");
        String answered = new String(sender.lines("/v1/documents:batch",
                Party.JSON.writeValueAsString(Map.of("metadata", metadata("line", number(absent)), "signature",
                        Party.base64(sender.sign(line)), "content", Party.base64(line))) + "\n")
                .expect(200).bytes(), StandardCharsets.UTF_8);
        JsonNode batched = Party.JSON.readTree(answered.lines().findFirst().orElseThrow());
        assertThat(answered).contains("awaitingConnection");
        numbers.add(batched.findValue("number").asString());
        for (int i = 0; i < 5; i++) {
            numbers.add(send(metadata("more-" + i, number(absent))).expect(201).text("number"));
        }

        assertThat(send(metadata("first", number(absent))).expect(200).body().path("awaitingConnection").size())
                .isOne();
        Await.until("bob has his", SOON, () -> inbox(bob).equals(List.of(both.text("number"))));
        JsonNode alone = document(first.text("number"));
        assertThat(alone.path("status").asString()).isEqualTo("AWAITING_CONNECTION");
        assertThat(alone.at("/legs/0/state").asString()).isEqualTo("AWAITING_CONNECTION");
        assertThat(alone.at("/legs/0/guaranteed").asBoolean(true)).isFalse();
        assertThat(Instant.parse(alone.at("/legs/0/waitsUntil").asString()))
                .isAfter(Instant.now().plus(Duration.ofDays(29)));
        Await.until("one of two", SOON,
                () -> document(both.text("number")).path("status").asString().equals("PARTLY_DELIVERED"));
        assertThat(listed("AWAITING_CONNECTION")).hasSize(8).doesNotContain(both.text("number"));
        assertThat(listed("PARTLY_DELIVERED")).containsExactly(both.text("number"));
        assertThat(sender.get("/v1/documents/counters?box=out").body().at("/byStatus/AWAITING_CONNECTION").asInt())
                .isEqualTo(8);
        assertThat(told(first.text("number"))).containsExactly("registered");
        JsonNode entry = sender.get("/v1/counterparties/KZ/" + number(absent)).expect(200).body();
        assertThat(entry.path("state").asString()).isEqualTo("INVITED");
        assertThat(entry.at("/invitation/href").asString()).startsWith("/join?");
        assertThat(sender.call("POST", "/v1/documents/" + first.text("number") + "/annulments",
                Map.of("reason", "қате", "signature", "AAAA")).expect(409).text("state"))
                .isEqualTo("AWAITING_CONNECTION");

        Party joined = of(absent).join(KIND);
        Await.until("all of them", SOON, () -> inbox(joined).size() >= numbers.size());
        assertThat(inbox(joined)).containsExactlyElementsOf(numbers);
        assertThat(joined.get("/v1/documents/" + first.text("number") + "/content").expect(200).bytes())
                .isEqualTo(content("Хат first"));
        Await.until("the sender knows", SOON, () -> listed("AWAITING_CONNECTION").isEmpty());
        Await.until("and that it is whole", SOON,
                () -> document(both.text("number")).path("status").asString().equals("COMPLETED"));
        assertThat(told(both.text("number"))).containsExactly("registered", "delivered", "delivered");
        assertThat(document(both.text("number")).at("/legs/1/recipient/name").asString()).contains("КҮТКЕН");
        Party.Answer again = send(metadata("first", number(absent))).expect(200);
        assertThat(again.text("number")).as("the same submission after it joined").isEqualTo(first.text("number"));
        assertThat(again.body().has("awaitingConnection")).isFalse();
        Await.until("what comes later goes at once", SOON, () -> !send(metadata("later", number(absent)))
                .expect(200, 201).body().has("awaitingConnection"));
    }

    private List<String> listed(String status) {
        return sender.get("/v1/documents?box=out&limit=200&status=" + status).expect(200).body().path("items")
                .valueStream().map(item -> item.path("number").asString()).toList();
    }

    @Test
    void theSenderTakesBackWhatWaitsAndNothingElse() {
        Person absent = person();
        Party bob = of(person()).join(KIND);
        String number = send(metadata("taken back", bob.taxId(), number(absent))).expect(201).text("number");
        String path = "/v1/documents/" + number + "/withdrawals";
        Await.until("bob has his", SOON, () -> inbox(bob).contains(number));
        Map<String, Object> bobs = Map.of("recipient", Map.of("taxId", bob.taxId()));
        assertThat(sender.call("POST", path, bobs).expect(409).text("code")).isEqualTo("illegal_transition");
        bob.call("POST", path, Map.of()).expect(409);
        of(person()).join(KIND).call("POST", path, Map.of()).expect(404);

        Map<String, Object> his = Map.of("recipient", Map.of("country", "KZ", "taxId", number(absent)));
        JsonNode after = sender.call("POST", path, his).expect(200).body();
        assertThat(after.at("/legs/1/state").asString()).isEqualTo("WITHDRAWN");
        assertThat(after.path("status").asString()).isEqualTo("COMPLETED");
        sender.call("POST", path, his).expect(200);
        assertThat(told(number)).containsExactly("registered", "delivered", "withdrawn");
        String stays = send(metadata("stays", number(absent))).expect(201).text("number");
        Party joined = of(absent).join(KIND);
        Await.until("the other one", SOON, () -> !inbox(joined).isEmpty());
        assertThat(inbox(joined)).containsExactly(stays);
        assertThat(sender.call("POST", "/v1/documents/" + stays + "/withdrawals", Map.of()).expect(409).text("state"))
                .isEqualTo("DELIVERED");
    }

    @Test
    void whoeverIsFirstInTurnAndNeverGetsItHoldsUpNobodyOnceItIsTakenBack() {
        Person absent = person();
        Party bob = of(person()).join(KIND);
        Map<String, Object> asked = metadata("in turn", number(absent), bob.taxId());
        asked.put("response", Map.of("required", "SIGNATURE", "order", "SEQUENTIAL"));
        String number = send(asked).expect(201).text("number");
        Await.until("bob has his", SOON, () -> inbox(bob).contains(number));
        assertThat(document(number).path("awaiting").size()).isOne();
        Map<String, Object> signature = Map.of("signature", Party.base64(bob.sign(content("Хат in turn"))));
        assertThat(bob.call("POST", "/v1/documents/" + number + "/signatures", signature).expect(409).body()
                .at("/next/taxId").asString()).isEqualTo(number(absent));
        sender.call("POST", "/v1/documents/" + number + "/withdrawals", Map.of()).expect(200);
        bob.call("POST", "/v1/documents/" + number + "/signatures", signature).expect(201);
        Await.until("signed by all who have it", SOON,
                () -> document(number).path("status").asString().equals("SIGNED"));
    }

    @Test
    void whatWaitsTooLongEndsAndSaysWhy() {
        Person absent = person();
        String number = send(metadata("forgotten", number(absent))).expect(201).text("number");
        Map<String, Object> asked = metadata("urgent", number(absent));
        Instant deadline = Instant.now().plus(Duration.ofHours(1));
        asked.put("response", Map.of("required", "SIGNATURE", "deadline", deadline.toString()));
        String urgent = send(asked).expect(201).text("number");
        job(deadline.minusSeconds(60));
        assertThat(document(urgent).path("status").asString()).isEqualTo("AWAITING_CONNECTION");
        assertThat(job(deadline.plusSeconds(60)).path("count").asInt()).isPositive();
        assertThat(document(urgent).at("/legs/0/reason").asString()).isEqualTo("DEADLINE_PASSED");
        assertThat(document(number).path("status").asString()).isEqualTo("AWAITING_CONNECTION");
        job(Instant.now().plus(Duration.ofDays(31)));
        JsonNode ended = document(number);
        assertThat(ended.path("status").asString()).isEqualTo("UNDELIVERABLE");
        assertThat(ended.at("/legs/0/state").asString()).isEqualTo("UNDELIVERABLE");
        assertThat(ended.at("/legs/0/reason").asString()).isEqualTo("NOT_CONNECTED");
        assertThat(ended.at("/legs/0").has("waitsUntil")).isFalse();
        assertThat(told(number)).containsExactly("registered", "undeliverable");
        assertThat(listed("UNDELIVERABLE")).containsExactlyInAnyOrder(number, urgent);
        assertThat(inbox(of(absent).join(KIND))).isEmpty();
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.sandbox.esf.EsfSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Clause 6.9: acts go to ИС ЭСФ, a simulator that speaks SOAP, and what is answered there or here is told the other.
 */
class EsfIT {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Duration SOON = Duration.ofSeconds(30);

    private static OwnCenter center;
    private static EsfSimulator esf;
    private static Party staff;
    private static final Map<String, Party> PARTIES = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        center = OwnCenter.start(List.of("center.billing.seed-tariffs=false", "center.esf.every=300ms",
                "center.esf.status-every=300ms", "center.esf.timeout=1s",
                "center.esf.retry-after=200ms"));
        esf = center.esf();
        staff = center.person("operator");
        staff.signIn().expect(200);
        Map<String, String> texts = Map.of("kk", "t", "ru", "Тариф <1> & Ко");
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", "free", "price",
                Map.of("amount", "0.00", "currency", "KZT"), "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", 10)), "products", List.of("EXCHANGE"), "names",
                texts, "conditions", texts)).expect(201);
        join("head-a", "LEGAL_ENTITY");
        join("head-b", "LEGAL_ENTITY");
        join("individual", "INDIVIDUAL");
        join("self-employed", "SELF_EMPLOYED");
    }

    @AfterAll
    static void stop() {
        center.close();
    }

    private static void join(String person, String kind) {
        Party party = center.person(person).join(Map.of("kind", kind));
        party.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200);
        party.call("POST", "/v1/subscriptions", Map.of("tariff", "free")).expect(201);
        PARTIES.put(person, party);
    }

    private static Party party(String person) {
        return Objects.requireNonNull(PARTIES.get(person));
    }

    private static JsonNode act(String person) {
        return party(person).get("/v1/acts").expect(200).body().at("/items/0");
    }

    private static String number(String person) {
        return act(person).path("number").asString();
    }

    private static JsonNode queued(String person) {
        String number = number(person);
        return staff.get("/v1/admin/esf").expect(200).body().path("items").valueStream()
                .filter(item -> item.path("number").asString().equals(number)).findFirst()
                .orElse(Party.JSON.missingNode());
    }

    private static void comes(String person, String field, String value) {
        Await.until(() -> person + ": " + field + " is " + value + ", not " + queued(person), SOON,
                () -> queued(person).path(field).asString("").equals(value));
    }

    @Test
    void actsAreUploadedOnceWhateverFailsAndAnswersGoBothWays() {
        // ИС ЭСФ is away: acts wait, and nothing else does.
        esf.away(true);
        LocalDate middle = LocalDate.now(ALMATY).plusMonths(1).withDayOfMonth(15);
        assertThat(staff.call("POST", "/v1/admin/jobs/issue-acts", Map.of("asOf", middle + "T08:00:00Z")).expect(200)
                .body().path("count").asLong()).isEqualTo(4);
        Await.until("it was tried", SOON, () -> queued("head-a").path("attempts").asInt(0) > 0);
        assertThat(queued("head-a").path("state").asString()).isEqualTo("WAITING");
        assertThat(queued("head-a").path("failure").asString()).isNotBlank();
        // It takes acts in, and its answers get lost or are faults; a fault of the caller's is a refusal with its
        // reason.
        esf.silent(true);
        esf.breakingAt(number("head-b"));
        esf.misreading(number("individual"));
        esf.away(false);
        Await.until("all are in, though nobody said so", SOON, () -> PARTIES.keySet().stream()
                .allMatch(person -> person.equals("individual") != !esf.statuses(number(person)).isEmpty()));
        Await.until("what nobody can read is a dead letter", SOON,
                () -> queued("individual").path("deadAt").isString());
        assertThat(queued("individual").path("failure").asString()).contains("cvc-complex-type");
        Await.until("the fault is told", SOON,
                () -> queued("head-b").path("failure").asString("").contains("internal error"));
        assertThat(queued("head-b").path("deadAt").isString()).isFalse();
        esf.misreading("");
        esf.breakingAt("");
        staff.call("POST", "/v1/admin/esf/" + number("individual") + "/retry", Map.of()).expect(200);
        esf.loseSessions();
        esf.silent(false);
        for (String person : PARTIES.keySet()) {
            comes(person, "state", "UPLOADED");
            assertThat(esf.statuses(number(person))).as("handed in once").hasSize(1);
        }
        assertThat(esf.opened()).isGreaterThan(1);
        assertThat(esf.body(number("head-a"))).contains(party("head-a").taxId(), "Тариф &lt;1&gt; &amp; Ко");

        // What the buyer answers there is the answer to the act, and its document ends.
        esf.answer(number("head-a"), "CONFIRMED", "");
        esf.answer(number("head-b"), "DECLINED", "не тот тариф");
        comes("head-a", "actState", "ACCEPTED");
        comes("head-b", "actState", "REFUSED");
        assertThat(act("head-a").path("answeredThrough").asString()).isEqualTo("ESF");
        assertThat(act("head-b").path("reason").asString()).isEqualTo("не тот тариф");
        Await.until("the document ends", SOON, () -> party("head-a")
                .get("/v1/documents/" + act("head-a").at("/document/number").asString()).text("status")
                .equals("EXPIRED"));

        // What is refused here is revoked there; also when the session was lost meanwhile.
        Await.until("the act has arrived as a document", SOON,
                () -> act("individual").at("/document/number").isString());
        esf.loseSessions();
        party("individual").call("POST", "/v1/acts/" + number("individual") + "/refusal",
                Map.of("reason", "не было")).expect(200);
        comes("individual", "state", "REVOKED");
        assertThat(esf.statuses(number("individual"))).containsExactly("REVOKED");

        // Both answered, and not the same: somebody has to look.
        Party fourth = party("self-employed");
        byte[] pdf = fourth.get("/v1/documents/" + act("self-employed").at("/document/number").asString() + "/content")
                .expect(200).bytes();
        fourth.call("POST", "/v1/acts/" + number("self-employed") + "/acceptance",
                Map.of("signature", Party.base64(fourth.sign(pdf)))).expect(200);
        esf.answer(number("self-employed"), "DECLINED", "ошибка");
        comes("self-employed", "differs", "true");
        assertThat(act("self-employed").path("state").asString()).isEqualTo("ACCEPTED");
        JsonNode counts = staff.get("/v1/admin/esf").expect(200).body().path("counts");
        assertThat(counts.path("differing").asInt()).isEqualTo(1);
        assertThat(counts.path("dead").asInt()).isZero();
        assertThat(new String(staff.get("/v1/admin/esf").bytes(), StandardCharsets.UTF_8))
                .doesNotContain(EsfSimulator.PASSWORD);
        party("head-a").get("/v1/admin/esf").expect(403);
    }
}

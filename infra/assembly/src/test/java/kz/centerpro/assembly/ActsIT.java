package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Acceptance row 29: monthly acts as residents meet them, over HTTP alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ActsIT {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private static OwnCenter center;
    private static Party staff;
    private static Party alice;
    private static Party bob;
    private static Party carol;
    private static LocalDate friday;

    @BeforeAll
    static void start() {
        center = OwnCenter.start(List.of("center.billing.seed-tariffs=false"));
        staff = center.person("operator");
        staff.signIn().expect(200);
        alice = center.person("head-a").join(Map.of("kind", "LEGAL_ENTITY"));
        bob = center.person("head-b").join(Map.of("kind", "LEGAL_ENTITY"));
        carol = center.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        YearMonth next = YearMonth.from(Instant.now().atZone(ALMATY)).plusMonths(1);
        friday = next.atDay(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    }

    @AfterAll
    static void stop() {
        center.close();
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(ALMATY).toInstant();
    }

    private static long job(String name, Instant asOf) {
        return staff.call("POST", "/v1/admin/jobs/" + name, Map.of("asOf", asOf.toString())).expect(200).body()
                .path("count").asLong();
    }

    private static HttpResponse<byte[]> as(Party party, String path, String type, String language) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(center.http() + path)).header("Accept", type)
                .header("Accept-Language", language).header("Authorization", "Bearer " + party.token()).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static List<String> told(Party party) {
        return party.get("/v1/events?limit=256").expect(200).body().path("events").valueStream()
                .map(event -> event.path("type").asString()).filter(type -> type.contains(".billing.act-"))
                .map(type -> type.substring(type.lastIndexOf('.') + 1)).toList();
    }

    private static JsonNode only(Party party) {
        JsonNode items = party.get("/v1/acts").expect(200).body().path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    /** The party's only act, once it has arrived as a document; the document's number. */
    private static String document(Party party) {
        Await.until("the act arrives as a document", Duration.ofSeconds(20),
                () -> only(party).path("document").path("number").isString());
        return only(party).at("/document/number").asString();
    }

    /** The year's other days: all of the month before the Friday, and Monday to Wednesday after it. */
    private static Map<String, Object> calendar() {
        List<Map<String, String>> days = new ArrayList<>();
        friday.withDayOfMonth(1).datesUntil(friday).forEach(day -> days.add(off(day)));
        friday.plusDays(3).datesUntil(friday.plusDays(6)).forEach(day -> days.add(off(day)));
        return Map.of("year", friday.getYear(), "days", days);
    }

    private static Map<String, String> off(LocalDate day) {
        return Map.of("day", day.toString(), "kind", "DAY_OFF", "name", "Наурыз мейрамы");
    }

    @Test
    @Order(1)
    void theCalendarIsStaffsToEdit() {
        JsonNode seeded = staff.get("/v1/admin/calendar?year=2026").expect(200).body().path("days");
        assertThat(seeded.valueStream().map(day -> day.path("day").asString())).contains("2026-03-23", "2026-03-24",
                "2026-03-25", "2026-12-16");
        assertThat(staff.get("/v1/admin/calendar?year=2028").expect(200).body().path("days").valueStream()
                .map(day -> day.path("day").asString())).contains("2028-03-21", "2028-12-18");
        staff.call("PUT", "/v1/admin/calendar", calendar()).expect(200);
        assertThat(staff.get("/v1/admin/calendar?year=" + friday.getYear()).expect(200).body().path("days"))
                .hasSize(friday.getDayOfMonth() - 1 + 3);
        staff.call("PUT", "/v1/admin/calendar", Map.of("year", 2026, "days",
                List.of(Map.of("day", "2026-03-23", "kind", "WORKING", "name", "a Monday")))).expect(422);
        alice.call("PUT", "/v1/admin/calendar", calendar()).expect(403);
    }

    @Test
    @Order(2)
    void residentsOptIn() {
        assertThat(alice.get("/v1/act-preferences").expect(200).body().path("monthly").asBoolean()).isFalse();
        for (Party party : List.of(alice, bob)) {
            assertThat(party.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200).body()
                    .path("monthly").asBoolean()).isTrue();
        }
        alice.call("PUT", "/v1/act-preferences", Map.of()).expect(422);
    }

    @Test
    @Order(3)
    void theActListsWhatStartedInTheMonthAndIsIssuedOnce() {
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", "year", "price", money("40000.00"), "term", "P1Y",
                "volumes", List.of(Map.of("metric", "document.sent", "volume", 100)), "products", List.of("EXCHANGE"),
                "names", Map.of("kk", "Жылдық", "ru", "Годовой"), "conditions", Map.of("kk", "шарт", "ru", "условия")))
                .expect(201);
        for (Party party : List.of(alice, bob, carol)) {
            pay(party);
            party.call("POST", "/v1/subscriptions", Map.of("tariff", "year")).expect(201);
        }
        String month = YearMonth.from(Instant.now().atZone(ALMATY)).toString();
        String today = LocalDate.now(ALMATY).toString();
        alice.send(bob, "Акт".getBytes(StandardCharsets.UTF_8)).expect(201);

        assertThat(job("issue-acts", noon(friday.minusDays(1)))).as("the first working day is not there yet").isZero();
        assertThat(job("issue-acts", noon(friday))).as("who did not opt in gets none").isEqualTo(2);
        assertThat(job("issue-acts", noon(friday))).isZero();
        assertThat(job("issue-acts", noon(friday.plusDays(6)))).isZero();

        JsonNode act = only(alice);
        assertThat(act.path("month").asString()).isEqualTo(month);
        assertThat(act.path("state").asString()).isEqualTo("ISSUED");
        assertThat(act.at("/lines/0/startedOn").asString()).isEqualTo(today);
        assertThat(act.at("/lines/0/vatPercent").asString()).isEqualTo("16");
        assertThat(act.at("/lines/0/net/amount").asString()).isEqualTo("34482.76");
        assertThat(act.at("/vat/amount").asString()).isEqualTo("5517.24");
        assertThat(act.at("/gross/amount").asString()).isEqualTo("40000.00");
        assertThat(act.path("answerUntil").asString()).isEqualTo(friday.plusDays(12).toString());
        assertThat(act.path("workingDaysLeft").asInt()).as("more than five: the act is of next month").isGreaterThan(5);
        assertThat(carol.get("/v1/acts").expect(200).body().path("items")).isEmpty();
        bob.get("/v1/acts/" + act.path("number").asString()).expect(404);
        assertThat(told(alice)).containsExactly("act-issued");
    }

    private static void pay(Party party) {
        String number = party.call("POST", "/v1/invoices", Map.of("amount", money("40000.00"))).expect(201)
                .text("number");
        String day = LocalDate.now(ALMATY).format(DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT));
        String file = "1CClientBankExchange\nВерсияФормата=2.0\nРасчСчет=KZ98999MOBIX00000001\n"
                + "СекцияДокумент=1\nНомерДокумента=" + number + "\nДатаОперации=" + day
                + "\nСуммаПриход=40000,00\nПлательщикНаименование=ТОО\nПлательщикИИК=KZ45722C000000000777"
                + "\nПлательщикБИН_ИИН=" + party.taxId() + "\nНазначениеПлатежа=Счёт " + number
                + "\nКонецДокумента\nКонецФайла\n";
        assertThat(staff.body("/v1/admin/bank-statements", "text/plain", file.getBytes(StandardCharsets.UTF_8))
                .expect(200).body().path("credited").asInt()).isEqualTo(1);
    }

    private static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", "KZT");
    }

    @Test
    @Order(4)
    void itIsAPageAndAPdfInBothLanguagesAndItsBytesStay() throws Exception {
        JsonNode act = only(alice);
        String path = "/v1/acts/" + act.path("number").asString();
        String kk = new String(as(alice, path, "text/html", "kk").body(), StandardCharsets.UTF_8);
        String ru = new String(as(alice, path, "text/html", "ru").body(), StandardCharsets.UTF_8);
        assertThat(kk).contains("lang=\"kk\"", "«Жылдық»", "241240011291", alice.taxId());
        assertThat(ru).contains("lang=\"ru\"", "«Годовой»", "Форма Р-1", "34\u00a0482,76");
        for (JsonNode paper : act.path("papers")) {
            byte[] first = as(alice, path, "application/pdf", paper.path("language").asString()).body();
            byte[] again = as(alice, path, "application/pdf", paper.path("language").asString()).body();
            assertThat(new String(first, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
            assertThat(again).isEqualTo(first);
            assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)))
                    .isEqualTo(paper.path("sha256").asString());
        }
        assertThat(act.path("papers")).hasSize(2);
        assertThat(as(alice, path, "image/png", "ru").statusCode()).isEqualTo(406);
    }

    @Test
    @Order(5)
    void itArrivesAsADocumentThatTheOperatorSigned() throws Exception {
        String number = document(alice);
        JsonNode document = alice.get("/v1/documents/" + number).expect(200).body();
        assertThat(document.at("/sender/taxId").asString()).isEqualTo("241240011291");
        assertThat(document.at("/signers/0/bin").asString()).isEqualTo("241240011291");
        assertThat(document.at("/response/required").asString()).isEqualTo("SIGNATURE");
        assertThat(Instant.parse(document.at("/response/deadline").asString()))
                .isEqualTo(friday.plusDays(13).atStartOfDay(ALMATY).toInstant());
        assertThat(alice.get("/v1/documents/" + number + "/content").expect(200).bytes())
                .isEqualTo(as(alice, "/v1/acts/" + only(alice).path("number").asString(), "application/pdf", "ru")
                        .body());
        // As if the hub had been killed between the document's commit and the note of its number.
        center.execute("update billing.act_document set document = null, sending = true, claimed_until = '-infinity'"
                + " where document = '" + number + "'");
        alice.call("POST", "/v1/acts/" + only(alice).path("number").asString() + "/refusal",
                Map.of("reason", "пока неизвестно")).expect(503);
        assertThat(document(alice)).isEqualTo(number);
        assertThat(alice.get("/v1/documents?box=in").expect(200).body().path("items").valueStream()
                .filter(item -> item.at("/sender/taxId").asString().equals("241240011291"))).hasSize(1);
    }

    @Test
    @Order(6)
    void aRefusalNeedsAReasonAndNothingComesAfterIt() {
        String document = document(bob);
        String path = "/v1/acts/" + only(bob).path("number").asString();
        bob.call("POST", path + "/refusal", Map.of()).expect(422);
        bob.call("POST", path + "/refusal", Map.of("reason", "  ")).expect(422);
        JsonNode refused = bob.call("POST", path + "/refusal", Map.of("reason", "Тариф не тот")).expect(200).body();
        assertThat(refused.path("state").asString()).isEqualTo("REFUSED");
        assertThat(refused.path("reason").asString()).isEqualTo("Тариф не тот");
        bob.call("POST", path + "/refusal", Map.of("reason", "снова")).expect(409);
        bob.call("POST", path + "/acceptance", Map.of("signature", "MAA=")).expect(409);
        assertThat(told(bob)).containsExactly("act-issued", "act-refused");
        assertThat(refused.path("answeredThrough").asString()).isEqualTo("DOCUMENT");
        assertThat(bob.get("/v1/documents/" + document).text("status")).isEqualTo("DECLINED");
        bob.call("POST", "/v1/documents/" + document + "/signatures", Map.of("signature", "MAA=")).expect(409);
    }

    @Test
    @Order(7)
    void usageIsGivenOutOnceTheMonthIsSealed() {
        String path = "/v1/acts/" + only(alice).path("number").asString() + "/usage";
        alice.get(path).expect(409);
        job("rate-usage", Instant.now());
        job("close-periods", noon(friday.plusDays(6)));
        String csv = new String(alice.get(path).expect(200).bytes(), StandardCharsets.UTF_8);
        assertThat(csv.lines().toList()).hasSize(2).first().isEqualTo("day,metric,subscription,quantity,bytes");
        assertThat(csv).contains(",document.sent,", ",1,");
    }

    @Test
    @Order(8)
    void silenceIsAcceptanceAtTheEndOfTheFifthWorkingDayAndNotBefore() {
        Instant end = friday.plusDays(13).atStartOfDay(ALMATY).toInstant();
        assertThat(job("accept-acts", end.minusMillis(1))).isZero();
        assertThat(only(alice).path("state").asString()).isEqualTo("ISSUED");
        assertThat(job("accept-acts", end)).isEqualTo(1);
        assertThat(job("accept-acts", end)).isZero();
        JsonNode act = only(alice);
        assertThat(act.path("state").asString()).isEqualTo("DEEMED_ACCEPTED");
        assertThat(Instant.parse(act.path("answeredAt").asString())).isEqualTo(end);
        assertThat(told(alice)).containsExactly("act-issued", "act-deemed-accepted");
        alice.call("POST", "/v1/acts/" + act.path("number").asString() + "/refusal", Map.of("reason", "поздно"))
                .expect(409);
        assertThat(only(bob).path("state").asString()).isEqualTo("REFUSED");
        String document = document(alice);
        Await.until("its document ends", Duration.ofSeconds(20),
                () -> alice.get("/v1/documents/" + document).text("status").equals("EXPIRED"));
    }

    @Test
    @Order(9)
    void aSignatureOverTheGivenBytesByTheParticipantAloneIsAcceptance() throws Exception {
        carol.call("PUT", "/v1/act-preferences", Map.of("monthly", true, "language", "kk")).expect(200);
        assertThat(job("issue-acts", noon(friday))).isEqualTo(1);
        String document = document(carol);
        assertThat(only(carol).at("/document/language").asString()).isEqualTo("kk");
        String path = "/v1/acts/" + only(carol).path("number").asString();
        byte[] kk = as(carol, path, "application/pdf", "kk").body();
        byte[] ru = as(carol, path, "application/pdf", "ru").body();
        assertThat(kk).isNotEqualTo(ru);
        String own = Party.base64(carol.sign(kk));
        carol.call("POST", path + "/acceptance", Map.of()).expect(422);
        carol.call("POST", path + "/acceptance", Map.of("signature", own, "language", "ru")).expect(422);
        assertThat(carol.call("POST", path + "/acceptance",
                Map.of("signature", Party.base64(alice.sign(kk)), "language", "kk")).expect(422).text("code"))
                .isEqualTo("signer_not_of_client");
        JsonNode accepted = carol.call("POST", path + "/acceptance", Map.of("signature", own, "language", "kk"))
                .expect(200).body();
        assertThat(accepted.path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(accepted.path("signedBy").asString()).isNotBlank();
        carol.call("POST", path + "/refusal", Map.of("reason", "передумал")).expect(409);
        assertThat(told(carol)).containsExactly("act-issued", "act-accepted");
        assertThat(accepted.path("answeredThrough").asString()).isEqualTo("DOCUMENT");
        assertThat(carol.get("/v1/documents/" + document).text("status")).isEqualTo("SIGNED");
    }

    @Test
    @Order(10)
    void whoCountersignsTheDocumentHasAcceptedTheAct() {
        Party late = center.person("self-employed").join(Map.of("kind", "SELF_EMPLOYED"));
        late.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200);
        pay(late);
        late.call("POST", "/v1/subscriptions", Map.of("tariff", "year")).expect(201);
        assertThat(job("issue-acts", noon(friday))).isEqualTo(1);
        String document = document(late);
        byte[] pdf = late.get("/v1/documents/" + document + "/content").expect(200).bytes();
        late.call("POST", "/v1/documents/" + document + "/signatures",
                Map.of("signature", Party.base64(late.sign(pdf)))).expect(201);
        Await.until("the act follows", Duration.ofSeconds(20),
                () -> only(late).path("state").asString().equals("ACCEPTED"));
        assertThat(only(late).path("signedBy").asString()).contains("ЛИТВИНЕНКО");
        assertThat(told(late)).containsExactly("act-issued", "act-accepted");
        JsonNode usage = late.get("/v1/usage").expect(200).body();
        assertThat(usage.path("counted").asLong()).as("an act is sent on nobody's volume").isZero();
        assertThat(job("reconcile-usage", Instant.now())).isZero();
    }

    @Test
    @Order(11)
    void aNonResidentGetsNone() {
        Party foreign = center.person("non-resident").join(Map.of("kind", "INDIVIDUAL", "country", "DE",
                "taxId", "L01X00T47", "name", "Anna Schmidt"));
        foreign.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(422);
        assertThat(foreign.get("/v1/act-preferences").expect(200).body().path("monthly").asBoolean()).isFalse();
        assertThat(job("issue-acts", noon(friday))).isZero();
        assertThat(foreign.get("/v1/acts").expect(200).body().path("items")).isEmpty();
    }

    @Test
    @Order(12)
    void aMonthInWhichBillingDidNotRunIsMadeUpForByItself() {
        Party late = center.person("entrepreneur")
                .join(Map.of("kind", "ENTREPRENEUR", "certificateNumber", "KZ12TEST"));
        late.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200);
        pay(late);
        late.call("POST", "/v1/subscriptions", Map.of("tariff", "year")).expect(201);
        LocalDate back = friday.plusMonths(3);
        assertThat(job("issue-acts", noon(back))).isEqualTo(1);
        assertThat(job("issue-acts", noon(back))).isZero();
        assertThat(only(late).path("month").asString())
                .isEqualTo(YearMonth.from(Instant.now().atZone(ALMATY)).toString());
        assertThat(only(late).path("issuedAt").asString()).startsWith(back.toString());
    }

    @Test
    @Order(13)
    void whoDeclinesTheDocumentHasRefusedTheActWithItsReason() {
        Party late = center.person("entrepreneur").join(Map.of());
        String document = document(late);
        String reason = "Услуга оказана не полностью";
        String statement = late.get("/v1/documents/" + document + "/statements?kind=REJECTION&reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8)).expect(200).text("statement");
        assertThat(statement).contains(document, reason);
        late.call("POST", "/v1/documents/" + document + "/rejections", Map.of("reason", reason, "signature",
                Party.base64(late.sign(statement.getBytes(StandardCharsets.UTF_8))))).expect(201);
        Await.until("the act follows", Duration.ofSeconds(20),
                () -> only(late).path("state").asString().equals("REFUSED"));
        JsonNode act = only(late);
        assertThat(act.path("reason").asString()).isEqualTo(reason);
        assertThat(act.path("answeredThrough").asString()).isEqualTo("DOCUMENT");
        assertThat(act.has("workingDaysLeft")).isFalse();
        assertThat(told(late)).containsExactly("act-issued", "act-refused");
        assertThat(late.get("/v1/documents/" + document).text("status")).isEqualTo("DECLINED");
        late.call("POST", "/v1/acts/" + act.path("number").asString() + "/acceptance", Map.of("signature", "MAA="))
                .expect(409);
        late.call("POST", "/v1/documents/" + document + "/signatures", Map.of("signature", "MAA=")).expect(409);
    }
}

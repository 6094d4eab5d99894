package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Tariffs and volumes as a participant meets them, over HTTP alone (acceptance rows 26 to 28). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BillingIT {

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

    private static Map<String, Object> tariff(String name, String price, int volume, boolean welcome) {
        return Map.of("tariff", name, "price", money(price), "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", volume)), "products", List.of("EXCHANGE"), "names",
                Map.of("kk", name, "ru", name), "conditions", Map.of("kk", "шарттар", "ru", "условия"), "welcome",
                welcome);
    }

    private static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", "KZT");
    }

    private static Party.Answer sent(Party from, Party to) {
        return from.send(to, ("Акт " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode job(String name, Instant asOf) {
        return staff.call("POST", "/v1/admin/jobs/" + name, Map.of("asOf", asOf.toString())).expect(200).body();
    }

    private static List<String> told(Party party) {
        JsonNode page = party.get("/v1/events?limit=256").expect(200).body();
        return page.path("events").valueStream().map(event -> event.path("type").asString())
                .filter(type -> type.contains(".billing.")).map(type -> type.substring(type.lastIndexOf('.') + 1))
                .toList();
    }

    @Test
    @Order(1)
    void whileNothingIsSoldEverybodySends() {
        sent(bob, alice).expect(201);
        assertThat(bob.get("/v1/subscriptions").expect(200).body().path("items")).isEmpty();
    }

    @Test
    @Order(2)
    void theSixthDocumentOfAFreeTariffOfFiveIsRefused() {
        staff.call("POST", "/v1/admin/tariffs", tariff("free", "0.00", 5, true)).expect(201);
        assertThat(new Party(center.http(), bytes -> bytes).get("/v1/tariffs").expect(200).body()
                .at("/items/0/price/amount").asString())
                .isEqualTo("0.00");
        byte[] first = "Первый".getBytes(StandardCharsets.UTF_8);
        byte[] signature = alice.sign(first);
        Map<String, Object> metadata = Party.metadata(bob, "first");
        String number = alice.send(metadata, signature, first, "first").expect(201).text("number");
        IntStream.range(0, 4).forEach(_ -> sent(alice, bob).expect(201));

        assertThat(sent(alice, bob).expect(402).text("code")).isEqualTo("tariff_exhausted");
        // What was sent before is answered as before; nobody owes anything for what comes in.
        assertThat(alice.send(metadata, signature, first, "first").expect(200).text("number")).isEqualTo(number);
        Await.until("all five are delivered", SOON, () -> bob.get("/v1/documents?box=in").expect(200).body()
                .path("items").size() == 5);
        Await.until("it is told", SOON, () -> told(alice).getLast().equals("quota-exhausted"));
        JsonNode mine = alice.get("/v1/subscriptions").expect(200).body().at("/items/0");
        assertThat(mine.path("status").asString()).isEqualTo("EXHAUSTED");
        assertThat(mine.at("/allowances/0/left").asLong()).isZero();
    }

    @Test
    @Order(3)
    void ofTwoPurchasesOfOneBalanceExactlyOneWins() {
        staff.call("POST", "/v1/admin/tariffs", tariff("paid", "8000.00", 100, false)).expect(201);
        assertThat(alice.call("POST", "/v1/subscriptions", Map.of("tariff", "paid", "price", money("1.00")))
                .expect(402).text("code")).isEqualTo("insufficient_balance");
        long box = alice.get("/v1/participants/me").expect(200).body().path("boxId").asLong();
        Map<String, Object> bonus = Map.of("reference", "welcome-1", "box", box, "amount", money("10000.00"));
        staff.call("POST", "/v1/admin/bonuses", bonus).expect(204);
        staff.call("POST", "/v1/admin/bonuses", bonus).expect(204);
        assertThat(alice.get("/v1/balance").expect(200).body().at("/bonus/amount").asString()).isEqualTo("10000.00");

        Map<String, Object> order = Map.of("tariff", "paid", "useBonus", true);
        List<Integer> answers = Stream.of(1, 2)
                .map(_ -> CompletableFuture.supplyAsync(() -> alice.call("POST", "/v1/subscriptions", order).status()))
                .toList().stream().map(CompletableFuture::join).sorted().toList();

        assertThat(answers).containsExactly(201, 402);
        assertThat(alice.get("/v1/balance").expect(200).body().at("/bonus/amount").asString()).isEqualTo("2000.00");
        sent(alice, bob).expect(201);
    }

    @Test
    @Order(4)
    void whatWasStartedStaysWhenItsTariffChangesAndIsRetired() {
        staff.call("POST", "/v1/admin/tariffs", tariff("paid", "9000.00", 50, false)).expect(201);
        staff.call("POST", "/v1/admin/tariffs/paid/retirement", null).expect(200);

        JsonNode mine = alice.get("/v1/subscriptions").expect(200).body().at("/items/0");
        assertThat(mine.path("version").asInt()).isEqualTo(1);
        assertThat(mine.at("/allowances/0/volume").asInt()).isEqualTo(100);
        sent(alice, bob).expect(201);
        assertThat(alice.call("POST", "/v1/subscriptions", Map.of("tariff", "paid")).expect(409).text("code"))
                .isEqualTo("tariff_retired");
        assertThat(alice.call("DELETE", "/v1/subscriptions/" + mine.path("id").asString(), null).expect(409)
                .text("code")).isEqualTo("non_refundable");
    }

    @Test
    @Order(5)
    void aDiscountIsTakenOffAndBothPricesAreKept() {
        staff.call("POST", "/v1/admin/tariffs", tariff("spring", "2500.00", 10, false)).expect(201);
        Instant now = Instant.now();
        staff.call("POST", "/v1/admin/promotions", Map.of("code", "SPRING", "percent", 20, "validFrom",
                now.minusSeconds(60).toString(), "validTo", now.plusSeconds(3600).toString())).expect(204);
        Map<String, Object> order = Map.of("tariff", "spring", "promotion", "SPRING", "useBonus", true);
        JsonNode mine = alice.call("POST", "/v1/subscriptions", order).expect(201).body();
        assertThat(mine.at("/listPrice/amount").asString()).isEqualTo("2500.00");
        assertThat(mine.at("/discount/amount").asString()).isEqualTo("500.00");
        assertThat(mine.at("/paidBonus/amount").asString()).isEqualTo("2000.00");
        alice.call("POST", "/v1/subscriptions", order).expect(422);
    }

    @Test
    @Order(6)
    void warnsBeforeTheEndThenClosesSendingAlone() {
        Instant now = Instant.now();
        job("turn-tariffs", now.plus(Duration.ofDays(25)));
        job("turn-tariffs", now.plus(Duration.ofDays(35)));
        assertThat(told(alice)).contains("tariff-expiring", "tariff-expired");
        assertThat(told(alice).stream().filter("tariff-expired"::equals)).hasSize(3);
        assertThat(alice.get("/v1/documents?box=in").expect(200).body().path("items")).hasSize(1);
    }

    private static void paid(String payer, String amount) {
        String file = "1CClientBankExchange\nВерсияФормата=2.0\nРасчСчет=KZ98999MOBIX00000001\nСекцияДокумент=1"
                + "\nНомерДокумента=" + UUID.randomUUID() + "\nДатаОперации=20.11.2026\nСуммаПриход=" + amount
                + "\nПлательщикНаименование=Плательщик\nПлательщикИИК=KZ45722C000000000777\nПлательщикБИН_ИИН=" + payer
                + "\nНазначениеПлатежа=Аванс\nКонецДокумента\nКонецФайла\n";
        staff.body("/v1/admin/bank-statements", "text/plain", file.getBytes(StandardCharsets.UTF_8)).expect(200);
    }

    private static JsonNode liability(Party party) {
        return staff.get("/v1/admin/reports/liability?taxId=" + party.taxId()).expect(200).body();
    }

    private static Party.Answer claim(Party party, String amount) {
        return staff.call("POST", "/v1/admin/liability-claims", Map.of("taxId", party.taxId(), "kind", "DATA_LOSS",
                "amount", money(amount), "memo", "lost", "documentedFault", true));
    }

    @Test
    @Order(7)
    void theOperatorIsLiableForFivePercentOfWhatWasPaidAndTenOfTheListPrice() {
        staff.call("POST", "/v1/admin/partner-terms", Map.of("percent", 10, "joinDays", 30, "rewardDays", 90, "textKk",
                "шарттар", "textRu", "условия")).expect(201);
        String code = bob.call("POST", "/v1/partner", Map.of("version", 1)).expect(201).text("code");
        Party carol = center.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        carol.call("POST", "/v1/referrals", Map.of("code", code)).expect(204);
        bob.call("POST", "/v1/referrals", Map.of("code", code)).expect(422);
        staff.call("POST", "/v1/admin/tariffs", tariff("year", "50000.00", 100, false)).expect(201);
        Instant now = Instant.now();
        staff.call("POST", "/v1/admin/promotions", Map.of("code", "AUTUMN", "percent", 20, "validFrom",
                now.minusSeconds(60).toString(), "validTo", now.plusSeconds(3600).toString())).expect(204);
        paid(carol.taxId(), "40000,00");
        assertThat(liability(carol).at("/totalCap/amount").asString()).isEqualTo("0.00");
        assertThat(claim(carol, "0.01").expect(409).body().at("/available/amount").asString()).isEqualTo("0.00");
        assertThat(carol.call("POST", "/v1/subscriptions", Map.of("tariff", "year", "promotion", "AUTUMN")).expect(201)
                .body().at("/paid/amount").asString()).isEqualTo("40000.00");

        assertThat(liability(carol).at("/dataLossCap/amount").asString()).isEqualTo("2000.00");
        assertThat(liability(carol).at("/totalCap/amount").asString()).isEqualTo("5000.00");
        assertThat(claim(carol, "2000.01").expect(422).body().at("/available/amount").asString()).isEqualTo("2000.00");
        claim(carol, "2000.00").expect(201);
        assertThat(liability(carol).at("/remaining/amount").asString()).isEqualTo("3000.00");
        String id = staff.call("POST", "/v1/admin/force-majeure", Map.of("memo", "flood")).expect(201).text("id");
        assertThat(liability(carol).at("/dataLossCap/amount").asString()).isEqualTo("0.00");
        claim(carol, "1.00").expect(409);
        staff.call("DELETE", "/v1/admin/force-majeure/" + id, null).expect(204);
        assertThat(liability(carol).at("/remaining/amount").asString()).isEqualTo("3000.00");
    }

    @Test
    @Order(8)
    void aPartnerSeesOneReferralAndItsReward() {
        Instant now = Instant.now();
        job("reward-partners", now);
        job("reward-partners", now);
        JsonNode report = bob.get("/v1/partner").expect(200).body();
        assertThat(report.path("referrals")).hasSize(1);
        assertThat(report.at("/referrals/0/state").asString()).isEqualTo("REWARDED");
        assertThat(report.at("/rewards/amount").asString()).isEqualTo("4000.00");
        assertThat(bob.get("/v1/balance").expect(200).body().at("/bonus/amount").asString()).isEqualTo("4000.00");
        assertThat(told(bob)).contains("bonus-credited");
    }

    @Test
    @Order(9)
    void theReportsAreThoseOfTheBooks() {
        paid("999999999999", "1000,00");
        String reports = "/v1/admin/reports/";
        JsonNode revenue = staff.get(reports + "revenue").expect(200).body().path("total");
        assertThat(revenue.at("/gross/amount").asString()).isEqualTo("40000.00");
        assertThat(revenue.at("/vat/amount").asString()).isEqualTo("5517.24");
        assertThat(revenue.at("/bonus/amount").asString()).isEqualTo("10000.00");
        assertThat(revenue.path("count").asInt()).isEqualTo(3);
        String month = LocalDate.now(ZoneId.of("Asia/Almaty")).toString().substring(0, 7);
        JsonNode tax = staff.get(reports + "vat?period=" + month).expect(200).body();
        assertThat(tax.at("/turnover/amount").asString()).isEqualTo("40000.00");
        assertThat(tax.at("/rows/0/percent").asString()).isEqualTo("16");
        JsonNode suspense = staff.get(reports + "suspense").expect(200).body();
        assertThat(suspense.at("/total/amount").asString()).isEqualTo("1000.00");
        assertThat(suspense.path("rows")).hasSize(1);
        JsonNode balances = staff.get(reports + "balances").expect(200).body();
        assertThat(balances.path("sums").valueStream().map(sum -> sum.path("amount").asString()))
                .isNotEmpty().allMatch(amount -> amount.equals("0.00") || amount.equals("0"));
        assertThat(balances.at("/bonus/amount").asString()).isEqualTo("4000.00");
        assertThat(new String(staff.get(reports + "revenue", "text/csv").expect(200).bytes(), StandardCharsets.UTF_8))
                .contains(",EXCHANGE,34482.76,5517.24,40000.00,10000.00,3,KZT");
        alice.get(reports + "balances").expect(403);
    }

    @Test
    @Order(10)
    void aStatementIsAPaperToo() {
        assertThat(alice.get("/v1/statements", "application/pdf").expect(200).bytes())
                .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(alice.get("/v1/usage", "text/csv").expect(200).bytes(), StandardCharsets.UTF_8))
                .contains("document.sent");
        alice.get("/v1/usage", "image/png").expect(406);
    }

    @Test
    @Order(11)
    void usageIsExactAndTheBooksAgree() {
        assertThat(job("rate-usage", Instant.now()).path("count").asLong()).isNotNegative();
        JsonNode usage = alice.get("/v1/usage").expect(200).body();
        assertThat(usage.path("counted").asLong()).isEqualTo(7);
        assertThat(usage.path("ratedUpTo").asLong()).isEqualTo(7);
        assertThat(usage.path("days").valueStream().mapToLong(day -> day.path("quantity").asLong()).sum()).isEqualTo(7);
        assertThat(job("reconcile-usage", Instant.now()).path("findings")).isEmpty();
        assertThat(job("seal-ledger", Instant.now().plus(Duration.ofDays(1))).path("count").asLong()).isPositive();
        assertThat(job("recompute-ledger", Instant.now()).path("findings")).isEmpty();
        assertThat(alice.get("/v1/statements").expect(200).body().path("lines")).hasSize(3);
        alice.call("POST", "/v1/admin/jobs/rate-usage", Map.of()).expect(403);
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Rows 26, 27 and 29 of the acceptance checklist, a test each, as a newcomer meets them over HTTP alone; row 28 is
 * {@link BillingOutageIT}. Timers are run by staff for an instant, as {@code center jobs run} does.
 */
class RowsOfBillingIT {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static OwnCenter center;
    private static Party staff;
    private static Party other;

    @BeforeAll
    static void start() {
        center = OwnCenter.start(List.of("center.billing.seed-tariffs=false"));
        staff = center.person("operator");
        staff.signIn().expect(200);
        other = center.person("head-b").join(Map.of("kind", "LEGAL_ENTITY"));
    }

    @AfterAll
    static void stop() {
        center.close();
    }

    private static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", "KZT");
    }

    private static void publish(String name, String price, int volume) {
        staff.call("POST", "/v1/admin/tariffs", Map.of("tariff", name, "price", money(price), "term", "P1M", "volumes",
                List.of(Map.of("metric", "document.sent", "volume", volume)), "products", List.of("EXCHANGE"), "names",
                Map.of("kk", name, "ru", name), "conditions", Map.of("kk", "шарт", "ru", "условия"))).expect(201);
    }

    private static JsonNode job(String name, Instant asOf) {
        return staff.call("POST", "/v1/admin/jobs/" + name, Map.of("asOf", asOf.toString())).expect(200).body();
    }

    private static Party.Answer bought(Party by, String tariff) {
        return by.call("POST", "/v1/subscriptions", Map.of("tariff", tariff));
    }

    private static String balance(Party of) {
        return of.get("/v1/balance").expect(200).body().at("/cash/amount").asString();
    }

    private static Party.Answer sent(Party from) {
        return from.send(other, ("Акт " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> told(Party party) {
        return party.get("/v1/events?limit=256").expect(200).body().path("events").valueStream()
                .map(event -> event.path("type").asString()).filter(type -> type.contains(".billing."))
                .map(type -> type.substring(type.lastIndexOf('.') + 1)).toList();
    }

    /** One line of the bank's, as 1C writes it. */
    private static byte[] line(String document, String payer, String amount, String purpose) {
        String day = LocalDate.now(ALMATY).format(DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT));
        return ("1CClientBankExchange\nВерсияФормата=2.0\nРасчСчет=KZ98999MOBIX00000001\nСекцияДокумент=1"
                + "\nНомерДокумента=" + document + "\nДатаОперации=" + day + "\nСуммаПриход=" + amount
                + "\nПлательщикНаименование=Плательщик\nПлательщикИИК=KZ45722C000000000777\nПлательщикБИН_ИИН="
                + payer + "\nНазначениеПлатежа=" + purpose + "\nКонецДокумента\nКонецФайла\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode imported(byte[] file) {
        return staff.body("/v1/admin/bank-statements", "text/plain", file).expect(200).body();
    }

    @Test
    void row26MoneyComesOnceAndATariffStartsByPurchaseAlone() {
        publish("eight", "8000.00", 100);
        Party payer = center.person("head-a").join(Map.of("kind", "LEGAL_ENTITY"));
        JsonNode invoice = payer.call("POST", "/v1/invoices", Map.of("amount", money("10000.00"))).expect(201).body();
        assertThat(invoice.path("vatPercent").asString()).isEqualTo("16");
        assertThat(invoice.at("/vat/amount").asString()).isEqualTo("1379.31");
        String number = invoice.path("number").asString();
        for (String type : List.of("text/html", "application/pdf")) {
            assertThat(payer.get("/v1/invoices/" + number, type).expect(200).bytes()).isNotEmpty();
        }
        assertThat(new String(payer.get("/v1/invoices/" + number, "text/html").bytes(), StandardCharsets.UTF_8))
                .contains("НДС 16 %", "1\u00a0379,31");

        assertThat(imported(line("77", payer.taxId(), "10000,00", "Оплата по счёту № " + number)).path("credited")
                .asInt()).isEqualTo(1);
        assertThat(imported(line("77", payer.taxId(), "10000,00", "Оплата по счёту № " + number + " ")).path("credited")
                .asInt()).as("the same line in another file").isZero();
        assertThat(balance(payer)).isEqualTo("10000.00");
        assertThat(payer.get("/v1/subscriptions").expect(200).body().path("items")).as("payment starts nothing")
                .isEmpty();
        List<Integer> both = Stream.of(1, 2).map(_ -> CompletableFuture.supplyAsync(() -> bought(payer, "eight")
                .status())).toList().stream().map(CompletableFuture::join).sorted().toList();
        assertThat(both).containsExactly(201, 402);
        assertThat(balance(payer)).isEqualTo("2000.00");

        JsonNode card = payer.keyed("card-1").call("POST", "/v1/card-payments",
                Map.of("amount", money("500.00"), "scheme", "VISA")).expect(201).body();
        String order = AcquirerSimulator.numberOf(URI.create(card.path("page").asString()));
        center.acquirer().authorise(order, "VISA");
        Await.until("the card is authorised", SOON, () -> payer.get("/v1/card-payments/" + card.path("id").asString())
                .text("state").equals("AUTHORISED"));
        assertThat(balance(payer)).as("authorised is not received").isEqualTo("2000.00");
        center.acquirer().charge(order);
        Await.until("the card is settled", SOON, () -> balance(payer).equals("2500.00"));

        imported(line("78", "999999999999", "1.00", "Без имени"));
        // A bank's line has a day and no hour: it counts as received when that day began.
        Instant received = LocalDate.now(ALMATY).atStartOfDay(ALMATY).toInstant();
        assertThat(job("raise-overdue", received.plus(Duration.ofHours(71))).path("count").asInt()).isZero();
        assertThat(job("raise-overdue", received.plus(Duration.ofHours(73))).path("count").asInt()).isEqualTo(1);
        assertThat(staff.get("/v1/admin/payments?state=OVERDUE").expect(200).body().at("/items/0/reason").asString())
                .isEqualTo("PAYER_UNKNOWN");
        assertThat(job("recompute-ledger", Instant.now()).path("findings")).isEmpty();
    }

    @Test
    void row27WhatIsPaidStaysVolumeAndTermEndSendingAlone() {
        publish("three", "300.00", 3);
        Party sender = center.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        imported(line("79", sender.taxId(), "1000,00", "Аванс"));
        bought(sender, "three").expect(201);
        publish("three", "900.00", 1);
        staff.call("POST", "/v1/admin/tariffs/three/retirement", null).expect(200);
        assertThat(bought(sender, "three").expect(409).text("code")).isEqualTo("tariff_retired");
        for (int i = 0; i < 3; i++) {
            sent(sender).expect(201);
        }
        assertThat(sent(sender).expect(402).text("code")).isEqualTo("tariff_exhausted");

        publish("month", "100.00", 10);
        bought(sender, "month").expect(201);
        sent(sender).expect(201);
        Await.until("what is used up is told", SOON, () -> told(sender).contains("quota-exhausted"));
        job("turn-tariffs", Instant.now().plus(Duration.ofDays(24)));
        assertThat(told(sender)).contains("tariff-expiring").doesNotContain("tariff-expired");
        sent(sender).expect(201);
        job("turn-tariffs", Instant.now().plus(Duration.ofDays(32)));
        assertThat(told(sender)).contains("tariff-expired");
        assertThat(sent(sender).expect(402).text("code")).isEqualTo("tariff_expired");
        sender.get("/v1/documents?box=in").expect(200);
        sender.get("/v1/balance").expect(200);
        bought(sender, "month").expect(201);
        sent(sender).expect(201);
        assertThat(job("reconcile-usage", Instant.now()).path("findings")).isEmpty();
    }

    @Test
    void row29ActsAreAnsweredInFiveWorkingDaysAndTheOperatorIsLiableWithinItsCaps() {
        publish("year", "50000.00", 100);
        Instant now = Instant.now();
        staff.call("POST", "/v1/admin/promotions", Map.of("code", "FIFTH", "percent", 20, "validFrom",
                now.minusSeconds(60).toString(), "validTo", now.plusSeconds(3600).toString())).expect(204);
        List<Party> residents = new ArrayList<>();
        for (String person : List.of("self-employed", "entrepreneur")) {
            Party resident = center.person(person)
                    .join(Map.of("kind", person.toUpperCase(Locale.ROOT).replace('-', '_')));
            resident.call("PUT", "/v1/act-preferences", Map.of("monthly", true)).expect(200);
            imported(line("8" + residents.size(), resident.taxId(), "40000,00", "Аванс"));
            resident.call("POST", "/v1/subscriptions", Map.of("tariff", "year", "promotion", "FIFTH")).expect(201);
            residents.add(resident);
        }
        // A calendar in which the second and the third day after the issue are a holiday.
        LocalDate monday = LocalDate.now(ALMATY).plusMonths(1).withDayOfMonth(8)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        staff.call("PUT", "/v1/admin/calendar", Map.of("year", monday.getYear(), "days",
                Stream.of(2, 3).map(day -> Map.of("day", monday.plusDays(day).toString(), "kind", "DAY_OFF", "name",
                        "Наурыз мейрамы")).toList()))
                .expect(200);
        assertThat(job("issue-acts", monday.atTime(12, 0).atZone(ALMATY).toInstant()).path("count").asInt())
                .isEqualTo(2);
        Party silent = residents.getFirst();
        Party refusing = residents.getLast();
        LocalDate last = monday.plusDays(9); // Tuesday, Friday, Monday, Tuesday, Wednesday
        assertThat(act(silent).path("answerUntil").asString()).isEqualTo(last.toString());

        Await.until("the act arrives", SOON, () -> act(refusing).at("/document/number").isString());
        String refusal = "/v1/acts/" + act(refusing).path("number").asString() + "/refusal";
        refusing.call("POST", refusal, Map.of("reason", "")).expect(422);
        refusing.call("POST", refusal, Map.of("reason", "Тариф не тот")).expect(200);
        assertThat(act(refusing).path("state").asString()).isEqualTo("REFUSED");

        Instant end = last.plusDays(1).atStartOfDay(ALMATY).toInstant();
        job("accept-acts", end.minusMillis(1));
        assertThat(act(silent).path("state").asString()).isEqualTo("ISSUED");
        job("accept-acts", end);
        assertThat(act(silent).path("state").asString()).isEqualTo("DEEMED_ACCEPTED");

        JsonNode caps = staff.get("/v1/admin/reports/liability?taxId=" + silent.taxId()).expect(200).body();
        assertThat(caps.at("/dataLossCap/amount").asString()).isEqualTo("2000.00");
        assertThat(caps.at("/totalCap/amount").asString()).isEqualTo("5000.00");
    }

    private static JsonNode act(Party of) {
        return of.get("/v1/acts").expect(200).body().at("/items/0");
    }
}

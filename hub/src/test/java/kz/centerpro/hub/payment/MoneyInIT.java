package kz.centerpro.hub.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.centerpro.contracts.billing.InvoiceView;
import kz.centerpro.contracts.billing.PaymentView;
import kz.centerpro.contracts.billing.StatementView;
import kz.centerpro.testkit.TestDatabase;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Money by bank (clauses 6.2 to 6.4): from the invoice to the balance, through real statements and real books. */
@NullUnmarked
class MoneyInIT {

    private static MoneyHub hub;
    private static String alice;
    private static String bob;
    private static long boxA;
    private static long boxB;
    private static int documents;

    @BeforeAll
    static void open() {
        hub = new MoneyHub();
        alice = hub.company(MoneyHub.BIN_A);
        bob = hub.company(MoneyHub.BIN_B);
        boxA = hub.box(alice);
        boxB = hub.box(bob);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(hub.differences()).isEqualTo("0");
    }

    private static Bank.Line line(long tiyn, String payer, String purpose) {
        return new Bank.Line("D" + documents++, 20, tiyn, payer, purpose);
    }

    private static List<PaymentView> payments(String state) {
        return hub.parties.get(hub.staff, "/v1/admin/payments?limit=1000&state=" + state).expectStatus().isOk()
                .expectBody(PaymentView.Page.class).returnResult().getResponseBody().items();
    }

    private static PaymentView payment(Bank.Line line) {
        return payments("").stream().filter(each -> each.documentNumber().equals(line.document())).findFirst()
                .orElseThrow();
    }

    @Test
    void makesAnInvoiceInThreeLanguagesAndForms() throws Exception {
        InvoiceView made = hub.invoice(alice, "40000.00");
        assertThat(made.number()).matches("26[0-9]{9}");
        assertThat(Long.parseLong(made.number()) % 97).isEqualTo(1);
        assertThat(made.state()).isEqualTo("ISSUED");
        assertThat(made.amount().amount()).isEqualTo("40000.00");
        assertThat(made.payee().taxId()).isEqualTo("241240011291");
        assertThat(made.payer().taxId()).isEqualTo(MoneyHub.BIN_A);
        assertThat(made.purpose()).contains(made.number());
        assertThat(made.note()).contains("72");
        assertThat(made.payBefore()).isEqualTo("2026-12-02");
        String path = "/v1/invoices/" + made.number();
        for (Map.Entry<String, String> words : Map.of("kk", "төлем шоты", "ru", "Счёт на оплату", "en", "Invoice")
                .entrySet()) {
            String html = hub.parties.web.get().uri(path).headers(headers -> {
                headers.setBearerAuth(alice);
                headers.set("Accept-Language", words.getKey());
            }).accept(MediaType.TEXT_HTML).exchange().expectStatus().isOk().expectHeader()
                    .contentType("text/html;charset=UTF-8").expectBody(String.class).returnResult().getResponseBody();
            assertThat(html).contains(words.getValue(), made.number(), "40\u00a0000,00\u00a0₸", "72", Bank.ACCOUNT);
            byte[] pdf = hub.parties.web.get().uri(path).headers(headers -> {
                headers.setBearerAuth(alice);
                headers.set("Accept-Language", words.getKey());
            }).accept(MediaType.APPLICATION_PDF).exchange().expectStatus().isOk().expectHeader()
                    .contentType("application/pdf").expectBody(byte[].class).returnResult().getResponseBody();
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(new PDFTextStripper().getText(document).replace('\u00a0', ' ')).contains(words.getValue(),
                        made.number(), "40 000,00 ₸", "241240011291");
            }
        }
        hub.parties.web.get().uri(path).headers(headers -> headers.setBearerAuth(alice)).accept(MediaType.IMAGE_PNG)
                .exchange().expectStatus().isEqualTo(406);
        hub.parties.get(bob, path).expectStatus().isNotFound();
        hub.parties.get(alice, "/v1/invoices/26000000000").expectStatus().isNotFound();
        assertThat(hub.events(boxA)).contains("invoice-issued");
    }

    @Test
    void repeatsAnInvoiceByItsKeyAndRefusesAnother() {
        String key = MoneyHub.key();
        String first = keyed(key, "10.00").expectStatus().isCreated().expectBody(InvoiceView.class).returnResult()
                .getResponseBody().number();
        keyed(key, "10.00").expectStatus().isOk().expectHeader().valueEquals("Idempotency-Replayed", "true")
                .expectBody().jsonPath("$.number").isEqualTo(first);
        keyed(key, "11.00").expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("idempotency_key_conflict");
        for (String bad : List.of("0.00", "-1.00", "1.001", "x", "99999999999999.00")) {
            hub.parties.post(alice, "/v1/invoices", MoneyHub.amount(bad)).expectStatus().isEqualTo(422);
        }
        hub.parties.post(alice, "/v1/invoices", Map.of("tariff", "none")).expectStatus().isEqualTo(422);
        hub.parties.post(alice, "/v1/invoices", Map.of()).expectStatus().isEqualTo(422);
    }

    private static org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec keyed(String key,
            String amount) {
        return hub.parties.web.post().uri("/v1/invoices").headers(headers -> {
            headers.setBearerAuth(alice);
            headers.set("Idempotency-Key", key);
        }).bodyValue(MoneyHub.amount(amount)).exchange();
    }

    @Test
    void creditsALineOnceInWhateverFileItComes() {
        long before = hub.balance(boxA);
        InvoiceView invoice = hub.invoice(alice, "40000.00");
        Bank.Line line = line(4_000_000, MoneyHub.BIN_A, "Оплата по счету № " + invoice.number());

        StatementView first = hub.take(Bank.clientBank(List.of(line)));
        assertThat(first.credited()).isEqualTo(1);
        assertThat(first.alreadyImported()).isFalse();
        assertThat(hub.take(Bank.clientBank(List.of(line))).alreadyImported()).isTrue();
        assertThat(hub.take(Bank.clientBank(List.of(line, line, line(100, MoneyHub.BIN_A, "x")))))
                .satisfies(again -> {
                    assertThat(again.repeated()).isEqualTo(2);
                    assertThat(again.credited()).isEqualTo(1);
                });
        assertThat(hub.take(Bank.camt(List.of(line))).repeated()).isEqualTo(1);
        assertThat(hub.take(Bank.mt940(List.of(line))).repeated()).isEqualTo(1);

        assertThat(hub.balance(boxA) - before).isEqualTo(4_000_100);
        assertThat(hub.show(alice, invoice.number()).state()).isEqualTo("PAID");
        assertThat(hub.events(boxA)).contains("payment-received balance-credited");
        assertThat(payment(line)).satisfies(credited -> {
            assertThat(credited.state()).isEqualTo("CREDITED");
            assertThat(credited.participant()).isEqualTo(MoneyHub.BIN_A);
            assertThat(credited.toInvoice().amount()).isEqualTo("40000.00");
        });
    }

    @Test
    void countsPartsAndKeepsWhatIsBeyond() {
        long before = hub.balance(boxA);
        InvoiceView invoice = hub.invoice(alice, "100.00");
        hub.take(Bank.clientBank(List.of(line(3000, MoneyHub.BIN_A, "сч " + spelled(invoice.number())))));
        assertThat(hub.show(alice, invoice.number())).satisfies(part -> {
            assertThat(part.state()).isEqualTo("PARTLY_PAID");
            assertThat(part.paid().amount()).isEqualTo("30.00");
        });
        hub.take(Bank.clientBank(List.of(line(9000, MoneyHub.BIN_A, "№" + invoice.number()))));
        assertThat(hub.show(alice, invoice.number())).satisfies(paid -> {
            assertThat(paid.state()).isEqualTo("PAID");
            assertThat(paid.paid().amount()).isEqualTo("100.00");
        });
        assertThat(hub.balance(boxA) - before).isEqualTo(12_000);
    }

    private static String spelled(String number) {
        return number.substring(0, 2) + "-" + number.substring(2, 9) + "-" + number.substring(9);
    }

    @Test
    void creditsByThePayersNumberAlone() {
        long before = hub.balance(boxB);
        InvoiceView invoice = hub.invoice(bob, "77.77");
        hub.take(Bank.clientBank(List.of(line(7777, MoneyHub.BIN_B, "за услуги"), line(1, MoneyHub.BIN_B, ""))));
        assertThat(hub.balance(boxB) - before).isEqualTo(7778);
        assertThat(hub.show(bob, invoice.number()).state()).isEqualTo("PAID");
    }

    @Test
    void keepsWhatIsInDoubtAndLetsAPersonDecide() {
        long suspense = hub.suspense();
        long before = hub.balance(boxA);
        InvoiceView invoice = hub.invoice(alice, "50.00");
        Bank.Line differs = line(5000, MoneyHub.BIN_B, "счет " + invoice.number());
        Bank.Line unknown = line(600, "999999999999", "за услуги");
        Bank.Line nobody = line(70, "", "счет " + invoice.number());
        StatementView taken = hub.take(Bank.clientBank(List.of(differs, unknown, nobody)));

        assertThat(taken.unmatched()).isEqualTo(3);
        assertThat(hub.suspense() - suspense).isEqualTo(5670);
        assertThat(payment(differs).reason()).isEqualTo("PAYER_DIFFERS");
        assertThat(payment(unknown).reason()).isEqualTo("PAYER_UNKNOWN");
        assertThat(payment(nobody).reason()).isEqualTo("NO_PAYER");
        assertThat(payments("UNMATCHED")).extracting(PaymentView::documentNumber).contains(differs.document(),
                unknown.document(), nobody.document());

        String match = "/v1/admin/payments/" + payment(differs).id() + "/match";
        hub.parties.post(alice, match, Map.of("invoice", invoice.number())).expectStatus().isForbidden();
        hub.parties.post(hub.staff, match, Map.of()).expectStatus().isEqualTo(422);
        hub.parties.post(hub.staff, match, Map.of("invoice", "26000000000")).expectStatus().isEqualTo(422);
        hub.parties.post(hub.staff, match, Map.of("invoice", invoice.number())).expectStatus().isOk().expectBody()
                .jsonPath("$.state").isEqualTo("CREDITED");
        hub.parties.post(hub.staff, match, Map.of("invoice", invoice.number())).expectStatus().isEqualTo(409);
        hub.parties.post(hub.staff, "/v1/admin/payments/" + payment(unknown).id() + "/match",
                Map.of("taxId", MoneyHub.BIN_A)).expectStatus().isOk();
        assertThat(hub.balance(boxA) - before).isEqualTo(5600);
        assertThat(hub.suspense() - suspense).isEqualTo(70);
        assertThat(hub.show(alice, invoice.number()).state()).isEqualTo("PAID");
    }

    @Test
    void raisesTheAlarmAfterSeventyTwoHours() {
        Bank.Line line = line(4242, "999999999999", "?");
        hub.take(Bank.clientBank(List.of(line)));
        Receipts receipts = hub.parties.bean(Receipts.class);
        java.time.Instant came = java.time.Instant.parse("2026-11-19T19:00:00Z"); // midnight in Almaty

        receipts.raiseOverdue(came.plus(Duration.ofDays(3)).minusMillis(1)).block();
        assertThat(payment(line).state()).isEqualTo("UNMATCHED");
        assertThat(receipts.raiseOverdue(came.plus(Duration.ofDays(3))).block()).isPositive();
        assertThat(receipts.raiseOverdue(came.plus(Duration.ofHours(73))).block()).isZero();
        assertThat(payments("OVERDUE")).extracting(PaymentView::documentNumber).contains(line.document());
        assertThat(receipts.countWaiting().block()[1]).isPositive();
        hub.parties.post(hub.staff, "/v1/admin/payments/" + payment(line).id() + "/match",
                Map.of("taxId", MoneyHub.BIN_B)).expectStatus().isOk();
        assertThat(payments("OVERDUE")).extracting(PaymentView::documentNumber).doesNotContain(line.document());
    }

    @Test
    void takesNothingOfAFileThatIsNotWholeOrNotOurs() {
        long before = hub.balance(boxA);
        Bank.Line good = line(100, MoneyHub.BIN_A, "x");
        String text = new String(Bank.clientBank(List.of(good, good)), java.nio.charset.StandardCharsets.UTF_8);
        byte[] bad = text.replaceFirst("(?s)(.*)ДатаОперации=20", "$1ДатаОперации=40")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        hub.tryToTake(hub.staff, bad).expectStatus().isEqualTo(422).expectBody().jsonPath("$.code")
                .isEqualTo("statement_unreadable").jsonPath("$.faults[0].line").isEqualTo(15).jsonPath("$.faults[1]")
                .doesNotExist();
        byte[] others = text.replace(Bank.ACCOUNT, "KZ45722C000000000778")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        hub.tryToTake(hub.staff, others).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("account");
        byte[] dollars = new String(Bank.camt(List.of(good)), java.nio.charset.StandardCharsets.UTF_8)
                .replace("KZT", "USD").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        hub.tryToTake(hub.staff, dollars).expectStatus().isEqualTo(422).expectBody().jsonPath("$.field")
                .isEqualTo("currency");
        hub.tryToTake(alice, Bank.clientBank(List.of(good))).expectStatus().isForbidden();
        hub.tryToTake(hub.staff, new byte[5 * 1024 * 1024]).expectStatus().isEqualTo(413);
        assertThat(hub.balance(boxA)).isEqualTo(before);
    }

    @Test
    void cancelsAnInvoiceThatNobodyPaid() {
        InvoiceView open = hub.invoice(alice, "5.00");
        hub.parties.post(bob, "/v1/invoices/" + open.number() + "/cancellation", Map.of()).expectStatus().isNotFound();
        hub.parties.post(alice, "/v1/invoices/" + open.number() + "/cancellation", Map.of()).expectStatus().isOk()
                .expectBody().jsonPath("$.state").isEqualTo("CANCELLED");
        long before = hub.balance(boxA);
        hub.take(Bank.clientBank(List.of(line(500, MoneyHub.BIN_A, open.number()))));
        assertThat(hub.show(alice, open.number()).state()).isEqualTo("CANCELLED");
        assertThat(hub.balance(boxA) - before).isEqualTo(500);
        InvoiceView paid = hub.invoice(alice, "6.00");
        hub.take(Bank.clientBank(List.of(line(600, MoneyHub.BIN_A, paid.number()))));
        hub.parties.post(alice, "/v1/invoices/" + paid.number() + "/cancellation", Map.of()).expectStatus()
                .isEqualTo(409);
    }

    /** Any history of statements, in any order and as often as it likes, credits each line once. */
    @Test
    void creditsEachLineOnceInEveryHistory() throws Exception {
        Random random = new Random(69);
        List<Bank.Line> lines = new ArrayList<>();
        InvoiceView invoice = hub.invoice(alice, "300.00");
        for (int i = 0; i < 40; i++) {
            String payer = List.of(MoneyHub.BIN_A, MoneyHub.BIN_B, "999999999999").get(random.nextInt(3));
            lines.add(line(1 + random.nextInt(100_000), payer, random.nextBoolean() ? invoice.number() : "за услуги"));
        }
        long before = hub.balance(boxA) + hub.balance(boxB) + hub.suspense();
        List<Callable<StatementView>> imports = new ArrayList<>();
        for (int file = 0; file < 24; file++) {
            List<Bank.Line> some = new ArrayList<>(lines);
            Collections.shuffle(some, random);
            List<Bank.Line> part = List.copyOf(some.subList(0, 1 + random.nextInt(lines.size())));
            byte[] bytes = switch (file % 3) {
                case 0 -> Bank.clientBank(part);
                case 1 -> Bank.camt(part);
                default -> Bank.mt940(part);
            };
            imports.add(() -> hub.take(bytes));
        }
        imports.add(() -> hub.take(Bank.camt(lines)));
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<StatementView> done : two.invokeAll(imports)) {
                done.get();
            }
        }
        long sum = lines.stream().mapToLong(Bank.Line::tiyn).sum();
        assertThat(hub.balance(boxA) + hub.balance(boxB) + hub.suspense() - before).isEqualTo(sum);
        assertThat(hub.parties.database.value("select sum(amount) from billing.entry")).isEqualTo("0");
    }

    @Test
    void theHubMayNotWriteMoneyButByItsFunctions() throws SQLException {
        for (String table : List.of("invoice", "payment", "statement", "card_order")) {
            assertThat(state("delete from payment." + table)).isEqualTo("42501");
            assertThat(state("insert into payment." + table + " default values")).isEqualTo("42501");
        }
        assertThat(state("update payment.payment set amount = 1")).isEqualTo("42501");
        assertThat(state("update payment.invoice set paid = amount")).isEqualTo("42501");
        assertThat(state("select payment.count_to_invoice(1, '1', 1, now())")).isEqualTo("42501");
        assertThat(state("select nextval('payment.invoice_serial')")).isEqualTo("42501");
    }

    private static String state(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(hub.parties.database.jdbcUrl(), TestDatabase.HUB_USER,
                TestDatabase.HUB_PASSWORD); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }
}

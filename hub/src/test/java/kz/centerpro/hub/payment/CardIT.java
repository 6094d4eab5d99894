package kz.centerpro.hub.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import kz.centerpro.contracts.billing.CardPaymentView;
import kz.centerpro.contracts.billing.InvoiceView;
import kz.centerpro.contracts.billing.PaymentView;
import kz.centerpro.hub.acquiring.CardTrial;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Money by card (clauses 6.3, 6.5) over a simulated acquirer that speaks its protocol on a socket. */
@NullUnmarked
class CardIT {

    private static MoneyHub hub;
    private static String alice;
    private static long box;

    @BeforeAll
    static void open() {
        hub = new MoneyHub();
        alice = hub.company(MoneyHub.BIN_A);
        box = hub.box(alice);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @AfterEach
    void theBooksAgree() {
        hub.acquirer.silent(false);
        hub.acquirer.away(false);
        assertThat(hub.differences()).isEqualTo("0");
    }

    private static CardPaymentView order(Map<String, Object> asked) {
        return hub.parties.post(alice, "/v1/card-payments", asked).expectStatus().isCreated()
                .expectBody(CardPaymentView.class).returnResult().getResponseBody();
    }

    private static Map<String, Object> asked(String amount) {
        return Map.of("amount", Map.of("amount", amount, "currency", "KZT"), "scheme", "VISA");
    }

    private static String number(CardPaymentView order) {
        return AcquirerSimulator.numberOf(URI.create(order.page()));
    }

    private static CardPaymentView show(CardPaymentView order) {
        return hub.parties.get(alice, "/v1/card-payments/" + order.id()).expectStatus().isOk()
                .expectBody(CardPaymentView.class).returnResult().getResponseBody();
    }

    private static ResponseSpec message(String number, String secret) {
        return hub.parties.web.post().uri("/v1/acquirer/callbacks")
                .bodyValue(Map.of("invoiceId", number, "secret_hash", secret, "code", "ok")).exchange();
    }

    @Test
    void authorisedIsNotReceivedAndSettledIsCreditedOnce() {
        long before = hub.balance(box);
        InvoiceView invoice = hub.invoice(alice, "120.00");
        CardPaymentView order = order(Map.of("invoice", invoice.number(), "scheme", "MASTERCARD"));
        assertThat(order.amount().amount()).isEqualTo("120.00");
        assertThat(number(order)).matches("[0-9]{11}");

        hub.acquirer.authorise(number(order), "MASTERCARD");
        assertThat(show(order).state()).isEqualTo("AUTHORISED");
        assertThat(hub.balance(box)).isEqualTo(before);
        hub.acquirer.charge(number(order));
        assertThat(show(order).state()).isEqualTo("SETTLED");
        assertThat(hub.acquirer.tellAgain(number(order))).isEqualTo(204);
        assertThat(hub.balance(box) - before).isEqualTo(12_000);
        assertThat(hub.show(alice, invoice.number()).state()).isEqualTo("PAID");
        assertThat(hub.events(box)).endsWith("payment-received balance-credited");
        hub.parties.post(alice, "/v1/card-payments", Map.of("invoice", invoice.number(), "scheme", "VISA"))
                .expectStatus().isEqualTo(409);
    }

    @Test
    void aMessageIsAHintAndItsSecretIsChecked() {
        long before = hub.balance(box);
        CardPaymentView order = order(asked("10.00"));
        message(number(order), "guess").expectStatus().isUnauthorized();
        message(number(order), "").expectStatus().isUnauthorized();
        message("26119999999", "guess").expectStatus().isUnauthorized();
        // It says "ok", but the acquirer itself knows of no payment.
        assertThat(hub.acquirer.tellAgain(number(order))).isEqualTo(204);
        assertThat(show(order).state()).isEqualTo("NEW");
        assertThat(hub.balance(box)).isEqualTo(before);
    }

    @Test
    void asksForWhatNoMessageTold() {
        long before = hub.balance(box);
        CardPaymentView order = order(asked("33.00"));
        hub.acquirer.silent(true);
        hub.acquirer.authorise(number(order), "VISA");
        hub.acquirer.charge(number(order));
        assertThat(show(order).state()).isEqualTo("NEW");
        CardTrial.checkDue(hub.parties, hub.parties.clock.instant().plus(Duration.ofHours(2)));
        assertThat(show(order).state()).isEqualTo("SETTLED");
        assertThat(hub.balance(box) - before).isEqualTo(3300);
    }

    @Test
    void takesTwoSchemesAlone() {
        for (Object scheme : new Object[]{"AMEX", "UNIONPAY", "visa", ""}) {
            hub.parties.post(alice, "/v1/card-payments",
                    Map.of("amount", Map.of("amount", "1.00", "currency", "KZT"), "scheme", scheme)).expectStatus()
                    .isEqualTo(422).expectBody().jsonPath("$.field").isEqualTo("scheme");
        }
        hub.parties.post(alice, "/v1/card-payments", Map.of("scheme", "VISA")).expectStatus().isEqualTo(422);
    }

    @Test
    void keepsMoneyThatIsNotAsAgreed() {
        long before = hub.balance(box);
        long suspense = hub.suspense();
        CardPaymentView scheme = order(asked("40.00"));
        hub.acquirer.authorise(number(scheme), "AMEX");
        hub.acquirer.charge(number(scheme));
        CardPaymentView amount = order(asked("50.00"));
        hub.acquirer.authorise(number(amount), "VISA");
        hub.acquirer.charge(number(amount), "49.99");

        assertThat(hub.balance(box)).isEqualTo(before);
        assertThat(hub.suspense() - suspense).isEqualTo(8999);
        PaymentView.Page waiting = hub.parties.get(hub.staff, "/v1/admin/payments?state=UNMATCHED").expectStatus()
                .isOk()
                .expectBody(PaymentView.Page.class).returnResult().getResponseBody();
        assertThat(waiting.items()).extracting(PaymentView::reason).contains("CARD_SCHEME", "CARD_AMOUNT");
        assertThat(waiting.items()).extracting(PaymentView::account).contains("clearing:halyk");
    }

    @Test
    void declinedAndExpiredBringNothing() {
        long before = hub.balance(box);
        CardPaymentView declined = order(asked("60.00"));
        hub.acquirer.decline(number(declined));
        assertThat(show(declined).state()).isEqualTo("DECLINED");
        CardPaymentView forgotten = order(asked("70.00"));
        hub.parties.clock.advance(Duration.ofDays(2));
        CardTrial.checkDue(hub.parties, hub.parties.clock.instant());
        alice = hub.parties.signIn(hub.person(MoneyHub.BIN_A)).accessToken();
        hub.staff = hub.parties.signIn(kz.centerpro.hub.access.PartiesHub.OPERATOR).accessToken();
        assertThat(show(forgotten).state()).isEqualTo("EXPIRED");
        assertThat(hub.balance(box)).isEqualTo(before);
    }

    @Test
    void anAcquirerThatIsAwayIsToldAndTheSameKeyGoesOn() {
        hub.acquirer.away(true);
        String key = MoneyHub.key();
        keyed(key, "80.00").expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
        hub.acquirer.away(false);
        keyed(key, "80.00").expectStatus().isOk().expectBody().jsonPath("$.page").exists();
        keyed(key, "81.00").expectStatus().isEqualTo(409);
        String other = hub.company(MoneyHub.BIN_B);
        CardPaymentView order = order(asked("1.00"));
        hub.parties.get(other, "/v1/card-payments/" + order.id()).expectStatus().isNotFound();
    }

    private static ResponseSpec keyed(String key, String amount) {
        return hub.parties.web.post().uri("/v1/card-payments").headers(headers -> {
            headers.setBearerAuth(alice);
            headers.set("Idempotency-Key", key);
        }).bodyValue(asked(amount)).exchange();
    }

    @Test
    void nothingOfACardIsStored() {
        CardPaymentView order = order(asked("90.00"));
        hub.acquirer.authorise(number(order), "VISA");
        hub.acquirer.charge(number(order));
        assertThat(hub.parties.database.value("select count(*) from payment.card_order o, payment.payment p "
                + "where o::text || p::text like '%000000...0000%'")).isEqualTo("0");
    }
}

package kz.centerpro.hub.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.billing.InvoiceView;
import kz.centerpro.contracts.billing.StatementView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantView;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.hub.acquiring.AcquiringConfiguration;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Parties and money in on a real database, with a simulated acquirer; verbs for tests. */
@NullUnmarked // a missing answer is a failed test
public final class MoneyHub implements AutoCloseable {

    public static final String BIN_A = "120140001238";
    public static final String BIN_B = "130240002345";

    public final AcquirerSimulator acquirer = AcquirerSimulator.start(0);
    public final PartiesHub parties;
    public String staff;

    public MoneyHub() {
        int port = freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("center.payment.payee.name", "ТОО «MOBIX»");
        settings.put("center.payment.payee.tax-id", "241240011291");
        settings.put("center.payment.payee.address", "г. Алматы");
        settings.put("center.payment.payee.iban", Bank.ACCOUNT);
        settings.put("center.payment.payee.bank", "АО «Банк»");
        settings.put("center.payment.payee.bic", "KCJBKZKX");
        settings.put("center.payment.payee.kbe", "17");
        settings.put("center.payment.payee.knp", "859");
        settings.put("center.payment.invoices-per-minute", "1000");
        settings.put("center.payment.overdue-every", "1h");
        settings.put("center.acquiring.halyk.oauth-url", acquirer.base() + "/oauth2/token");
        settings.put("center.acquiring.halyk.api-url", acquirer.base().toString());
        settings.put("center.acquiring.halyk.client-id", AcquirerSimulator.CLIENT);
        settings.put("center.acquiring.halyk.client-secret", AcquirerSimulator.SECRET);
        settings.put("center.acquiring.halyk.terminal", AcquirerSimulator.TERMINAL);
        settings.put("center.acquiring.halyk.shop", AcquirerSimulator.SHOP);
        settings.put("center.acquiring.public-url", "http://127.0.0.1:" + port);
        settings.put("center.acquiring.check-every", "1h");
        parties = new PartiesHub(settings, PaymentConfiguration.class, AcquiringConfiguration.class);
        parties.serve(port);
        staff = parties.signIn(PartiesHub.OPERATOR).accessToken();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** An active company's access token. */
    public String company(String bin) {
        return parties.active(person(bin), ParticipantKind.LEGAL_ENTITY);
    }

    /** The first head of a company. */
    public Person person(String bin) {
        return Person.staffOf("head-" + bin, "8001013" + bin.substring(0, 5), bin, SignerRole.FIRST_HEAD);
    }

    public long box(String token) {
        return parties.get(token, "/v1/participants/me").expectStatus().isOk().expectBody(ParticipantView.class)
                .returnResult().getResponseBody().boxId();
    }

    public InvoiceView invoice(String token, String amount) {
        return parties.post(token, "/v1/invoices", amount(amount)).expectStatus().isCreated()
                .expectBody(InvoiceView.class).returnResult().getResponseBody();
    }

    public InvoiceView show(String token, String number) {
        return parties.get(token, "/v1/invoices/" + number).expectStatus().isOk().expectBody(InvoiceView.class)
                .returnResult().getResponseBody();
    }

    public static Map<String, Object> amount(String amount) {
        return Map.of("amount", Map.of("amount", amount, "currency", "KZT"));
    }

    public ResponseSpec tryToTake(String token, byte[] file) {
        return parties.web.post().uri("/v1/admin/bank-statements").headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.APPLICATION_OCTET_STREAM).bodyValue(file).exchange();
    }

    public StatementView take(byte[] file) {
        return tryToTake(staff, file).expectStatus().isOk().expectBody(StatementView.class).returnResult()
                .getResponseBody();
    }

    /** What the books say is on a balance, in tiyn. */
    public long balance(long box) {
        return sum("prepaid:" + box);
    }

    public long suspense() {
        return sum("suspense");
    }

    private long sum(String account) {
        return -Long.parseLong(parties.database
                .value("select coalesce(sum(amount), 0) from billing.entry where account = '" + account + "'"));
    }

    /** Types of the events in a box, in order. */
    public String events(long box) {
        return parties.database.value("select coalesce(string_agg(replace(type, 'kz.centerpro.billing.', ''), ' ' "
                + "order by seq), '') from eventlog.event where type like '%billing%' and box_id = " + box);
    }

    /** Differences between what the books keep and what their entries say. */
    public String differences() {
        return parties.database.value("select count(*) from billing.recompute()");
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        parties.close();
        acquirer.close();
    }
}

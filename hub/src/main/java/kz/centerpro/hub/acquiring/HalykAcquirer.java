package kz.centerpro.hub.acquiring;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import kz.centerpro.contracts.billing.Money;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Halyk ePay (epayment.kz): a token for each operation, a payment link for each order, its messages to the post link,
 * and the status of a transaction by the order's number.
 */
final class HalykAcquirer implements Acquirer {

    private static final String SCOPE = "webapi usermanagement email_send verification statement statistics payment";
    /** Of the status call: the transaction was found; there is none yet. */
    private static final String FOUND = "100";
    private static final String NOT_FOUND = "102";

    private final AcquirerHttp http;
    private final AcquiringProperties.Halyk contract;
    private final URI postLink;
    private final URI backLink;
    private final JsonMapper json;

    HalykAcquirer(AcquirerHttp http, AcquiringProperties.Halyk contract, URI postLink, URI backLink, JsonMapper json) {
        this.http = http;
        this.contract = contract;
        this.postLink = postLink;
        this.backLink = backLink;
        this.json = json;
        AcquirerHttp.checked(contract.oauthUrl());
        AcquirerHttp.checked(contract.apiUrl());
    }

    @Override
    public String name() {
        return "halyk";
    }

    @Override
    public Mono<URI> open(String orderNo, long tiyn, String secret) {
        Map<String, String> operation = new LinkedHashMap<>();
        operation.put("invoiceID", orderNo);
        operation.put("secret_hash", secret);
        operation.put("amount", amount(tiyn));
        operation.put("currency", Money.TENGE);
        operation.put("postLink", postLink.toString());
        operation.put("failurePostLink", postLink.toString());
        return token(operation).flatMap(token -> http.json(address("/invoice"), token, link(orderNo, tiyn)))
                .map(this::read)
                .map(answer -> page(answer.path("invoice_url").asString("")));
    }

    private byte[] link(String orderNo, long tiyn) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("shop_id", contract.shop());
        link.put("account_id", orderNo);
        link.put("invoice_id", orderNo);
        link.put("amount", new BigDecimal(amount(tiyn)));
        link.put("currency", Money.TENGE);
        link.put("language", "rus");
        link.put("description", "Center Pro " + orderNo);
        link.put("expire_period", "1d");
        link.put("recipient_contact", "");
        link.put("post_link", postLink.toString());
        link.put("failure_post_link", postLink.toString());
        link.put("back_link", backLink.toString());
        link.put("failure_back_link", backLink.toString());
        return json.writeValueAsBytes(link);
    }

    /** The payer's browser is led there: nothing but an address to be called as safely as the acquirer itself. */
    private static URI page(String told) {
        try {
            return AcquirerHttp.checked(URI.create(told));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalStateException("the acquirer gave no page to pay on", unusable);
        }
    }

    @Override
    public Mono<Standing> standing(String orderNo) {
        return token(Map.of()).flatMap(
                token -> http.get(address("/check-status/payment/transaction/" + orderNo), token)).map(this::read)
                .flatMap(answer -> told(answer, orderNo));
    }

    private static Mono<Standing> told(JsonNode answer, String orderNo) {
        String code = answer.path("resultCode").asString("");
        JsonNode transaction = answer.path("transaction");
        if (code.equals(NOT_FOUND) || (code.equals(FOUND) && transaction.isNull())) {
            return Mono.just(new Standing(State.OPEN, 0, null));
        }
        if (!code.equals(FOUND) || !transaction.isObject()) {
            return Mono.error(new IOException("the acquirer's status call answered with the code " + code));
        }
        if (!transaction.path("invoiceID").asString("").equals(orderNo)) {
            return Mono.error(new IOException("the acquirer's status is of another order"));
        }
        State state = state(transaction.path("statusName").asString(""));
        if (state == State.OPEN || state == State.FAILED) {
            return Mono.just(new Standing(state, 0, null));
        }
        if (!transaction.path("currency").asString("").equals(Money.TENGE)) {
            return Mono.error(new IOException("the acquirer's status is in another currency"));
        }
        return Mono.just(new Standing(state, tiyn(transaction.path("amount")),
                scheme(transaction.path("cardType").asString(""))));
    }

    private static State state(String name) {
        return switch (name) {
            case "AUTH" -> State.AUTHORISED;
            case "CHARGE" -> State.CHARGED;
            case "FAILED", "REJECT", "CANCEL", "CANCEL_OLD", "EXPIRED", "REFUND" -> State.FAILED;
            default -> State.OPEN; // NEW, 3D, FINGERPRINT: under way
        };
    }

    private static String scheme(String cardType) {
        String upper = cardType.toUpperCase(Locale.ROOT).replaceAll("[ _-]", "");
        return upper.equals("MC") ? "MASTERCARD" : upper;
    }

    private static long tiyn(JsonNode amount) {
        try {
            return amount.decimalValue().movePointRight(2).longValueExact();
        } catch (ArithmeticException | JacksonException fraction) {
            throw new IllegalStateException("the acquirer's amount is not in tiyn", fraction);
        }
    }

    /** A token serves one operation. */
    private Mono<String> token(Map<String, String> operation) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean named = contract.username() != null && contract.password() != null && !operation.isEmpty();
        fields.put("grant_type", named ? "password" : "client_credentials");
        if (named) {
            fields.put("username", String.valueOf(contract.username()));
            fields.put("password", String.valueOf(contract.password()));
        }
        fields.put("scope", SCOPE);
        fields.put("client_id", contract.clientId());
        fields.put("client_secret", contract.clientSecret());
        fields.put("terminal", contract.terminal());
        fields.putAll(operation);
        return http.form(contract.oauthUrl(), fields).map(this::read)
                .map(answer -> answer.path("access_token").asString(""))
                .filter(token -> token.matches("[\\x21-\\x7e]{1,4096}"))
                .switchIfEmpty(Mono.error(() -> new IOException("the acquirer gave no token")));
    }

    private JsonNode read(byte[] answer) {
        try {
            return json.readTree(answer);
        } catch (JacksonException broken) {
            throw new IllegalStateException("the acquirer's answer is no JSON");
        }
    }

    private URI address(String path) {
        return URI.create(contract.apiUrl().toString().replaceAll("/+$", "") + path);
    }

    private static String amount(long tiyn) {
        return String.valueOf(Money.ofTiyn(tiyn).amount());
    }
}

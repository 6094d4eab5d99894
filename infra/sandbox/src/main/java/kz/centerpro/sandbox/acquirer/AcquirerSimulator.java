package kz.centerpro.sandbox.acquirer;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator's HTTP door, and what a test or a person makes it do. */
public final class AcquirerSimulator implements AutoCloseable {

    public static final String CLIENT = "simulated-client";
    public static final String SECRET = "simulated-secret";
    public static final String TERMINAL = "67e34d63-0000-4000-8000-000000000000";
    public static final String SHOP = "04f25a4b-0000-4000-8000-000000000000";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient messenger = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Map<String, String>> tokens = new HashMap<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final DisposableServer server;
    private boolean silent;
    private boolean away;

    /** An order with what became of it. */
    private static final class Order {

        private final String number;
        private final String amount;
        private final String secret;
        private final String postLink;
        private String charged;
        private String status = "NEW";
        private String cardType = "";

        private Order(String number, String amount, String secret, String postLink) {
            this.number = number;
            this.amount = amount;
            this.secret = secret;
            this.postLink = postLink;
            this.charged = amount;
        }
    }

    private AcquirerSimulator(int port) {
        server = HttpServer.create().host("127.0.0.1").port(port).route(this::routes).bindNow();
    }

    /** {@code port} 0 takes a free one. */
    public static AcquirerSimulator start(int port) {
        return new AcquirerSimulator(port);
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** From now on it sends no messages: whoever wants to know has to ask. */
    public synchronized void silent(boolean now) {
        silent = now;
    }

    /** From now on every call is answered 503. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** Blocks the money of an order on a card of that scheme, such as VISA. */
    public void authorise(String number, String cardType) {
        changed(number, "AUTH", order -> order.cardType = cardType);
    }

    /** Takes the money that was blocked. */
    public void charge(String number) {
        changed(number, "CHARGE", order -> {
        });
    }

    /** Takes another amount than was asked for. */
    public void charge(String number, String amount) {
        changed(number, "CHARGE", order -> order.charged = amount);
    }

    public void decline(String number) {
        changed(number, "FAILED", order -> {
        });
    }

    /** The number of the order whose page that is. */
    public static String numberOf(URI page) {
        return page.getPath().substring("/pay/".length());
    }

    private interface Change {
        void to(Order order);
    }

    private void changed(String number, String status, Change change) {
        Order order;
        boolean told;
        synchronized (this) {
            order = known(number);
            change.to(order);
            order.status = status;
            told = !silent;
        }
        if (told) {
            tell(order);
        }
    }

    private synchronized Order known(String number) {
        Order order = orders.get(number);
        if (order == null) {
            throw new NoSuchElementException("no such order: " + number);
        }
        return order;
    }

    /** Sends the message of an order once more; returns the status of the answer. */
    public int tellAgain(String number) {
        return tell(known(number));
    }

    private int tell(Order order) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("invoiceId", order.number);
        message.put("amount", order.charged);
        message.put("currency", "KZT");
        message.put("cardMask", "000000...0000");
        message.put("cardType", order.cardType);
        message.put("code", order.status.equals("FAILED") ? "error" : "ok");
        message.put("secret_hash", order.secret);
        HttpRequest request = HttpRequest.newBuilder(URI.create(order.postLink)).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message))).build();
        try {
            return messenger.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (java.io.IOException lost) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void routes(HttpServerRoutes routes) {
        routes.post("/oauth2/token", (q, a) -> answered(q, a, body -> token(form(body))))
                .post("/invoice", (q, a) -> answered(q, a, body -> link(operation(q), JSON.readTree(body))))
                .get("/check-status/payment/transaction/{number}", (q, a) -> answered(q, a, _ -> status(operation(q),
                        String.valueOf(q.param("number")))))
                .get("/pay/{number}", (q, a) -> page(a, String.valueOf(q.param("number"))))
                .post("/pay/{number}/{what}", this::pressed);
    }

    private Mono<Void> answered(HttpServerRequest request, HttpServerResponse response,
            Function<String, @Nullable Map<String, ?>> answer) {
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap(body -> {
            boolean gone;
            synchronized (this) {
                gone = away;
            }
            Map<String, ?> told = gone ? null : answer.apply(body);
            if (told == null) {
                return response.status(gone ? 503 : 401).send().then();
            }
            return response.header("Content-Type", "application/json")
                    .sendByteArray(Mono.just(JSON.writeValueAsBytes(told))).then();
        });
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        new QueryStringDecoder(body, false).parameters()
                .forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private synchronized @Nullable Map<String, ?> token(Map<String, String> fields) {
        if (!CLIENT.equals(fields.get("client_id")) || !SECRET.equals(fields.get("client_secret"))
                || !TERMINAL.equals(fields.get("terminal"))) {
            return null;
        }
        String token = secret();
        tokens.put(token, fields);
        return Map.of("access_token", token, "expires_in", "7200", "token_type", "Bearer", "scope",
                String.valueOf(fields.get("scope")));
    }

    /** What the token of a request was given for; each serves once. */
    private synchronized @Nullable Map<String, String> operation(HttpServerRequest request) {
        String header = request.requestHeaders().get("Authorization", "");
        return header.startsWith("Bearer ") ? tokens.remove(header.substring("Bearer ".length())) : null;
    }

    private synchronized @Nullable Map<String, ?> link(@Nullable Map<String, String> operation, JsonNode asked) {
        String number = asked.path("invoice_id").asString("");
        if (operation == null || !number.equals(operation.get("invoiceID")) || !number.matches("[0-9]{6,15}")
                || !SHOP.equals(asked.path("shop_id").asString(""))) {
            return null;
        }
        Order before = orders.get(number);
        if (before != null && !before.status.equals("NEW")) {
            return null;
        }
        orders.put(number, new Order(number, String.valueOf(operation.get("amount")),
                String.valueOf(operation.get("secret_hash")), asked.path("post_link").asString("")));
        return Map.of("id", number, "invoice_url", base() + "/pay/" + number);
    }

    private synchronized @Nullable Map<String, ?> status(@Nullable Map<String, String> operation, String number) {
        if (operation == null) {
            return null;
        }
        Order order = orders.get(number);
        if (order == null || order.status.equals("NEW")) {
            return Map.of("resultCode", "102", "resultMessage", "Invoice not found");
        }
        Map<String, Object> transaction = new LinkedHashMap<>();
        transaction.put("invoiceID", order.number);
        transaction.put("amount", new java.math.BigDecimal(order.charged));
        transaction.put("currency", "KZT");
        transaction.put("terminalID", TERMINAL);
        transaction.put("cardMask", "000000...0000");
        transaction.put("cardType", order.cardType);
        transaction.put("statusName", order.status);
        return Map.of("resultCode", "100", "resultMessage", "SUCCESS", "transaction", transaction);
    }

    private Mono<Void> page(HttpServerResponse response, String number) {
        Order order;
        try {
            order = known(number);
        } catch (NoSuchElementException unknown) {
            return response.status(404).send();
        }
        StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><title>SIMULATED acquirer</title>")
                .append("<h1>SIMULATED acquirer</h1><p>No card, no money. Order ").append(order.number).append(", ")
                .append(order.amount).append(" KZT: ").append(order.status).append("</p>");
        for (String what : List.of("authorise", "charge", "decline")) {
            page.append("<form method=post action=/pay/").append(order.number).append('/').append(what)
                    .append("><button>").append(what).append("</button></form>");
        }
        return response.header("Content-Type", "text/html; charset=utf-8").sendString(Mono.just(page.toString()))
                .then();
    }

    private Mono<Void> pressed(HttpServerRequest request, HttpServerResponse response) {
        String number = String.valueOf(request.param("number"));
        String what = String.valueOf(request.param("what"));
        return Mono.<Void>fromRunnable(() -> {
            switch (what) {
                case "authorise" -> authorise(number, "VISA");
                case "charge" -> { // whoever pays in one step has a card too
                    authorise(number, "VISA");
                    charge(number);
                }
                default -> decline(number);
            }
        }).subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .onErrorResume(NoSuchElementException.class, _ -> Mono.empty())
                .then(Mono.defer(() -> response.status(303).header("Location", "/pay/" + number).send().then()));
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
        messenger.close();
    }
}

package kz.centerpro.assembly;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * Somebody's webhook that takes whatever comes and keeps the bodies, for
 * {@code --center.notification.webhook.loopback}.
 */
final class Hooks implements AutoCloseable {

    private final HttpServer server;
    private final Party owner;
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private String id = "";

    private Hooks(HttpServer server, Party owner) {
        this.server = server;
        this.owner = owner;
    }

    /** A new webhook of {@code owner} for everything that happens from now on. */
    static Hooks of(Party owner) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Hooks hooks = new Hooks(server, owner);
        server.createContext("/", hooks::take);
        server.start();
        hooks.id = owner.call("POST", "/v1/webhooks",
                Map.of("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook")).expect(201).text("id");
        return hooks;
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = Party.JSON.readTree(exchange.getRequestBody().readAllBytes());
        bodies.add(body);
        byte[] answer = body.path("data").toString().getBytes(StandardCharsets.UTF_8); // says a challenge back
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** In the order in which they came. */
    List<JsonNode> bodies() {
        return List.copyOf(bodies);
    }

    @Override
    public void close() {
        owner.call("DELETE", "/v1/webhooks/" + id, null).expect(204);
        server.stop(0);
    }
}

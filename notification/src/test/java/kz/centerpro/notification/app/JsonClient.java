package kz.centerpro.notification.app;

import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the HTTP doors that answer with JSON. */
final class JsonClient {

    private JsonClient() {}

    record Answer(int status, JsonNode body) {

        String text(String member) {
            return body.get(member).asString();
        }
    }

    static Mono<Answer> exchange(TestNode node, HttpMethod method, String path, String body, String token) {
        return HttpClient.create()
                .headers(headers -> headers.set("Authorization", "Bearer " + token)
                        .set("Content-Type", "application/json"))
                .request(method).uri(node.url(path))
                .send(body.isEmpty()
                        ? ByteBufFlux.fromInbound(Flux.empty())
                        : ByteBufFlux.fromInbound(Flux.just(body.getBytes(StandardCharsets.UTF_8))))
                .responseSingle((response, content) -> content.asString().defaultIfEmpty("{}")
                        .map(text -> new Answer(response.status().code(), JsonMapper.shared().readTree(text))));
    }
}

package kz.centerpro.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.notification.app.TestNode;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pushes and wake-ups of the real process, with a simulated push service and gateway. */
class PushIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PUBLIC = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final PushServiceSimulator GATEWAY = new PushServiceSimulator(_ -> 201);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.push.private-key=yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
            "center.notification.push.public-key=" + PUBLIC, "center.notification.push.contact=mailto:hub@example.kz",
            "center.notification.push.loopback=true", "center.notification.push.retry-first=50ms",
            "center.notification.push.retry-longest=200ms", "center.notification.push.sweep=100ms",
            "center.notification.push.gateway=" + GATEWAY.url("/wake"),
            "center.notification.push.gateway-secret=wake-secret");
    private static final String NUMBER = "12345678901234567890";

    @AfterAll
    static void close() {
        NODE.close();
        GATEWAY.close();
    }

    @Test
    void aBrowserLearnsTheKindTheNumberAndWhereToGoOnAndNothingElse() throws GeneralSecurityException {
        try (PushServiceSimulator service = new PushServiceSimulator(_ -> 201)) {
            assertThat(call(1, HttpMethod.POST, "/v1/push-subscriptions", service.subscription()).status())
                    .isEqualTo(201);
            assertThat(call(1, HttpMethod.POST, "/v1/push-subscriptions", service.subscription()).status())
                    .isEqualTo(201);
            Answered page = call(1, HttpMethod.GET, "/v1/push-subscriptions", "");
            assertThat(page.body().get("publicKey").asString()).isEqualTo(PUBLIC);
            assertThat(page.body().get("items").size()).as("the same browser once").isEqualTo(1);
            arrived(1);
            await(() -> service.pushes.size() == 1);
            PushServiceSimulator.Got got = service.pushes.getFirst();
            assertThat(service.decrypted(got).toString())
                    .isEqualTo("{\"kind\":\"DOCUMENT_ARRIVED\",\"number\":\"" + NUMBER
                            + "\",\"language\":\"ru\",\"after\":\"" + new Cursor(1, 0).encode() + "\"}");
            assertThat(got.header("content-encoding")).isEqualTo("aes128gcm");
            assertThat(got.header("ttl")).isEqualTo("86400");
            assertThat(got.header("topic")).isEqualTo("DOCUMENT_ARRIVED");
            JsonNode claims = PushServiceSimulator.claims(got, PUBLIC);
            assertThat(claims.get("aud").asString()).isEqualTo(service.url(""));
            assertThat(claims.get("sub").asString()).isEqualTo("mailto:hub@example.kz");
            assertThat(claims.get("exp").asLong()).isBetween(Instant.now().getEpochSecond(),
                    Instant.now().plus(Duration.ofDays(1)).getEpochSecond());
        }
    }

    @Test
    void repeatsWhatPassesAndForgetsABrowserThatIsGone() {
        try (PushServiceSimulator service = new PushServiceSimulator(
                no -> no < 3 ? 429 + 74 * (no - 1) : no < 4 ? 201 : 410)) {
            call(2, HttpMethod.POST, "/v1/push-subscriptions", service.subscription());
            arrived(2);
            await(() -> service.pushes.size() == 3); // 429, 503, 201
            arrived(2);
            await(() -> call(2, HttpMethod.GET, "/v1/push-subscriptions", "").body().get("items").isEmpty());
            assertThat(service.pushes).hasSize(4);
            await(() -> NODE.database().value("""
                    select string_agg(state || attempts, ' ' order by created_at) from notification.dispatch
                     where box_id = 2 and channel = 'PUSH'""").equals("SENT3 DEAD1"));
        }
    }

    @Test
    void refusesStrangersAndAddressesOfThisNetwork() {
        try (PushServiceSimulator service = new PushServiceSimulator(_ -> 201)) {
            String subscription = service.subscription();
            for (String endpoint : List.of("http://example.kz/p", "https://169.254.169.254/p",
                    "https://example.kz:22/p")) {
                assertThat(field(subscription.replace(service.url("/push"), endpoint))).isEqualTo("endpoint");
            }
            assertThat(field(subscription.replaceAll("\"auth\":\"..", "\"auth\":\""))).isEqualTo("keys.auth");
            assertThat(field(subscription.replaceAll("\"p256dh\":\".{20}", "\"p256dh\":\"BAAAAAAAAAAAAAAAAAAA")))
                    .isEqualTo("keys.p256dh");
            assertThat(field("{}")).isEqualTo("endpoint");
            String id = call(3, HttpMethod.POST, "/v1/push-subscriptions", subscription).body().get("id").asString();
            assertThat(call(4, HttpMethod.DELETE, "/v1/push-subscriptions/" + id, "").status()).isEqualTo(404);
            assertThat(call(3, HttpMethod.DELETE, "/v1/push-subscriptions/" + id, "").status()).isEqualTo(204);
            assertThat(call(0, HttpMethod.GET, "/v1/push-subscriptions", "").status()).isEqualTo(403);
        }
    }

    @Test
    void aDeviceIsWokenWithoutAnyContent() {
        String device = "{\"platform\":\"ANDROID\",\"token\":\"token-of-a-phone\"}";
        String id = call(5, HttpMethod.POST, "/v1/devices", device).body().get("id").asString();
        assertThat(call(5, HttpMethod.POST, "/v1/devices", device).body().get("id").asString()).isEqualTo(id);
        assertThat(call(5, HttpMethod.POST, "/v1/devices", "{\"platform\":\"SYMBIAN\"}").body().get("field").asString())
                .isEqualTo("platform");
        arrived(5);
        await(() -> !GATEWAY.wakes.isEmpty());
        PushServiceSimulator.Got wake = GATEWAY.wakes.getFirst();
        assertThat(new String(wake.body(), StandardCharsets.UTF_8)).isEqualTo(
                "{\"platform\":\"ANDROID\",\"token\":\"token-of-a-phone\",\"silent\":true,\"collapseKey\":\"events\"}");
        assertThat(wake.header("authorization")).isEqualTo("Bearer wake-secret");
        assertThat(call(6, HttpMethod.DELETE, "/v1/devices/" + id, "").status()).isEqualTo(404);
        assertThat(call(5, HttpMethod.DELETE, "/v1/devices/" + id, "").status()).isEqualTo(204);
        assertThat(call(5, HttpMethod.GET, "/v1/devices", "").body().get("items").isEmpty()).isTrue();
    }

    private static String field(String subscription) {
        return call(3, HttpMethod.POST, "/v1/push-subscriptions", subscription).body().get("field").asString();
    }

    private static void arrived(long box) {
        NODE.appended(box, EventTypes.DOCUMENT_ARRIVED, NUMBER, "{\"number\":\"" + NUMBER
                + "\",\"title\":\"Шарт\",\"sender\":{\"country\":\"KZ\",\"taxId\":\"1\",\"name\":\"ТОО Альфа\"}}");
    }

    private record Answered(int status, JsonNode body) {}

    private static Answered call(long box, HttpMethod method, String path, String body) {
        return Objects.requireNonNull(HttpClient.create()
                .headers(headers -> headers.set("Authorization", "Bearer " + NODE.token(box)).set("Content-Type",
                        "application/json"))
                .request(method).uri(NODE.url(path))
                .send(ByteBufMono.fromString(body.isEmpty() ? Mono.empty() : Mono.just(body)))
                .responseSingle((response, bytes) -> bytes.asString().defaultIfEmpty("{}").map(
                        text -> new Answered(response.status().code(), JsonMapper.shared().readTree(text))))
                .block(SOON));
    }

    private static void await(BooleanSupplier condition) {
        for (int look = 0; look < 600; look++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Mono.delay(Duration.ofMillis(50)).block(SOON);
        }
        throw new AssertionError("not within half a minute");
    }
}

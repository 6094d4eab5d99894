package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.ZonedDateTime;
import java.time.ZoneId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.sandbox.mail.MailSimulator;
import kz.centerpro.sandbox.mail.MailSimulator.Stage;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

/** Notices and e-mails through the doors of the real process, with a simulated mail server. */
class MailIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MailSimulator MAIL = MailSimulator.inMemory(null, null);
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(),
            "center.notification.mail.host=127.0.0.1",
            "center.notification.mail.port=" + MAIL.port(), "center.notification.mail.tls=NONE",
            "center.notification.mail.from=hub@example.kz",
            "center.notification.mail.cabinet-url=https://cabinet.example.kz/",
            "center.notification.mail.retry-first=50ms", "center.notification.mail.retry-longest=200ms",
            "center.notification.mail.sweep=100ms", "center.notification.notice.sweep=200ms",
            "center.notification.notice.per-hour=5");
    private static final String NUMBER = "12345678901234567890";

    @AfterAll
    static void close() {
        NODE.close();
        MAIL.close();
    }

    @Test
    void anAddressIsUsedAfterItsCodeCameBackAndNotBefore() {
        assertThat(call(1, HttpMethod.PUT, "/email", "{\"address\":\"boss@\"}").text("field")).isEqualTo("address");
        assertThat(call(1, HttpMethod.POST, "/email/confirmation", "{\"code\":\"1\"}").status()).isEqualTo(409);
        JsonClient.Answer asked = call(1, HttpMethod.PUT, "/email", "{\"address\":\"boss1@Example.KZ\"}");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("pendingEmail")).isEqualTo("boss1@example.kz");
        arrived(1, "Тайна");
        await(() -> page(1).get("items").size() == 1);
        String code = code("boss1@example.kz");
        assertThat(call(1, HttpMethod.POST, "/email/confirmation", "{\"code\":\"00\"}").text("field"))
                .isEqualTo("code");
        assertThat(call(1, HttpMethod.POST, "/email/confirmation", "{\"code\":\"" + code + "\"}").text("email"))
                .isEqualTo("boss1@example.kz");
        assertThat(call(1, HttpMethod.POST, "/email/confirmation", "{\"code\":\"" + code + "\"}").status())
                .as("a code serves once").isEqualTo(409);
        arrived(1, "Тайна");
        await(() -> mails("boss1@example.kz").size() == 2);
        assertThat(page(1).get("unread").asInt()).isEqualTo(2);
        MimeMessage mail = mails("boss1@example.kz").getLast();
        assertThat(text(mail)).contains(NUMBER, "https://cabinet.example.kz/notifications?id=")
                .doesNotContain("Тайна", "ТОО Альфа");
        for (int i = 0; i < 4; i++) {
            assertThat(call(1, HttpMethod.PUT, "/email", "{\"address\":\"other@example.kz\"}").status()).isEqualTo(202);
        }
        assertThat(call(1, HttpMethod.PUT, "/email", "{\"address\":\"other@example.kz\"}").status()).isEqualTo(429);
        assertThat(call(1, HttpMethod.GET, "", "").text("email")).as("the old one stays").isEqualTo("boss1@example.kz");
    }

    @Test
    void quietHoursHoldLettersBackAndNeitherTheCabinetNorACode() {
        for (String wrong : List.of("{\"from\":\"22:00\"}", "{\"from\":\"22:00\",\"to\":\"22:00\"}",
                "{\"from\":\"24:00\",\"to\":\"08:00\"}")) {
            assertThat(call(21, HttpMethod.PUT, "", "{\"quietHours\":" + wrong + "}").text("field"))
                    .isEqualTo("quietHours");
        }
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Almaty")).truncatedTo(ChronoUnit.MINUTES);
        JsonNode set = call(21, HttpMethod.PUT, "", "{\"quietHours\":{\"from\":\"" + now.minusHours(1).toLocalTime()
                + "\",\"to\":\"" + now.plusHours(2).toLocalTime() + "\"}}").body();
        assertThat(set.at("/quietHours/to").asString()).isEqualTo(now.plusHours(2).toLocalTime().toString());
        confirmed(21, "hours@example.kz");
        arrived(21, "Шарт");
        await(() -> page(21).get("items").size() == 1);
        JsonNode held = dispatch(21, "QUEUED");
        assertThat(Instant.parse(held.get("nextAttemptAt").asString())).isEqualTo(now.plusHours(2).toInstant());
        assertThat(held.get("attempts").size()).isZero();
        assertThat(mails("hours@example.kz")).as("the code alone").hasSize(1);
        assertThat(call(21, HttpMethod.PUT, "", "{\"quietHours\":{}}").body().has("quietHours")).isFalse();
        assertThat(dispatch(21, "SENT").get("attempts").size()).isEqualTo(1);
    }

    @Test
    void listsShowsAndReadsOnlyTheOwnNotices() {
        for (int i = 0; i < 3; i++) {
            arrived(2, "Шарт");
        }
        await(() -> page(2).get("items").size() == 3);
        JsonNode first = notifications(2, HttpMethod.GET, "?limit=2").body();
        assertThat(first.get("items").size()).isEqualTo(2);
        JsonNode rest = notifications(2, HttpMethod.GET, "?limit=2&after=" + first.get("next").asString()).body();
        assertThat(rest.get("items").size()).isEqualTo(1);
        assertThat(rest.has("next")).isFalse();
        String path = "/" + first.get("items").get(0).get("id").asString();
        JsonNode read = notifications(2, HttpMethod.POST, path + "/read").body();
        assertThat(notifications(2, HttpMethod.POST, path + "/read").body().get("readAt"))
                .isEqualTo(read.get("readAt"));
        assertThat(page(2).get("unread").asInt()).isEqualTo(2);
        for (String strange : List.of(path, "/" + UUID.randomUUID(), "/mine")) {
            assertThat(notifications(3, HttpMethod.GET, strange).status()).isEqualTo(404);
            assertThat(notifications(3, HttpMethod.POST, strange + "/read").status()).isEqualTo(404);
        }
        assertThat(notifications(2, HttpMethod.GET, "?after=nonsense").text("code")).isEqualTo("cursor_invalid");
        assertThat(notifications(2, HttpMethod.GET, "?limit=0").text("field")).isEqualTo("limit");
        assertThat(notifications(0, HttpMethod.GET, "").text("code")).isEqualTo("not_registered");
    }

    @Test
    void repeatsWhatPassesWithTheSameMessageIdAndKeepsEveryReply() {
        confirmed(4, "late@example.kz");
        AtomicInteger tries = new AtomicInteger();
        MAIL.behave((stage, line) -> line.contains("late@") && stage == Stage.RCPT && tries.incrementAndGet() < 3
                ? "451 4.7.1 Greylisted"
                : "");
        arrived(4, "Шарт");
        JsonNode sent = dispatch(4, "SENT");
        assertThat(sent.get("attempts").values().stream().map(a -> a.get("outcome").asString() + " " + a.get("code")))
                .containsExactly("FAILED 451", "FAILED 451", "SENT 250");
        assertThat(sent.get("attempts").values().stream().map(a -> a.get("messageId").asString()).distinct())
                .hasSize(1);
        assertThat(sent.get("attempts").get(0).get("reply").asString()).contains("Greylisted");
        assertThat(sent.get("attempts").get(2).get("reply").asString()).startsWith("250 2.0.0 Kept as");
        assertThat(sent.get("target").asString()).isEqualTo("l***@example.kz");
        assertThat(header(mails("late@example.kz").getLast(), "Message-ID"))
                .isEqualTo(sent.get("attempts").get(2).get("messageId").asString());
    }

    @Test
    void aRefusalIsADeadLetterThatIsSeenAndTheRestGoesOn() {
        confirmed(5, "gone@example.kz");
        MAIL.behave((stage, line) -> line.contains("gone@") && stage == Stage.RCPT ? "550 5.1.1 No such user" : "");
        arrived(5, "Шарт");
        JsonNode dead = dispatch(5, "DEAD");
        assertThat(dead.get("attempts").size()).isEqualTo(1);
        assertThat(dead.get("attempts").get(0).get("code").asInt()).isEqualTo(550);
        assertThat(dead.get("reason").asString()).contains("No such user");
        MAIL.behave((_, _) -> "");
        arrived(5, "Шарт");
        assertThat(dispatch(5, "SENT").get("attempts").size()).isEqualTo(1);
    }

    @Test
    void whatIsObligatoryStaysOnAndALinkSwitchesTheRestOff() {
        confirmed(6, "quiet@example.kz");
        MAIL.behave((_, _) -> "");
        JsonClient.Answer refused = call(6, HttpMethod.PUT, "",
                "{\"kinds\":[{\"kind\":\"DOCUMENT_ARRIVED\",\"cabinet\":false}]}");
        assertThat(refused.text("code")).isEqualTo("invalid_field");
        assertThat(call(6, HttpMethod.PUT, "", "{\"kinds\":[{\"kind\":\"OFFER_PUBLISHED\",\"email\":false}]}").status())
                .isEqualTo(422);
        assertThat(call(6, HttpMethod.PUT, "", "{\"language\":\"de\"}").text("field")).isEqualTo("language");
        assertThat(call(6, HttpMethod.PUT, "", "{\"language\":\"en\"}").text("language")).isEqualTo("en");
        arrived(6, "Шарт");
        await(() -> mails("quiet@example.kz").size() == 2);
        MimeMessage mail = mails("quiet@example.kz").getLast();
        assertThat(text(mail)).contains("has arrived", "Поступил документ");
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        String link = header(mail, "List-Unsubscribe").replaceAll("[<>]", "").replace("https://cabinet.example.kz", "");
        assertThat(plain(HttpMethod.GET, link)).contains("Switch such e-mails off?");
        assertThat(kind(6, "DOCUMENT_ARRIVED").get("email").asBoolean()).as("looking changes nothing").isTrue();
        assertThat(plain(HttpMethod.POST, link)).contains("switched off");
        assertThat(kind(6, "DOCUMENT_ARRIVED").get("email").asBoolean()).isFalse();
        assertThat(plain(HttpMethod.POST, link.replaceAll("/[0-9a-f-]{36}/", "/" + UUID.randomUUID() + "/")))
                .contains("not_found");
        NODE.appended(6, EventTypes.OFFER_PUBLISHED, "2",
                "{\"offerNo\":2,\"effectiveFrom\":\"2026-12-01T00:00:00.000Z\"}");
        await(() -> mails("quiet@example.kz").size() == 3);
        assertThat(header(mails("quiet@example.kz").getLast(), "List-Unsubscribe")).as("obligatory").isEmpty();
    }

    @Test
    void aFloodGoesIntoTheCabinetAndNotIntoTheMail() {
        confirmed(7, "many@example.kz");
        MAIL.behave((_, _) -> "");
        for (int i = 0; i < 9; i++) {
            arrived(7, "Шарт");
        }
        await(() -> page(7).get("unread").asInt() == 9);
        await(() -> mails("many@example.kz").size() == 6);
        assertThat(NODE.database().value("""
                select count(*) || ' ' || min(reason) from notification.dispatch
                 where box_id = 7 and state = 'SUPPRESSED'""")).isEqualTo("4 more than 5 in an hour");
    }

    private static void arrived(long box, String title) {
        NODE.appended(box, EventTypes.DOCUMENT_ARRIVED, NUMBER, "{\"number\":\"" + NUMBER + "\",\"title\":\"" + title
                + "\",\"sender\":{\"country\":\"KZ\",\"taxId\":\"1\",\"name\":\"ТОО Альфа\"}}");
    }

    private static void confirmed(long box, String address) {
        assertThat(call(box, HttpMethod.PUT, "/email", "{\"address\":\"" + address + "\"}").status()).isEqualTo(202);
        var confirmation = call(box, HttpMethod.POST, "/email/confirmation", "{\"code\":\"" + code(address) + "\"}");
        assertThat(confirmation.status()).as(String.valueOf(confirmation.body()))
                .isEqualTo(200);
    }

    private static String code(String address) {
        await(() -> !mails(address).isEmpty());
        Matcher code = Pattern.compile("\\b[0-9]{8}\\b").matcher(text(mails(address).getFirst()));
        assertThat(code.find()).isTrue();
        return code.group();
    }

    /** The newest notice's e-mail, when it has come to {@code state}. */
    private static JsonNode dispatch(long box, String state) {
        await(() -> {
            JsonNode sent = newest(box);
            return sent != null && sent.get("state").asString().equals(state);
        });
        return Objects.requireNonNull(newest(box));
    }

    private static @Nullable JsonNode newest(long box) {
        JsonNode items = page(box).get("items");
        return items.isEmpty()
                ? null
                : notifications(box, HttpMethod.GET, "/" + items.get(0).get("id").asString()).body().get("dispatches")
                        .get(0);
    }

    private static JsonNode kind(long box, String kind) {
        return call(box, HttpMethod.GET, "", "").body().get("kinds").values().stream()
                .filter(it -> it.get("kind").asString().equals(kind)).findFirst().orElseThrow();
    }

    private static List<MimeMessage> mails(String to) {
        return MAIL.taken().stream().filter(mail -> mail.to().contains(to)).map(mail -> {
            try {
                return new MimeMessage(null, new ByteArrayInputStream(
                        mail.content().getBytes(StandardCharsets.ISO_8859_1)));
            } catch (MessagingException broken) {
                throw new AssertionError(broken);
            }
        }).toList();
    }

    /** Both forms, as somebody else's library reads them. */
    private static String text(MimeMessage mail) {
        try {
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            StringBuilder all = new StringBuilder(mail.getSubject());
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                all.append('\n').append(part.getContent());
            }
            return all.toString();
        } catch (MessagingException | IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return Objects.requireNonNullElse(mail.getHeader(name, null), "");
        } catch (MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static JsonNode page(long box) {
        return notifications(box, HttpMethod.GET, "").body();
    }

    private static JsonClient.Answer notifications(long box, HttpMethod method, String rest) {
        return Objects.requireNonNull(JsonClient.exchange(NODE, method, "/v1/notifications" + rest, "",
                NODE.token(box)).block(SOON));
    }

    private static JsonClient.Answer call(long box, HttpMethod method, String rest, String body) {
        return Objects.requireNonNull(JsonClient.exchange(NODE, method, "/v1/notification-preferences" + rest, body,
                NODE.token(box)).block(SOON));
    }

    /** Without signing in. */
    private static String plain(HttpMethod method, String path) {
        return Objects.requireNonNull(HttpClient.create().request(method)
                .uri(NODE.url(path)).responseSingle((_, body) -> body.asString()).block(SOON));
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

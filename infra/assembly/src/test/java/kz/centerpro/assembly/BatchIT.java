package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many submissions in one request: each line answered for itself, in any order, a summary last. */
class BatchIT {

    private final Party alice = TestCenter.companyA();
    private final Party bob = TestCenter.companyB();

    @Test
    void answersEachLineForItselfAndSumsUp() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            lines.add(line("Счёт № " + i, "batch-" + UUID.randomUUID()));
        }
        lines.add(lines.getFirst());
        lines.add("{\"metadata\":");
        lines.add("");
        lines.add(signedOverOtherContent());
        lines.add("{\"metadata\":{},\"signature\":\"MII\"}");
        lines.add("\"" + "x".repeat(600 * 1024) + "\"");
        lines.add(lines.getFirst().replace("Счёт на оплату", "Счёт с другим названием"));
        List<JsonNode> answers = answers(alice.lines("/v1/documents:batch", String.join("\n", lines)).expect(200));

        Map<Long, JsonNode> byLine = byLine(answers);
        assertThat(byLine).hasSize(156);
        Set<String> numbers = new HashSet<>();
        for (long line = 1; line <= 151; line++) {
            JsonNode answer = at(byLine, line);
            assertThat(answer.path("status").asInt()).isIn(200, 201);
            numbers.add(answer.path("answer").path("number").asString());
        }
        assertThat(numbers).as("the repeated line has the number of the first").hasSize(150);
        assertThat(at(byLine, 152).path("problem").path("code").asString()).isEqualTo("malformed_request");
        assertThat(at(byLine, 154).path("problem").path("code").asString()).isEqualTo("signature_invalid");
        assertThat(at(byLine, 155).path("problem").path("field").asString()).isEqualTo("recipients");
        assertThat(at(byLine, 156).path("problem").path("code").asString()).isEqualTo("too_large");
        assertThat(at(byLine, 157).path("problem").path("code").asString()).isEqualTo("external_id_conflict");
        JsonNode summary = answers.getLast().path("summary");
        assertThat(summary.path("lines").asInt()).isEqualTo(156);
        assertThat(summary.path("registered").asInt()).isEqualTo(150);
        assertThat(summary.path("repeated").asInt()).isEqualTo(1);
        assertThat(summary.path("refused").asInt()).isEqualTo(5);
        assertThat(summary.path("failed").asInt()).isZero();
        assertThat(summary.path("complete").asBoolean()).isTrue();
        String last = at(byLine, 150).path("answer").path("number").asString();
        try (Boxes bobs = Boxes.follow(TestCenter.center().http(), bob.token(), null)) {
            bobs.next(event -> event.path("type").asString("").endsWith("document.arrived")
                    && event.path("subject").asString("").equals(last), "arrived", Duration.ofSeconds(20));
        }
    }

    @Test
    void aBatchThatIsSentAgainRegistersNothingTwice() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(line("Акт № " + i, "again-" + UUID.randomUUID()));
        }
        String body = String.join("\r\n", lines) + "\r\n";
        List<JsonNode> first = answers(alice.lines("/v1/documents:batch", body).expect(200));
        List<JsonNode> second = answers(alice.lines("/v1/documents:batch", body).expect(200));
        assertThat(second.getLast().path("summary").path("repeated").asInt())
                .as("of %s, after %s", statuses(second), statuses(first)).isEqualTo(40);
        Map<Long, JsonNode> again = byLine(second);
        byLine(first).forEach((line, answer) -> assertThat(
                at(again, line).path("answer").path("number").asString())
                .isEqualTo(answer.path("answer").path("number").asString()));
    }

    @Test
    void tellsHowMuchMayStillBeSent() {
        Party.Answer answer = alice.send(bob, "Сколько ещё".getBytes(StandardCharsets.UTF_8)).expect(201);
        assertThat(answer.headers().get("ratelimit-policy")).containsExactly("\"credential\";q=2000;w=2",
                "\"client\";q=2000;w=2");
        assertThat(answer.headers().get("ratelimit")).hasSize(2)
                .allMatch(left -> left.matches("\"[a-z]+\";r=[0-9]+;t=1"));
    }

    @Test
    void refusesWhatIsNoBatch() {
        Party.Answer answer = alice.call("POST", "/v1/documents:batch", Map.of()).expect(415);
        assertThat(answer.text("code")).isEqualTo("unsupported_media_type");
        List<JsonNode> none = answers(alice.lines("/v1/documents:batch", "\n\n").expect(200));
        assertThat(none).hasSize(1);
        assertThat(none.getFirst().path("summary").path("lines").asInt()).isZero();
    }

    private String line(String text, String externalId) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return line(Party.metadata(bob, externalId), alice.sign(content), content);
    }

    private String signedOverOtherContent() {
        return line(Party.metadata(bob, null), alice.sign(new byte[]{1}), new byte[]{2});
    }

    private static String line(Map<String, Object> metadata, byte[] signature, byte[] content) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("metadata", metadata);
        line.put("signature", Party.base64(signature));
        line.put("content", Party.base64(content));
        return Party.JSON.writeValueAsString(line);
    }

    private static List<JsonNode> answers(Party.Answer answer) {
        return new String(answer.bytes(), StandardCharsets.UTF_8).lines().map(Party.JSON::readTree).toList();
    }

    private static List<String> statuses(List<JsonNode> answers) {
        return answers.stream().map(answer -> answer.path("status").asString("summary") + answer.path("problem"))
                .distinct().toList();
    }

    private static Map<Long, JsonNode> byLine(List<JsonNode> answers) {
        Map<Long, JsonNode> byLine = new LinkedHashMap<>();
        answers.subList(0, answers.size() - 1).forEach(answer -> byLine.put(answer.path("line").asLong(), answer));
        return byLine;
    }

    private static JsonNode at(Map<Long, JsonNode> byLine, long line) {
        return Objects.requireNonNull(byLine.get(line), "line " + line);
    }
}

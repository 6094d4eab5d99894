package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Acceptance row 28: billing is killed, 1,000 documents are sent, billing comes back, everything is sent twice more,
 * and the usage is exactly 1,000. With ten times as many and with rates: {@code center bench billing-outage}.
 */
class BillingOutageIT {

    private static final int DOCUMENTS = 1000;
    private static final int LINES = 250;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Fleet fleet = Fleet.whole();

    @Test
    void sendsGoOnWithoutBillingAndTheUsageAfterwardsIsExact() {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        List<String> batches = batches(sender, recipient);
        fleet.billing().kill();
        Set<String> numbers = new TreeSet<>();
        for (String batch : batches) {
            List<JsonNode> answers = sent(sender, fleet.hub(0), batch);
            assertThat(answers.getLast().at("/summary/registered").asInt()).isEqualTo(LINES);
            answers.stream().filter(line -> line.has("answer"))
                    .forEach(line -> numbers.add(line.at("/answer/number").asString()));
        }
        assertThat(numbers).hasSize(DOCUMENTS);
        assertThat(usage(sender).path("counted").asInt()).isEqualTo(DOCUMENTS);
        assertThat(usage(sender).path("ratedUpTo").asInt()).as("nobody rates").isZero();

        fleet.replaceBilling().ready();
        for (int replay = 0; replay < 2; replay++) {
            for (String batch : batches) {
                assertThat(sent(sender, fleet.hub(1), batch).getLast().at("/summary/repeated").asInt())
                        .isEqualTo(LINES);
            }
        }
        Await.until(() -> "all to be rated: " + usage(sender), SOON,
                () -> usage(sender).path("ratedUpTo").asInt() == DOCUMENTS);
        JsonNode usage = usage(sender);
        assertThat(usage.path("counted").asInt()).isEqualTo(DOCUMENTS);
        assertThat(usage.path("days").valueStream().mapToLong(day -> day.path("quantity").asLong()).sum())
                .isEqualTo(DOCUMENTS);
        Books books = new Books(fleet, sender, recipient);
        books.hold(numbers);
        Books.accountedFor(fleet, List.of(books));
    }

    private JsonNode usage(Party sender) {
        return sender.get("/v1/usage").expect(200).body();
    }

    /** The same content and signature in documents of their own. */
    private static List<String> batches(Party sender, Party recipient) {
        byte[] content = "Накладная".getBytes(StandardCharsets.UTF_8);
        String signature = Party.base64(sender.sign(content));
        List<String> batches = new ArrayList<>();
        for (int first = 0; first < DOCUMENTS; first += LINES) {
            StringBuilder lines = new StringBuilder();
            for (int i = first; i < first + LINES; i++) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("metadata", Party.metadata(recipient, "outage-" + i));
                line.put("signature", signature);
                line.put("content", Party.base64(content));
                lines.append(Party.JSON.writeValueAsString(line)).append('\n');
            }
            batches.add(lines.toString());
        }
        return batches;
    }

    private static List<JsonNode> sent(Party sender, HubProcess hub, String batch) {
        Party.Answer answer = sender.at(hub.http()).lines("/v1/documents:batch", batch).expect(200);
        return new String(answer.bytes(), StandardCharsets.UTF_8).lines().map(Party.JSON::readTree).toList();
    }
}

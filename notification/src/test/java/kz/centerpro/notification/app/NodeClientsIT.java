package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import kz.centerpro.testkit.NodeExamples;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Public npm clients, run by node, follow a box over forced disconnects. Skipped, and says so, without node and npm.
 */
class NodeClientsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int EVENTS = 30;
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(), "center.notification.sse.retry=100ms");

    @BeforeAll
    static void install() throws IOException {
        NodeExamples.installed();
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow-eventsource.js", "follow-eventsource-client.js", "follow-fetch-event-source.js",
            "follow-rsocket.js websocket", "follow-rsocket.js tcp"})
    void followsABoxOverForcedDisconnectsAndMissesNothing(String example) {
        String[] script = example.split(" ", 2);
        int port = example.endsWith(" tcp") ? NODE.rsocketPort() : NODE.httpPort();
        long box = (example.hashCode() & 0xFFFF) | 0x10000;
        // The gate cuts after the 5th and the 20th event; what comes next happens when the client is back.
        NODE.appended(box, 8);
        AtomicInteger hellos = new AtomicInteger();
        List<String> lines = NodeExamples.heard(line -> {
            switch (line.startsWith("hello") ? hellos.incrementAndGet() : 0) {
                case 2 -> NODE.appended(box, 12);
                case 3 -> NODE.appended(box, EVENTS - 20);
                default -> {
                }
            }
        }, "node", "node/" + script[0], Integer.toString(port), NODE.token(box), Integer.toString(EVENTS),
                script.length == 1 ? "" : script[1]);
        assertThat(lines.stream().filter(line -> line.matches("[0-9]+")).toList()).as("%s", lines)
                .isEqualTo(LongStream.rangeClosed(1, EVENTS).mapToObj(Long::toString).toList());
        assertThat(lines.stream().filter(line -> line.startsWith("hello"))).as("%s", lines)
                .hasSizeGreaterThanOrEqualTo(3);
    }

    /** The id of a frame is the place in both boxes, and EventSource sends nothing else when it comes back. */
    @Test
    void eventSourceFollowsTwoBoxesOverForcedDisconnectsByTheLastIdAlone() {
        long own = 0x20001;
        long other = 0x20002;
        NODE.appended(own, 4);
        NODE.appended(other, 4);
        AtomicInteger hellos = new AtomicInteger();
        List<String> lines = NodeExamples.heard(line -> {
            switch (line.startsWith("hello") ? hellos.incrementAndGet() : 0) {
                case 2 -> NODE.append(other, "kz.centerpro.test.happened", 6)
                        .then(NODE.append(own, "kz.centerpro.test.happened", 6)).block(SOON);
                case 3 -> NODE.append(own, "kz.centerpro.test.happened", 5)
                        .then(NODE.append(other, "kz.centerpro.test.happened", 5)).block(SOON);
                default -> {
                }
            }
        }, "node", "node/follow-eventsource.js", Integer.toString(NODE.httpPort()),
                NODE.token(own, Map.of(other, UUID.randomUUID())), Integer.toString(EVENTS), own + "," + other);
        for (long box : List.of(own, other)) {
            String source = "/boxes/" + box + " ";
            assertThat(lines.stream().filter(line -> line.startsWith(source))
                    .map(line -> line.substring(source.length())).toList())
                    .as("%s", lines)
                    .isEqualTo(LongStream.rangeClosed(1, EVENTS / 2).mapToObj(Long::toString).toList());
        }
    }
}

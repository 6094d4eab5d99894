package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import kz.centerpro.testkit.NodeExamples;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Public npm clients, run by node, follow a box over forced disconnects. Skipped, and says so, without node and npm.
 */
class NodeClientsIT {

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
}

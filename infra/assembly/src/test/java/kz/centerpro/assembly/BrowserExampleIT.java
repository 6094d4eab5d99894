package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kz.centerpro.testkit.NodeExamples;
import org.junit.jupiter.api.Test;

/**
 * A page in a real browser follows a box by EventSource, with the cabinet's cookie, and by RSocket over WebSocket,
 * while its connections are cut. Skipped, and says so, without Chromium, node and npm.
 */
class BrowserExampleIT {

    private static final int DOCUMENTS = 24;

    @Test
    void aPageFollowsABoxInBothWaysAndMissesNothing() throws IOException {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser").map(Path::of)
                .filter(Files::isExecutable).findFirst().orElse(Path.of("chromium"));
        assumeThat(chromium).as("Chromium is not installed").isExecutable();
        NodeExamples.installed();
        assertThat(NodeExamples.run("npm", "run", "-s", "bundle").stream().filter(line -> line.contains("rror")))
                .isEmpty();
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        List<String> lines = NodeExamples.heard(line -> {
            if (line.equals("ready")) {
                Thread.ofVirtual().start(() -> send(alice, bob));
            }
        }, "node", "browser/run.js", Integer.toString(URI.create(TestCenter.center().http()).getPort()), "head-b",
                Integer.toString(DOCUMENTS), chromium.toString());
        assertUnbroken(lines, "eventsource");
        assertUnbroken(lines, "rsocket");
    }

    private static void send(Party alice, Party bob) {
        for (int i = 0; i < DOCUMENTS; i++) {
            alice.send(bob, ("Счёт № " + i).getBytes(StandardCharsets.UTF_8)).expect(201);
            Await.pause(java.time.Duration.ofMillis(60));
        }
    }

    /**
     * All of it, in order, nothing twice, over a cut at least: a browser may wait out the others before it connects.
     */
    private static void assertUnbroken(List<String> lines, String door) {
        List<Long> seqs = lines.stream().filter(line -> line.startsWith(door + " "))
                .map(line -> Long.parseLong(line.substring(door.length() + 1))).toList();
        assertThat(seqs).as("%s", lines).hasSizeGreaterThanOrEqualTo(DOCUMENTS);
        assertThat(seqs).as("%s", lines)
                .isEqualTo(LongStream.range(seqs.getFirst(), seqs.getFirst() + seqs.size()).boxed().toList());
        assertThat(lines.stream().filter(("hello " + door)::equals)).as("%s", lines).hasSizeGreaterThanOrEqualTo(2);
    }
}

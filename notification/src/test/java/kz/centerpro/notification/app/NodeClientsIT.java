package kz.centerpro.notification.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/**
 * Public npm clients, run by node, follow a box over forced disconnects. Skipped, and says so, without node and npm.
 */
class NodeClientsIT {

    private static final int EVENTS = 30;
    private static final Path SCRIPTS = Path.of("target", "js").toAbsolutePath();
    private static final TestNode NODE = new TestNode(TestServers.redisUrl(), "center.notification.sse.retry=100ms");

    @BeforeAll
    static void install() throws IOException {
        assumeThat(run(Path.of("."), List.of("node", "--version"))).as("node is not installed").isNotEmpty();
        assumeThat(run(Path.of("."), List.of("npm", "--version"))).as("npm is not installed").isNotEmpty();
        Files.createDirectories(SCRIPTS);
        try (Stream<Path> files = Files.list(Path.of("src", "test", "js"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, SCRIPTS.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(SCRIPTS, List.of("npm", "ci", "--no-audit", "--no-fund"));
        assumeThat(SCRIPTS.resolve("node_modules").resolve("ws")).as("npm ci reached no registry").exists();
    }

    @AfterAll
    static void close() {
        NODE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow-sse.js", "follow-rsocket.js"})
    void followsABoxOverForcedDisconnectsAndMissesNothing(String script) {
        long box = (script.hashCode() & 0xFFFF) | 0x10000;
        NODE.appended(box, 8);
        var writing = Flux.range(0, EVENTS - 8).concatMap(n -> NODE.append(box, "kz.centerpro.test.happened", 1)
                .delaySubscription(java.time.Duration.ofMillis(60))).subscribe();
        List<String> lines = run(SCRIPTS, List.of("node", script, Integer.toString(NODE.httpPort()), NODE.token(box),
                Integer.toString(EVENTS)));
        writing.dispose();
        assertThat(lines.stream().filter(line -> line.matches("[0-9]+")).toList()).as("%s", lines)
                .isEqualTo(LongStream.rangeClosed(1, EVENTS).mapToObj(Long::toString).toList());
        assertThat(lines.stream().filter(line -> line.startsWith("hello"))).hasSizeGreaterThanOrEqualTo(3);
    }

    /** What the program printed; nothing if it could not be started. */
    private static List<String> run(Path dir, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = new ArrayList<>(out.lines().toList());
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return lines;
            }
        } catch (IOException notThere) {
            return List.of();
        } catch (UncheckedIOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}

package kz.centerpro.testkit;

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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The examples of {@code infra/examples} in a copy below {@code target}, with the packages that their lock file names.
 * A test that uses them is skipped, and says so, without node and npm or where npm reaches no registry.
 */
public final class NodeExamples {

    private static final Path COPY = Path.of("target", "examples").toAbsolutePath();

    private NodeExamples() {}

    /** The folder of the copy. */
    public static synchronized Path installed() throws IOException {
        assumeThat(run("node", "--version")).as("node is not installed").isNotEmpty();
        assumeThat(run("npm", "--version")).as("npm is not installed").isNotEmpty();
        for (String folder : List.of("", "node", "browser")) {
            copy(source().resolve(folder), COPY.resolve(folder));
        }
        if (Files.notExists(COPY.resolve("node_modules").resolve("ws"))) {
            run("npm", "ci", "--no-audit", "--no-fund");
        }
        assumeThat(COPY.resolve("node_modules").resolve("ws")).as("npm ci reached no registry").exists();
        return COPY;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path source() {
        Path up = Path.of("").toAbsolutePath();
        while (up != null && Files.notExists(up.resolve("mvnw"))) {
            up = up.getParent();
        }
        return Path.of(String.valueOf(up), "infra", "examples");
    }

    /** What the program printed; nothing if it could not be started. */
    public static List<String> run(String... command) {
        return heard(_ -> {
        }, command);
    }

    /** The same; {@code line} hears each line as it comes. */
    public static List<String> heard(Consumer<String> line, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory((Files.exists(COPY) ? COPY : Path.of("").toAbsolutePath()).toFile())
                    .redirectErrorStream(true).start();
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = new ArrayList<>();
                for (String read = out.readLine(); read != null; read = out.readLine()) {
                    lines.add(read);
                    line.accept(read);
                }
                return lines;
            } finally {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
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

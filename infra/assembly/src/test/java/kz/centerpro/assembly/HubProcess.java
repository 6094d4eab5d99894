package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.app.HubApplication;
import kz.centerpro.notification.app.NotificationApplication;
import kz.centerpro.sandbox.FreePorts;
import tools.jackson.databind.JsonNode;

/** A hub or a notification as a JVM of its own, as in production, so that a test can kill it. */
final class HubProcess {

    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name;
    private final int port;
    private final int managementPort;
    private final Path log;
    private final Process process;
    private volatile boolean wasReady;

    private HubProcess(String name, int port, int managementPort, Path log, Process process) {
        this.managementPort = managementPort;
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, name + "-closer"));
    }

    /** Returns at once; see {@link #ready}. Its output goes to {@code folder/name.log}. */
    static HubProcess hub(String name, Path folder, Map<String, String> settings) {
        return launch(name, HubApplication.class, folder, settings);
    }

    static HubProcess notification(String name, Path folder, Map<String, String> settings) {
        return launch(name, NotificationApplication.class, folder, settings);
    }

    private static HubProcess launch(String name, Class<?> main, Path folder, Map<String, String> settings) {
        int port = FreePorts.any();
        int managementPort = FreePorts.any();
        Path log = folder.resolve(name + ".log");
        try {
            Path temporary = Files.createDirectories(folder.resolve("tmp").resolve(name));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.io.tmpdir=" + temporary,
                    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", main.getName(),
                    "--server.port=" + port, "--server.address=127.0.0.1",
                    "--management.server.port=" + managementPort));
            settings.forEach((key, value) -> command.add("--" + key + "=" + value));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new HubProcess(name, port, managementPort, log, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it has been healthy once. */
    HubProcess ready() {
        if (wasReady) {
            return this;
        }
        Await.until(() -> name + " to be healthy; its messages are in " + log, STARTUP, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended with " + process.exitValue() + "; see " + log);
            }
            return health().path("status").asString("").equals("UP");
        });
        wasReady = true;
        return this;
    }

    /** What its health says, or a missing node while it says nothing. */
    JsonNode health() {
        return told("/actuator/health");
    }

    /** What another path of its management port says, likewise. */
    JsonNode told(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                    .timeout(Duration.ofSeconds(5)).build();
            return Party.JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException notYet) {
            return Party.JSON.missingNode();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    String http() {
        return "http://127.0.0.1:" + port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM: it ends what is under way first. Returns at once. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " survived SIGKILL");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

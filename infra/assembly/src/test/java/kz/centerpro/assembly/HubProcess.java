package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.hub.app.BillingApplication;
import kz.centerpro.hub.app.HubApplication;
import kz.centerpro.notification.app.NotificationApplication;
import kz.centerpro.sandbox.FreePorts;
import tools.jackson.databind.JsonNode;

/** A hub, a notification or billing as a JVM of its own, as in production, so that a test can kill it. */
final class HubProcess {

    /** The last line of a histogram: instances, then bytes. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name;
    private final int port;
    private final int managementPort;
    private final Path log;
    private final Process process;
    private final int rsocketPort;
    private volatile boolean wasReady;

    private HubProcess(String name, int port, int managementPort, int rsocketPort, Path log, Process process) {
        this.managementPort = managementPort;
        this.rsocketPort = rsocketPort;
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

    static HubProcess billing(String name, Path folder, Map<String, String> settings) {
        return launch(name, BillingApplication.class, folder, settings);
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
            int rsocketPort = Integer.parseInt(settings.getOrDefault("center.notification.rsocket.port", "0"));
            return new HubProcess(name, port, managementPort, rsocketPort, log, builder.start());
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

    /** Where a notification speaks RSocket over TCP. */
    int rsocketPort() {
        return rsocketPort;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** True once {@link #ready} has seen it healthy, asked without waiting. */
    boolean isReady() {
        wasReady = wasReady || (isAlive() && health().path("status").asString("").equals("UP"));
        return wasReady;
    }

    /** SIGSTOP: it stands still with its connections open, as a machine that swaps or is being moved does. */
    void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("-CONT");
    }

    /** Bytes of live objects, after a collection that this asks for. */
    long liveHeap() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String text = said(jcmd, String.valueOf(process.pid()), "GC.class_histogram");
        Matcher total = TOTAL.matcher(text);
        if (!total.find()) {
            throw new AssertionError(name + " told no histogram: " + text.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1));
    }

    private void signal(String signal) {
        said("kill", signal, String.valueOf(process.pid()));
    }

    private static String said(String... command) {
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (run.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
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

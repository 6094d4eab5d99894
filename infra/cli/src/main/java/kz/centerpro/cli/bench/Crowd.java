package kz.centerpro.cli.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The bench's end of a {@link CrowdClient} in a process of its own. Both read the same monotonic clock. */
final class Crowd implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private final String host;
    private long expected;

    private Crowd(Process process, String host) {
        this.process = process;
        this.host = host;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new BufferedWriter(
                new java.io.OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static Crowd start() throws IOException {
        List<String> command = command("crowd");
        return new Crowd(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
                "127.0.0.1");
    }

    /** A JVM of its own with a hidden command of the bench. */
    static List<String> command(String hidden) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(java.io.File.pathSeparator)) {
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, "kz.centerpro.cli.Center"));
        }
        command.addAll(List.of("bench", hidden));
        return command;
    }

    /** Opens streams over HTTP, one token for all or one for each, and waits until each is answered. */
    void openStreams(int port, int count, String path, List<String> tokens, boolean timed) throws IOException {
        List<String> requests = new ArrayList<>();
        for (String token : tokens.isEmpty() ? List.of("") : tokens) {
            requests.add("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/event-stream\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n");
        }
        open(port, count, timed,
                requests.stream().map(request -> request.getBytes(StandardCharsets.US_ASCII)).toList());
    }

    /** Opens connections, says to each what {@code requests} have in turn, and waits until each is answered. */
    void open(int port, int count, boolean timed, List<byte[]> requests) throws IOException {
        Path file = Files.createTempFile("center-bench-requests", null);
        try {
            Files.write(file, requests.stream().map(Base64.getEncoder()::encodeToString).toList());
            String answer = told("open " + port + " " + count + " " + timed + " " + file);
            if (!answer.equals("opened")) {
                throw new IOException("the streams could not be opened: " + answer);
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Waits until {@code more} marks have come beyond those awaited before; {@code System.nanoTime()} of the last. */
    long await(long more, Duration patience) throws IOException {
        expected += more;
        String answer = told("await " + expected + " " + patience.toMillis());
        if (!answer.startsWith("reached ")) {
            throw new IOException("of " + expected + " deliveries: " + answer);
        }
        return Long.parseLong(answer.substring(8));
    }

    long count() throws IOException {
        return Long.parseLong(told("count").substring(6));
    }

    /** Processor time of the client so far, in nanoseconds. */
    long cpu() throws IOException {
        return Long.parseLong(told("cpu").substring(4));
    }

    /** When each event was read since the last call, by its number. */
    Map<Long, Long> times() throws IOException {
        Map<Long, Long> times = new HashMap<>();
        for (String pair : told("times").substring(6).strip().split(" ", -1)) {
            if (!pair.isEmpty()) {
                int colon = pair.indexOf(':');
                times.put(Long.parseLong(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1)));
            }
        }
        return times;
    }

    private String told(String order) throws IOException {
        orders.write(order);
        orders.newLine();
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load client has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

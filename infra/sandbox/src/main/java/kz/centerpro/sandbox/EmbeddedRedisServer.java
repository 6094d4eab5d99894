package kz.centerpro.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis on 127.0.0.1, without persistence: it carries hints only. The process is ours, not the library's, so that it
 * can be killed and restarted on the same port.
 */
public final class EmbeddedRedisServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedisServer.class);
    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(20);
    private static final String MEMORY_MAX = "256mb";

    private final Path dir;
    private final Path binary;
    private final int port;
    private final Thread closer = new Thread(this::close, "redis-closer");
    private @Nullable Process process;

    private EmbeddedRedisServer(Path dir, Path binary, int port) {
        this.dir = dir;
        this.binary = binary;
        this.port = port;
    }

    /** Starts in {@code dir}, which is made when absent, on {@code port}, or on a free port for 0. */
    public static EmbeddedRedisServer start(Path dir, int port) {
        try {
            Path folder = Files.createDirectories(dir.toAbsolutePath()).toRealPath();
            var server = new EmbeddedRedisServer(folder, binary(folder), port == 0 ? FreePorts.any() : port);
            server.reclaim();
            server.startProcess();
            Runtime.getRuntime().addShutdownHook(server.closer);
            return server;
        } catch (IOException e) {
            throw new SandboxException("Redis did not start in " + dir + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        if (process == null || !process.isAlive()) {
            throw new SandboxException("Redis is not running on port " + port);
        }
        return process.pid();
    }

    /** For fault tests: SIGKILL. {@link #restart()} brings an empty server back on the same port. */
    public synchronized void kill() {
        end(true);
    }

    public synchronized void restart() {
        end(true);
        try {
            startProcess();
        } catch (IOException e) {
            throw new SandboxException("Redis did not start again on port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            end(false);
        }
        if (!Thread.currentThread().equals(closer)) {
            forgetCloser();
        }
    }

    /** Leaves closing to the caller, who ends what uses the server first; the JVM's end no longer closes it. */
    public EmbeddedRedisServer closedByOwner() {
        forgetCloser();
        return this;
    }

    private void forgetCloser() {
        try {
            Runtime.getRuntime().removeShutdownHook(closer);
        } catch (IllegalStateException e) {
            LOG.trace("closing because the JVM ends", e);
        }
    }

    private synchronized void startProcess() throws IOException {
        Path log = dir.resolve("redis.log");
        Process started = new ProcessBuilder(List.of(binary.toString(), "--bind", "127.0.0.1", "--port",
                Integer.toString(port), "--dir", dir.toString(), "--save", "", "--appendonly", "no", "--maxmemory",
                MEMORY_MAX, "--maxmemory-policy", "allkeys-lru", "--daemonize", "no")).directory(dir.toFile())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        process = started;
        Files.writeString(dir.resolve("redis.pid"), Long.toString(started.pid()));
        long end = System.nanoTime() + STARTUP_TIMEOUT.toNanos();
        while (!answers(started.pid())) {
            if (!started.isAlive() || System.nanoTime() > end) {
                end(true);
                throw new IOException("no answer on 127.0.0.1:" + port + "; its own messages are in " + log);
            }
            pause(started);
        }
        LOG.info("Redis runs on 127.0.0.1:{}", port);
    }

    /** A Redis that outlived the program that started it in this folder is ended. */
    private void reclaim() throws IOException {
        Path file = dir.resolve("redis.pid");
        if (!Files.exists(file)) {
            return;
        }
        String pid = Files.readString(file).strip();
        if (pid.matches("[0-9]{1,18}")) {
            ProcessHandle.of(Long.parseLong(pid)).filter(h -> h.info().commandLine()
                    .filter(c -> c.contains("redis-server") && c.contains(binary.toString())).isPresent())
                    .ifPresent(h -> {
                        LOG.info("An earlier run left Redis {} running in {}: ending it", h.pid(), dir);
                        h.destroyForcibly();
                        h.onExit().orTimeout(10, TimeUnit.SECONDS).join();
                    });
        }
        Files.delete(file);
    }

    private void end(boolean atOnce) {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    // Asks for the process, since a foreign Redis on the port would answer a PING too.
    private boolean answers(long pid) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            OutputStream out = socket.getOutputStream();
            out.write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return in.lines().anyMatch(line -> line.equals("process_id:" + pid));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static void pause(Process started) throws IOException {
        try {
            if (started.waitFor(20, TimeUnit.MILLISECONDS)) {
                LOG.warn("Redis ended with code {}", started.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis was starting", e);
        }
    }

    // In the server's own folder: the library's default leaves ten megabytes in the temporary folder after a kill.
    private static Path binary(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        try (var files = Files.list(bin)) {
            var found = files.filter(Files::isExecutable).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return ExecutableProvider.newJarResourceProvider(bin.toFile()).get().toPath();
    }
}

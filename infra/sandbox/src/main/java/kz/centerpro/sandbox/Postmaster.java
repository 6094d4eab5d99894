package kz.centerpro.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one data folder, found by its pid file and believed only when its command line agrees. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private Postmaster() {}

    /**
     * The running server of {@code cluster}, if the pid file names a live process that is PostgreSQL on this folder.
     */
    static Optional<ProcessHandle> find(Path cluster) throws IOException {
        Path file = pidFile(cluster);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(h -> serves(h, cluster));
    }

    /**
     * Clears what an earlier run left: an orphaned server of this folder is stopped, a pid file that names nobody, or a
     * process that is not ours, is removed. Without this PostgreSQL would refuse to start, or worse, a later
     * {@code pg_ctl stop} would signal a foreign process.
     */
    static void reclaim(Path cluster) throws IOException {
        Optional<ProcessHandle> orphan = find(cluster);
        if (orphan.isPresent()) {
            LOG.info("An earlier run left PostgreSQL {} running on {}: stopping it", orphan.get().pid(), cluster);
            stop(orphan.get(), cluster);
        }
        Files.deleteIfExists(pidFile(cluster));
    }

    /** Fast shutdown: clients are cut off, what they committed is written out. */
    static void stop(ProcessHandle server, Path cluster) throws IOException {
        List<ProcessHandle> children = server.descendants().toList();
        signal(server, "INT");
        if (!ends(server, STOP_TIMEOUT)) {
            LOG.warn("PostgreSQL {} does not stop: killing it", server.pid());
            kill(server, cluster);
        }
        awaitAll(children);
    }

    /**
     * kill -9 of the server, then waits until its children have noticed: the next start needs their memory released.
     */
    static void kill(ProcessHandle server, Path cluster) throws IOException {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        if (!ends(server, STOP_TIMEOUT)) {
            throw new SandboxException("PostgreSQL process " + server.pid() + " could not be killed.");
        }
        awaitAll(children);
        Files.deleteIfExists(pidFile(cluster));
    }

    /** Immediate shutdown: nothing is written out, the next start recovers from the log. */
    static void stopNow(ProcessHandle server, Path cluster) throws IOException {
        List<ProcessHandle> children = server.descendants().toList();
        signal(server, "QUIT");
        if (!ends(server, STOP_TIMEOUT)) {
            kill(server, cluster);
        }
        awaitAll(children);
    }

    private static void awaitAll(List<ProcessHandle> children) {
        for (ProcessHandle child : children) {
            if (!ends(child, Duration.ofSeconds(10))) {
                child.destroyForcibly();
                ends(child, Duration.ofSeconds(10));
            }
        }
    }

    // ProcessHandle.destroy() would be SIGTERM, for PostgreSQL the shutdown that waits for clients.
    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ends(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    private static boolean serves(ProcessHandle process, Path cluster) {
        return process.info().commandLine().filter(c -> c.contains("postgres") && c.contains(cluster.toString()))
                .isPresent();
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}

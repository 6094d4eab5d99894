package kz.centerpro.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one server: {@code in-use.lock}, {@code owner.password}, {@code made} and the {@code cluster}. */
final class PostgresFolder implements AutoCloseable {

    private final Path path;
    private final FolderLock lock;
    private final String ownerPassword;

    private PostgresFolder(Path path, FolderLock lock, String ownerPassword) {
        this.path = path;
        this.lock = lock;
        this.ownerPassword = ownerPassword;
    }

    static PostgresFolder open(Path dataDir) {
        try {
            Path path = Files.createDirectories(dataDir.toAbsolutePath()).toRealPath();
            FolderLock lock = FolderLock.take(path);
            return new PostgresFolder(path, lock, password(path.resolve("owner.password")));
        } catch (IOException e) {
            throw new SandboxException("The folder " + dataDir + " cannot be used for PostgreSQL: " + e.getMessage(),
                    e);
        }
    }

    Path path() {
        return path;
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    Path passwordFile() {
        return path.resolve("owner.password");
    }

    String ownerPassword() {
        return ownerPassword;
    }

    Optional<ProcessHandle> process() {
        return wrapped(() -> Postmaster.find(cluster()));
    }

    /**
     * Clears what an earlier server left. That includes the starter's own lock file: a starter whose server was killed
     * still holds it in this JVM, and closing it would run {@code pg_ctl stop} on nobody. Our own lock guards the
     * folder.
     */
    void reclaim() {
        run(() -> {
            Postmaster.reclaim(cluster());
            Files.deleteIfExists(cluster().resolve("epg-lock"));
        });
    }

    void stop() {
        process().ifPresent(p -> run(() -> Postmaster.stop(p, cluster())));
    }

    void stopNow(ProcessHandle process) {
        run(() -> Postmaster.stopNow(process, cluster()));
    }

    void kill(ProcessHandle process) {
        run(() -> Postmaster.kill(process, cluster()));
    }

    /**
     * Says whether the cluster has yet to be made. A cluster whose making was cut short never served anybody: it is put
     * aside, since initdb wants an empty folder.
     */
    boolean prepare() {
        requireUserNamespaces();
        if (Files.exists(path.resolve("made"))) {
            return false;
        }
        run(() -> {
            if (Files.exists(cluster())) {
                Files.move(cluster(), path.resolve("unfinished-" + System.nanoTime()));
            }
        });
        return true;
    }

    void markMade() {
        run(() -> Files.writeString(path.resolve("made"), "The cluster beside this file is whole.\n"));
    }

    /** Stops through the starter while the server runs; waits longer than the starter would. */
    void stop(EmbeddedPostgres server) {
        if (process().isPresent()) {
            run(server::close);
        }
        stop();
    }

    @Override
    public void close() {
        run(lock::close);
    }

    void delete() {
        run(() -> {
            try (Stream<Path> walk = Files.walk(path)) {
                for (Path file : walk.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        });
    }

    /** PostgreSQL refuses to run as root; the starter then hides root behind a user namespace, if there are any. */
    private static void requireUserNamespaces() {
        if (!System.getProperty("os.name", "").startsWith("Linux") || !"root".equals(System.getProperty("user.name"))) {
            return;
        }
        try {
            Process probe = new ProcessBuilder("unshare", "-U", "true").redirectErrorStream(true).start();
            if (probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            throw barred(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw barred(e);
        }
        throw barred(null);
    }

    private static SandboxException barred(@Nullable Exception cause) {
        return new SandboxException("PostgreSQL does not run as root, and this machine bars user namespaces"
                + " (`unshare -U true` fails). Start as an ordinary user, or point the hub to a PostgreSQL of your own.",
                cause);
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }

    private interface IoAction {
        void run() throws IOException;
    }

    private interface IoValue<T> {
        T get() throws IOException;
    }

    private static void run(IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T wrapped(IoValue<T> value) {
        try {
            return value.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

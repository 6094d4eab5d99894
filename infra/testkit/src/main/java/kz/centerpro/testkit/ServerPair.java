package kz.centerpro.testkit;

import com.redis.testcontainers.RedisContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Where the shared PostgreSQL and Redis answer. */
record ServerPair(String postgresHost, int postgresPort, String owner, String ownerPassword, String redisHost,
        int redisPort) {

    private static final String POSTGRES_IMAGE = "postgres:18-alpine";
    private static final String REDIS_IMAGE = "redis:7-alpine";
    private static final int REDIS_PORT = 6379;

    static ServerPair start() {
        boolean docker = dockerAnswers();
        System.out.println("Test servers: " + (docker
                ? "Testcontainers (" + POSTGRES_IMAGE + ", " + REDIS_IMAGE + ")"
                : "embedded PostgreSQL 18 and Redis 6.2 (no Docker engine answers)"));
        return docker ? inContainers() : embedded();
    }

    TestDatabase database(String name) {
        return new TestDatabase(postgresHost, postgresPort, name, owner, ownerPassword);
    }

    // The containers end with the JVM: Testcontainers' reaper sees to it.
    @SuppressWarnings("resource")
    private static ServerPair inContainers() {
        var postgres = new PostgreSQLContainer(DockerImageName.parse(POSTGRES_IMAGE)).withUsername("postgres")
                .withPassword("owner-test").withCommand("postgres", "-c", "max_connections=200");
        var redis = new RedisContainer(DockerImageName.parse(REDIS_IMAGE));
        postgres.start();
        redis.start();
        return new ServerPair(postgres.getHost(), postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "postgres", "owner-test", redis.getHost(), redis.getMappedPort(REDIS_PORT));
    }

    // The embedded servers end with the JVM: each has a shutdown hook of its own.
    @SuppressWarnings("resource")
    private static ServerPair embedded() {
        var postgres = EmbeddedPostgresServer.startTemporary();
        EmbeddedRedisServer redis;
        try {
            Path dir = Files.createTempDirectory("center-redis-");
            redis = EmbeddedRedisServer.start(dir, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(dir), "redis-folder-cleaner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServerPair("127.0.0.1", postgres.port(), postgres.owner(), postgres.ownerPassword(), "127.0.0.1",
                redis.port());
    }

    /** Asks Testcontainers only when there is something to ask: without a socket it would search for seconds. */
    private static boolean dockerAnswers() {
        boolean hint = System.getenv("DOCKER_HOST") != null
                || Stream.of("/var/run/docker.sock", System.getProperty("user.home") + "/.docker/run/docker.sock",
                        System.getProperty("user.home") + "/.testcontainers.properties",
                        System.getenv("XDG_RUNTIME_DIR") + "/docker.sock").anyMatch(p -> Files.exists(Path.of(p)));
        if (!hint) {
            return false;
        }
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException | LinkageError e) {
            System.out.println("Test servers: the Docker engine does not answer: " + e.getMessage());
            return false;
        }
    }

    private static void delete(Path dir) {
        try (Stream<Path> walk = Files.walk(dir)) {
            for (Path file : walk.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("The folder " + dir + " was not deleted: " + e.getMessage());
        }
    }
}

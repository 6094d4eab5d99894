package kz.centerpro.cli.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.door.rsocket.RSocketServerLoop;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.eventlog.RedisBell;
import kz.centerpro.notification.app.NotificationApplication;

import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import kz.centerpro.schema.SchemaMigration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The notification process as it is in production, in this JVM, on embedded servers in a temporary folder; beside it
 * what the hub would do: append to the log in a transaction of its own, then ring.
 */
final class OwnNode implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "bench-only";

    private final Path home;
    private final ECKey key;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final EmbeddedRedisServer redis;
    private final ConnectionPool hub;
    private final RedisBell bell;
    private final EventAppender appender;
    private final ConfigurableApplicationContext context;

    private OwnNode(Path home, String... settings) throws JOSEException {
        this.home = home;
        this.key = new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home.resolve("postgresql")).closedByOwner();
        servers.add(postgres);
        this.redis = EmbeddedRedisServer.start(home.resolve("redis"), 0).closedByOwner();
        servers.add(redis);
        SchemaMigration.migrate(new SchemaMigration.Target(postgres.jdbcUrl(), postgres.owner(),
                postgres.ownerPassword(), PASSWORD, PASSWORD, PASSWORD));
        this.hub = new ConnectionPool(ConnectionPoolConfiguration
                .builder(ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl()).mutate()
                        .option(ConnectionFactoryOptions.USER, "center_hub")
                        .option(ConnectionFactoryOptions.PASSWORD, PASSWORD).build()))
                .initialSize(0).minIdle(0).maxSize(8).build());
        this.appender = new EventAppender(DatabaseClient.create(hub));
        this.bell = new RedisBell(redis.url());
        bell.start();
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
                "--server.shutdown=immediate", "--management.server.port=-1",
                "--center.access.keys=" + new JWKSet(key.toPublicJWK()),
                "--center.notification.database.url=" + postgres.r2dbcUrl(),
                "--center.notification.database.password=" + PASSWORD,
                "--center.notification.redis.uri=" + redis.url(), "--center.notification.rsocket.port=0",
                "--spring.main.banner-mode=off", "--logging.level.root=error", "--logging.level.kz.centerpro=error"));
        all.addAll(List.of(settings));
        this.context = new SpringApplicationBuilder(NotificationApplication.class)
                .properties("spring.config.name=notification").registerShutdownHook(false)
                .run(all.toArray(String[]::new));
    }

    /** {@code streams} is how many a box and the node must bear. */
    static OwnNode start(int streams, String... settings) throws IOException {
        Path home = Files.createTempDirectory("center-bench-");
        List<String> all = new ArrayList<>(List.of("--center.notification.stream.per-box=" + (streams + 16),
                "--center.notification.stream.total=" + 2 * (streams + 16),
                "--center.notification.rsocket.per-participant=" + (streams + 16)));
        all.addAll(List.of(settings));
        try {
            return new OwnNode(home, all.toArray(String[]::new));
        } catch (JOSEException | RuntimeException failed) {
            OwnHub.delete(home);
            throw new IOException("the node did not start: " + failed, failed);
        }
    }

    int port() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class));
    }

    int rsocketPort() {
        return context.getBean(RSocketServerLoop.class).port();
    }

    /** Open streams. */
    int streams() {
        return context.getBean(Switchboard.class).size();
    }

    int redisPort() {
        return redis.port();
    }

    /** A token for one box, good for an hour. */
    String token(long box) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(TokenVerifier.ISSUER)
                .subject(UUID.randomUUID().toString()).claim(TokenVerifier.CLAIM_SESSION, UUID.randomUUID().toString())
                .claim(TokenVerifier.CLAIM_SCOPE, "participant").claim(TokenVerifier.CLAIM_BOX, box)
                .claim(TokenVerifier.CLAIM_PARTICIPANT, UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1)))).build();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("bench")
                .type(new JOSEObjectType(TokenVerifier.TYPE)).build(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jwt.serialize();
    }

    /** One statement that is a transaction, as those of the hub's intake and delivery are. */
    Mono<List<BoxTop>> append(List<NewEvent> events) {
        return Mono.defer(() -> appender.append(Instant.now(), events));
    }

    void ring(List<BoxTop> tops) {
        bell.ring(tops);
    }

    /** {@code count} events in commits of {@code each}, one after another, a ring after each. */
    void burst(long box, int count, int each) {
        for (int done = 0; done < count; done += each) {
            List<NewEvent> events = new ArrayList<>();
            for (int i = done; i < Math.min(count, done + each); i++) {
                events.add(event(box, BenchEvents.DATA));
            }
            ring(Objects.requireNonNull(append(events).block(SOON)));
        }
    }

    /** One event in a commit of its own, and its ring; the nanoseconds that the commit took. */
    long one(long box) {
        long began = System.nanoTime();
        long[] took = {0};
        append(List.of(event(box, BenchEvents.DATA))).doOnNext(tops -> { // rings where the answer came, as the hub does
            took[0] = System.nanoTime() - began;
            ring(tops);
        }).block(SOON);
        return took[0];
    }

    static NewEvent event(long box, String data) {
        return new NewEvent(box, UUID.randomUUID(), EventTypes.DOCUMENT_READ, BenchEvents.NUMBER, data);
    }

    @Override
    public void close() {
        context.close();
        bell.close();
        hub.dispose();
        for (AutoCloseable server : servers.reversed()) {
            try {
                server.close();
            } catch (Exception failed) {
                System.getLogger(OwnNode.class.getName()).log(System.Logger.Level.WARNING, "A server stayed", failed);
            }
        }
        OwnHub.delete(home);
    }
}

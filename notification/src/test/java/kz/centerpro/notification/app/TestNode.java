package kz.centerpro.notification.app;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.eventlog.RedisBell;
import kz.centerpro.door.rsocket.RSocketServerLoop;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The real process on free ports, with its own database, and beside it what the hub would do: append and ring. */
public final class TestNode implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDatabase database;
    private final ECKey key;
    private final ConnectionPool hub;
    private final RedisBell bell;
    private final ConfigurableApplicationContext context;

    public TestNode(String redisUri, String... properties) {
        this(TestServers.freshDatabase(), newKey(), redisUri, properties);
    }

    /** Another node on the database of {@code first}, which takes the same tokens. */
    public TestNode(TestNode first, String redisUri, String... properties) {
        this(first.database, first.key, redisUri, properties);
    }

    private TestNode(TestDatabase database, ECKey key, String redisUri, String... properties) {
        this.database = database;
        this.key = key;
        hub = new ConnectionPool(ConnectionPoolConfiguration
                .builder(ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl()).mutate()
                        .option(ConnectionFactoryOptions.USER, TestDatabase.HUB_USER)
                        .option(ConnectionFactoryOptions.PASSWORD, TestDatabase.HUB_PASSWORD).build()))
                .initialSize(0).minIdle(0).maxSize(8).build());
        bell = new RedisBell(redisUri);
        bell.start();
        context = new SpringApplicationBuilder(NotificationApplication.class).properties(
                "server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
                "center.notification.drain=50ms",
                "center.access.keys=" + new JWKSet(key.toPublicJWK()), "center.notification.database.url="
                        + database.r2dbcUrl(),
                "center.notification.database.password=" + TestDatabase.NOTIFICATION_PASSWORD,
                "center.notification.redis.uri=" + redisUri, "center.notification.rsocket.port=0",
                "management.endpoint.health.show-details=always", "spring.main.banner-mode=off").properties(properties)
                .run();
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int httpPort() {
        return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + httpPort() + path;
    }

    public int rsocketPort() {
        return context.getBean(RSocketServerLoop.class).port();
    }

    public String token(long box) {
        return token(box, Duration.ofMinutes(15));
    }

    public String token(long box, Duration life) {
        return token(box, life, UUID.randomUUID());
    }

    /** A token of one participant for each box. */
    public String token(long box, Duration life, UUID session) {
        return token(box, life, session, Map.of());
    }

    /** A token that carries boxes of others too, each by a delegation. */
    public String token(long box, Map<Long, UUID> readable) {
        return token(box, Duration.ofMinutes(15), UUID.randomUUID(), readable);
    }

    private String token(long box, Duration life, UUID session, Map<Long, UUID> readable) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(TokenVerifier.ISSUER)
                .subject(UUID.randomUUID().toString()).claim(TokenVerifier.CLAIM_SESSION, session.toString())
                .claim(TokenVerifier.CLAIM_SCOPE, "participant").expirationTime(Date.from(Instant.now().plus(life)));
        if (box != 0) {
            claims.claim(TokenVerifier.CLAIM_BOX, box).claim(TokenVerifier.CLAIM_PARTICIPANT,
                    participant(box).toString());
        }
        if (!readable.isEmpty()) {
            claims.claim(TokenVerifier.CLAIM_READABLE, readable.entrySet().stream().collect(Collectors.toMap(
                    each -> each.getKey().toString(), each -> TokenVerifier.shortened(each.getValue()))));
        }
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("test")
                .type(new JOSEObjectType(TokenVerifier.TYPE)).build(), claims.build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    public static UUID participant(long box) {
        return new UUID(0x7000, box);
    }

    /** What the hub writes when it withdraws access. */
    public void withdraw(UUID id) {
        database.execute("insert into access.withdrawal (id, until) values ('" + id + "', now() + interval '15 min')");
    }

    /** One transaction with {@code count} events, rung after the commit. */
    public Mono<List<BoxTop>> append(long box, String type, int count) {
        List<NewEvent> events = Collections.nCopies(count, type).stream()
                .map(t -> new NewEvent(box, UUID.randomUUID(), t, "12345678901234567890",
                        "{\"title\":\"Шот-фактура\",\"pad\":\"" + "x".repeat(200) + "\"}"))
                .toList();
        return TransactionalOperator.create(new R2dbcTransactionManager(hub))
                .transactional(new EventAppender(DatabaseClient.create(hub)).append(Instant.now(), events))
                .doOnNext(bell::ring);
    }

    public void appended(long box, int count) {
        append(box, "kz.centerpro.test.happened", count).block(SOON);
    }

    /** One event, rung after the commit. */
    public void appended(long box, String type, @Nullable String subject, String data) {
        TransactionalOperator.create(new R2dbcTransactionManager(hub))
                .transactional(new EventAppender(DatabaseClient.create(hub)).append(Instant.now(),
                        List.of(new NewEvent(box, UUID.randomUUID(), type, subject, data))))
                .doOnNext(bell::ring).block(SOON);
    }

    @Override
    public void close() {
        context.close();
        bell.close();
        hub.dispose();
    }
}

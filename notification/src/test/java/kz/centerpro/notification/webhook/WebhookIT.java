package kz.centerpro.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.webhook.WebhookRequest;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.notification.outbound.BackOff;
import kz.centerpro.notification.outbound.TestTls;
import kz.centerpro.testkit.ManualClock;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Webhooks against a real store and a receiver that misbehaves. */
class WebhookIT {

    private static final String TYPE = "kz.centerpro.test.happened";
    private static final TestDatabase DATABASE = TestServers.freshDatabase();
    private static final ConnectionPool HUB = new ConnectionPool(ConnectionPoolConfiguration
            .builder(ConnectionFactories.get(ConnectionFactoryOptions.parse(DATABASE.r2dbcUrl()).mutate()
                    .option(ConnectionFactoryOptions.USER, TestDatabase.HUB_USER)
                    .option(ConnectionFactoryOptions.PASSWORD, TestDatabase.HUB_PASSWORD).build()))
            .initialSize(0).minIdle(0).maxSize(4).build());

    @AfterAll
    static void close() {
        HUB.dispose();
    }

    @Test
    void keepsOrderOverFiveHundredEventsWithFailuresAndTimeouts() {
        Random random = new Random(11);
        try (Node node = new Node(DATABASE, Node.QUICK, Clock.systemUTC(), Duration.ofMillis(600)).started();
                Receiver receiver = new Receiver(_ -> misbehaved(random))) {
            Webhook hook = node.made(1, receiver.url());
            for (int i = 0; i < 20; i++) {
                append(1, TYPE, 25);
            }
            await(() -> node.shown(1, hook.id()).cursor().seq() == 500);
            assertThat(distinct(receiver.sequences())).isEqualTo(upTo(500));
            assertThat(receiver.all().size()).as("some had to be repeated").isGreaterThan(receiver.taken().size());
            assertThat(receiver.mostOpen()).as("one at a time, but for those given up").isLessThanOrEqualTo(2);
            assertThat(node.shown(1, hook.id()).attempts()).isZero();
            repeatedPagesAreTheSame(receiver);
            assertThat(node.latest(hook)).hasSizeLessThanOrEqualTo(100).anyMatch(line -> line.attempt() > 1);
        }
    }

    @Test
    void everyRequestIsSignedOverItsIdTimeAndBody() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            append(2, TYPE, 3);
            Webhook hook = node.made(2, receiver.url());
            await(() -> receiver.sequences().size() == 3);
            Receiver.Got got = receiver.all().getFirst();
            byte[] secret = Base64.getDecoder().decode(String.valueOf(node.webhooks.secret(hook)).substring(6));
            String expected = "v1," + Base64.getEncoder().encodeToString(WebhookKeys.hmac(secret,
                    (got.id() + "." + got.timestamp() + ".").getBytes(StandardCharsets.UTF_8),
                    got.body().getBytes(StandardCharsets.UTF_8)));
            assertThat(got.signature()).isEqualTo(expected);
            assertThat(got.page().get("type").asString()).isEqualTo("kz.centerpro.events.page");
            assertThat(got.page().get("data").get("cursor").asString()).isEqualTo(new Cursor(1, 3).encode());
            assertThat(got.page().get("data").get("events").get(0).get("specversion").asString()).isEqualTo("1.0");
        }
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        try (Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            try (Node first = new Node(DATABASE, Node.QUICK).started()) {
                first.made(3, receiver.url());
                append(3, TYPE, 20);
                await(() -> receiver.sequences().size() >= 7);
            }
            append(3, TYPE, 20);
            try (Node second = new Node(DATABASE, Node.QUICK).started()) {
                await(() -> distinct(receiver.sequences()).size() == 40);
                assertThat(distinct(receiver.sequences())).isEqualTo(upTo(40));
                assertThat(second.loop.isRunning()).isTrue();
            }
        }
    }

    @Test
    void aClosedBoxIsToldNothingAndEverythingOnceItIsOpened() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            Webhook hook = node.made(41, receiver.url());
            append(41, TYPE, 2);
            await(() -> node.shown(41, hook.id()).cursor().seq() == 2 && DATABASE
                    .value("select owner from notification.webhook where box_id = 41").equals("null"));
            DATABASE.execute("insert into access.closed_box (box_id) values (41)");
            append(41, TYPE, 3);
            Webhook other = node.made(42, receiver.url()); // proves that looks went on
            append(42, TYPE, 1);
            await(() -> node.shown(42, other.id()).cursor().seq() == 1);
            assertThat(node.shown(41, hook.id()).cursor().seq()).isEqualTo(2);
            assertThat(node.paused(hook)).isNull(); // nothing of it is the client's to mend
            DATABASE.execute("delete from access.closed_box where box_id = 41");
            await(() -> node.shown(41, hook.id()).cursor().seq() == 5);
        }
    }

    /** Access is taken while a page is under way: that one is written down, and no other one goes. */
    @Test
    void aWalkUnderWayStopsWithThePageThatIsOut() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> new Receiver.Reply(200, "", Duration.ofMillis(200)))) {
            append(43, TYPE, 60);
            Webhook hook = node.made(43, receiver.url());
            await(() -> !receiver.sequences().isEmpty());
            DATABASE.execute("insert into access.closed_box (box_id) values (43)");
            await(() -> DATABASE.value("select owner from notification.webhook where box_id = 43").equals("null"));
            long told = node.shown(43, hook.id()).cursor().seq();
            assertThat(told).isLessThan(60);
            assertThat(distinct(receiver.sequences())).isEqualTo(upTo(told));
            DATABASE.execute("delete from access.closed_box where box_id = 43");
        }
    }

    @Test
    void pausesAndResumesWithoutLoss() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            Webhook hook = node.made(4, receiver.url());
            append(4, TYPE, 5);
            await(() -> node.shown(4, hook.id()).cursor().seq() == 5 && DATABASE
                    .value("select owner from notification.webhook where box_id = 4").equals("null"));
            node.webhooks.pause(4, hook.id()).block(Node.SOON);
            append(4, TYPE, 5);
            Webhook other = node.made(40, receiver.url()); // proves that looks went on while the first was paused
            append(40, TYPE, 1);
            await(() -> node.shown(40, other.id()).cursor().seq() == 1);
            assertThat(node.shown(4, hook.id()).cursor().seq()).isEqualTo(5);
            assertThat(node.paused(hook)).isEqualTo("ASKED");
            node.webhooks.resume(4, hook.id()).block(Node.SOON);
            await(() -> node.shown(4, hook.id()).cursor().seq() == 10);
            assertThat(node.paused(hook)).isNull();
        }
    }

    @Test
    void redeliversFromACursorAndOneEvent() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            Webhook hook = node.made(5, receiver.url());
            append(5, TYPE, 10);
            await(() -> node.shown(5, hook.id()).cursor().seq() == 10);
            node.webhooks.redeliverEvent(5, hook.id(), new Cursor(1, 4).encode()).block(Node.SOON);
            await(() -> distinct(receiver.taken().getLast().sequences()).equals(List.of(4L)));
            assertThat(receiver.taken().getLast().page().get("data").get("cursor").asString())
                    .isEqualTo(new Cursor(1, 10).encode());
            int before = receiver.sequences().size();
            node.webhooks.redeliverAfter(5, hook.id(), new Cursor(1, 6).encode()).block(Node.SOON);
            await(() -> receiver.sequences().size() == before + 4);
            assertThat(receiver.sequences().subList(before, before + 4)).containsExactly(7L, 8L, 9L, 10L);
            assertThat(receiver.all().stream().map(Receiver.Got::id).distinct().count())
                    .as("a redelivery is a message of its own").isEqualTo(receiver.all().size());
            assertThatThrownBy(
                    () -> node.webhooks.redeliverAfter(5, hook.id(), new Cursor(1, 11).encode()).block(Node.SOON))
                    .isInstanceOfSatisfying(Refusal.class,
                            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.CURSOR_EXPIRED));
        }
    }

    @Test
    void aReceiverThatIsGonePausesItWithADeadLetter() {
        AtomicBoolean back = new AtomicBoolean();
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(back.get() ? 200 : 410))) {
            Webhook hook = node.made(6, receiver.url());
            append(6, TYPE, 3);
            await(() -> "GONE".equals(node.paused(hook)));
            assertThat(receiver.all()).hasSize(1);
            assertThat(node.deadLetters(hook)).singleElement().satisfies(line -> {
                assertThat(line.http()).isEqualTo(410);
                assertThat(line.from()).isZero();
                assertThat(line.until()).isEqualTo(3);
            });
            back.set(true);
            node.webhooks.resume(6, hook.id()).block(Node.SOON);
            await(() -> node.shown(6, hook.id()).cursor().seq() == 3);
            assertThat(receiver.sequences()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void afterThreeDaysOfFailuresItIsPausedAndNothingIsLost() {
        ManualClock clock = ManualClock.at(Instant.parse("2026-11-22T09:00:00Z"));
        BackOff days = new BackOff(Duration.ofSeconds(5), Duration.ofHours(12), Duration.ofDays(3));
        AtomicBoolean well = new AtomicBoolean();
        try (Node node = new Node(DATABASE, days, clock, Node.PATIENT).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(well.get() ? 200 : 503))) {
            append(7, TYPE, 3);
            Webhook hook = node.made(7, receiver.url());
            await(() -> node.shown(7, hook.id()).attempts() == 1);
            while (node.paused(hook) == null) {
                int attempts = node.shown(7, hook.id()).attempts();
                Instant next = node.shown(7, hook.id()).nextAt();
                assertThat(next).isBeforeOrEqualTo(Instant.parse("2026-11-25T09:00:00Z"));
                clock.set(next);
                await(() -> node.shown(7, hook.id()).attempts() > attempts);
            }
            assertThat(node.paused(hook)).isEqualTo("EXHAUSTED");
            assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-25T09:00:00Z"));
            assertThat(node.deadLetters(hook)).singleElement()
                    .satisfies(line -> assertThat(line.detail()).startsWith("answered 503"));
            assertThat(node.shown(7, hook.id()).cursor().seq()).isZero();
            well.set(true);
            node.webhooks.resume(7, hook.id()).block(Node.SOON);
            await(() -> receiver.sequences().equals(List.of(1L, 2L, 3L)));
        }
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        ManualClock clock = ManualClock.at(Instant.parse("2026-11-22T09:00:00Z"));
        BackOff days = new BackOff(Duration.ofSeconds(5), Duration.ofHours(12), Duration.ofDays(3));
        try (Node node = new Node(DATABASE, days, clock, Node.PATIENT).started();
                Receiver receiver = new Receiver(got -> got.number() == 1
                        ? new Receiver.Reply(429, "3600", Duration.ZERO)
                        : Receiver.Reply.of(200))) {
            append(8, TYPE, 1);
            Webhook hook = node.made(8, receiver.url());
            await(() -> node.shown(8, hook.id()).attempts() == 1);
            assertThat(node.shown(8, hook.id()).nextAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
            clock.set(Instant.parse("2026-11-22T10:00:00Z"));
            await(() -> node.shown(8, hook.id()).cursor().seq() == 1);
        }
    }

    @Test
    void twoNodesDeliverForAWebhookOneAtATime() {
        try (Node one = new Node(DATABASE, Node.QUICK).started();
                Node two = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(
                        got -> new Receiver.Reply(got.number() % 9 == 0 ? 500 : 200, "", Duration.ofMillis(3)))) {
            Webhook hook = one.made(9, receiver.url());
            for (int i = 0; i < 40; i++) {
                append(9, TYPE, 5);
            }
            await(() -> two.shown(9, hook.id()).cursor().seq() == 200);
            assertThat(receiver.mostOpen()).isEqualTo(1);
            assertThat(receiver.sequences()).as("none twice, none out of order").isEqualTo(upTo(200));
        }
    }

    @Test
    void aNodeThatLostItsLeaseWritesNothing() {
        try (Node node = new Node(DATABASE, Node.QUICK)) {
            append(10, TYPE, 2);
            Webhook hook = node.made(10, "http://127.0.0.1:9/hook");
            Claim claim = claimed(node, hook.id());
            DATABASE.execute(
                    "update notification.webhook set owner_until = now() - interval '1 second' where box_id = 10");
            Outcome.Line line = new Outcome.Line(Instant.EPOCH, "m", 0, 2, 2, 1, 200, "DELIVERED", "", 1);
            Outcome late = new Outcome(2, null, 0, null, Instant.EPOCH, null, null, line);
            StepVerifier.create(node.store.settle(claim, late, Duration.ofSeconds(60))).expectComplete()
                    .verify(Node.SOON);
            Claim next = claimed(node, hook.id());
            assertThat(next.owner()).isNotEqualTo(claim.owner());
            StepVerifier.create(node.store.settle(claim, late, Duration.ofSeconds(60))).expectComplete()
                    .verify(Node.SOON);
            StepVerifier.create(node.store.advance(claim, 2, Duration.ofSeconds(60))).expectComplete()
                    .verify(Node.SOON);
            StepVerifier.create(node.store.release(claim)).expectComplete().verify(Node.SOON);
            assertThat(node.shown(10, hook.id()).cursor().seq()).isZero();
            assertThat(node.latest(hook)).isEmpty();
            StepVerifier.create(node.store.settle(next, late, Duration.ofSeconds(60))).expectNextCount(1)
                    .expectComplete().verify(Node.SOON);
            assertThat(node.shown(10, hook.id()).cursor().seq()).isEqualTo(2);
        }
    }

    @Test
    void aCursorThatWasSetMeanwhileIsNotOverwritten() {
        AtomicReference<Runnable> during = new AtomicReference<>(() -> {
        });
        try (Node node = new Node(DATABASE, Node.QUICK).started(); Receiver receiver = new Receiver(_ -> {
            during.getAndSet(() -> {
            }).run();
            return new Receiver.Reply(200, "", Duration.ofMillis(200));
        })) {
            Webhook hook = node.made(11, receiver.url());
            append(11, TYPE, 4);
            await(() -> node.shown(11, hook.id()).cursor().seq() == 4);
            during.set(() -> {
                var _ = node.store.rewind(11, hook.id(), new Cursor(1, 1), Instant.EPOCH).toFuture();
            });
            append(11, TYPE, 1);
            await(() -> node.shown(11, hook.id()).cursor().seq() == 5 && receiver.taken().size() == 3);
            assertThat(receiver.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void sendsOnlyTheTypesAskedForAndMovesOverTheRest() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            Webhook hook = node.made(12, receiver.url(), "kz.wanted");
            append(12, "kz.other", 30);
            append(12, "kz.wanted", 2);
            append(12, "kz.other", 30);
            await(() -> node.shown(12, hook.id()).cursor().seq() == 62);
            assertThat(receiver.sequences()).containsExactly(31L, 32L);
        }
    }

    @Test
    void aCursorThatIsGonePausesItAndNeverJumps() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            append(13, TYPE, 5);
            DATABASE.execute("update eventlog.box set epoch = 2 where box_id = 13");
            Webhook hook = node.made(13, receiver.url());
            await(() -> node.shown(13, hook.id()).cursor().seq() == 5);
            DATABASE.execute("update eventlog.box set epoch = 3 where box_id = 13");
            await(() -> "CURSOR_EXPIRED".equals(node.paused(hook)));
            node.webhooks.redeliverAfter(13, hook.id(), "floor").block(Node.SOON);
            node.webhooks.resume(13, hook.id()).block(Node.SOON);
            await(() -> receiver.sequences().size() == 10);
        }
    }

    @Test
    void refusesMoreThanTheBoxMayHaveAndStrangers() {
        try (Node node = new Node(DATABASE, Node.QUICK)) {
            Webhook hook = node.made(14, "https://example.kz/a");
            node.made(14, "https://example.kz/b");
            node.made(14, new WebhookRequest("https://example.kz/c", null, null, "v1a", null));
            assertRefused(ProblemType.ILLEGAL_TRANSITION, () -> node.made(14, "https://example.kz/d"));
            assertRefused(ProblemType.NOT_FOUND, () -> node.shown(15, hook.id()));
            assertRefused(ProblemType.NOT_FOUND, () -> node.webhooks.remove(15, hook.id()).block(Node.SOON));
            assertRefused(ProblemType.NOT_FOUND, () -> node.webhooks.pause(15, hook.id()).block(Node.SOON));
            assertRefused(ProblemType.NOT_FOUND, () -> node.webhooks.resume(15, hook.id()).block(Node.SOON));
            assertRefused(ProblemType.NOT_FOUND,
                    () -> node.webhooks.redeliverAfter(15, hook.id(), "floor").block(Node.SOON));
            node.webhooks.remove(14, hook.id()).block(Node.SOON);
            assertRefused(ProblemType.NOT_FOUND, () -> node.shown(14, hook.id()));
        }
    }

    @Test
    void aWebhookOfAKeyThatWasTakenAwayIsPaused() {
        try (Node node = new Node(DATABASE, Node.QUICK);
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            Webhook hook = node.made(16, receiver.url());
            DATABASE.execute("update notification.webhook set key_id = '0123456789abcdef' where box_id = 16");
            append(16, TYPE, 1);
            node.loop.start();
            await(() -> "KEY_UNKNOWN".equals(node.paused(hook)));
            assertThat(receiver.all()).isEmpty();
        }
    }

    @Test
    void leasesAreGivenBackWhenTheProcessStops() {
        try (Receiver receiver = new Receiver(_ -> new Receiver.Reply(200, "", Duration.ofMillis(400)))) {
            try (Node node = new Node(DATABASE, Node.QUICK).started()) {
                node.made(17, receiver.url());
                append(17, TYPE, 50);
                await(() -> receiver.all().size() == 1);
            }
            assertThat(DATABASE.value("select owner from notification.webhook where box_id = 17")).isEqualTo("null");
        }
    }

    @Test
    void notificationMayChangeTheStateOfAWebhookAndNothingElseOfIt() throws SQLException {
        try (Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl(), TestDatabase.NOTIFICATION_USER,
                TestDatabase.NOTIFICATION_PASSWORD); Statement statement = connection.createStatement()) {
            for (String sql : List.of("update notification.webhook set url = ''",
                    "update notification.webhook set key_id = ''", "update notification.webhook set box_id = 1",
                    "update notification.webhook_delivery set outcome = 'DEAD'", "truncate notification.webhook",
                    "create table notification.mine (id int)", "drop table notification.webhook_delivery")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOfSatisfying(SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
        try (Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl(), TestDatabase.HUB_USER,
                TestDatabase.HUB_PASSWORD); Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select 1 from notification.webhook"))
                    .isInstanceOfSatisfying(SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void noEventIsSentBeforeTheReceiverSaysTheChallengeBack() {
        try (Node node = new Node(DATABASE, Node.QUICK).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200))) {
            receiver.answersChallenges(false);
            append(31, TYPE, 3);
            Webhook hook = node.made(31, receiver.url());
            await(() -> receiver.challenges() >= 3);
            assertThat(receiver.all()).isEmpty();
            assertThat(node.shown(31, hook.id()).verified()).isFalse();
            assertThat(node.latest(hook)).allSatisfy(
                    line -> assertThat(line.detail()).isEqualTo("answered 200 without the challenge"));
            receiver.answersChallenges(true);
            await(() -> node.shown(31, hook.id()).cursor().seq() == 3);
            assertThat(node.shown(31, hook.id()).verified()).isTrue();
            assertThat(receiver.sequences()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void deliversOverTlsAndOnlyToACertificateThatFits() {
        TestTls good = TestTls.forHost("127.0.0.1");
        append(32, TYPE, 2);
        try (Node node = new Node(DATABASE, Node.QUICK, Clock.systemUTC(), Node.PATIENT, good).started();
                Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200), good);
                Receiver stranger = new Receiver(_ -> Receiver.Reply.of(200), TestTls.forHost("127.0.0.1"))) {
            node.made(32, receiver.url());
            await(() -> receiver.sequences().equals(List.of(1L, 2L)));
            Webhook refused = node.made(32, stranger.url());
            await(() -> node.shown(32, refused.id()).attempts() > 1);
            assertThat(node.latest(refused).getFirst().detail())
                    .isEqualTo("the certificate is not from a trusted authority");
            assertThat(stranger.challenges()).isZero();
        }
        for (TestTls bad : List.of(TestTls.forHost("example.kz"), TestTls.expired("127.0.0.1"))) {
            try (Node node = new Node(DATABASE, Node.QUICK, Clock.systemUTC(), Node.PATIENT, bad).started();
                    Receiver receiver = new Receiver(_ -> Receiver.Reply.of(200), bad)) {
                Webhook hook = node.made(33, receiver.url());
                await(() -> node.shown(33, hook.id()).attempts() > 0);
                assertThat(node.latest(hook).getFirst().detail())
                        .isIn("the certificate is for another name", "the certificate has expired");
                assertThat(receiver.challenges()).isZero();
                node.webhooks.remove(33, hook.id()).block(Node.SOON);
            }
        }
    }

    @Test
    void anIdempotencyKeyMakesOneWebhook() {
        try (Node node = new Node(DATABASE, Node.QUICK)) {
            WebhookRequest request = new WebhookRequest("https://example.kz/hook", List.of("b", "a"), "x", null, null);
            List<Webhooks.Creation> made = Objects.requireNonNull(Flux.range(0, 6)
                    .flatMap(_ -> node.webhooks.create(34, request, "key-1"), 6).collectList().block(Node.SOON));
            assertThat(made.stream().map(it -> it.webhook().id()).distinct()).hasSize(1);
            assertThat(made.stream().filter(it -> !it.replayed())).hasSize(1);
            assertRefused(ProblemType.IDEMPOTENCY_KEY_CONFLICT, () -> node.webhooks.create(34,
                    new WebhookRequest("https://example.kz/other", List.of(), "x", null, null), "key-1")
                    .block(Node.SOON));
            assertRefused(ProblemType.INVALID_FIELD, () -> node.webhooks.create(34, request, "a b").block(Node.SOON));
            assertThat(Objects.requireNonNull(node.webhooks.create(35, request, "key-1").block(Node.SOON)).replayed())
                    .as("another box, another key").isFalse();
        }
    }

    private static void assertRefused(ProblemType type, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static Claim claimed(Node node, UUID id) {
        return Objects.requireNonNull(node.store.claim(100, Instant.now(), Duration.ofSeconds(60))
                .flatMapMany(Flux::fromIterable).filter(claim -> claim.id().equals(id)).blockFirst(Node.SOON));
    }

    private static synchronized Receiver.Reply misbehaved(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Receiver.Reply.of(500);
            case 1 -> Receiver.Reply.of(302);
            case 2 -> random.nextInt(4) == 0
                    ? new Receiver.Reply(200, "", Duration.ofSeconds(1)) // after the deadline: it counts as failed
                    : Receiver.Reply.of(503);
            default -> Receiver.Reply.of(200);
        };
    }

    private static void repeatedPagesAreTheSame(Receiver receiver) {
        receiver.all().stream().collect(Collectors.groupingBy(Receiver.Got::id)).values()
                .forEach(same -> assertThat(same.stream().map(Receiver.Got::sequences).distinct()).hasSize(1));
    }

    private static void append(long box, String type, int count) {
        List<NewEvent> events = Collections.nCopies(count, type).stream()
                .map(t -> new NewEvent(box, UUID.randomUUID(), t, null, "{\"n\":1}")).toList();
        TransactionalOperator.create(new R2dbcTransactionManager(HUB))
                .transactional(new EventAppender(DatabaseClient.create(HUB)).append(Instant.now(), events))
                .block(Node.SOON);
    }

    /** In the order of their first coming. */
    private static List<Long> distinct(List<Long> sequences) {
        return sequences.stream().distinct().toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void await(BooleanSupplier condition) {
        for (int look = 0; look < 3_000; look++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Mono.delay(Duration.ofMillis(20)).block(Node.SOON);
        }
        throw new AssertionError("not within a minute");
    }
}

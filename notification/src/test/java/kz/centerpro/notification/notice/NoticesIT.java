package kz.centerpro.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.notice.NotificationView;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Notices made from a real log, by nodes that get in one another's way. */
class NoticesIT {

    private static final TestDatabase DATABASE = TestServers.freshDatabase();
    private static final ConnectionPool HUB = new ConnectionPool(ConnectionPoolConfiguration
            .builder(ConnectionFactories.get(ConnectionFactoryOptions.parse(DATABASE.r2dbcUrl()).mutate()
                    .option(ConnectionFactoryOptions.USER, TestDatabase.HUB_USER)
                    .option(ConnectionFactoryOptions.PASSWORD, TestDatabase.HUB_PASSWORD).build()))
            .initialSize(0).minIdle(0).maxSize(4).build());
    private static final String ARRIVED = """
            {"number":"12345678901234567890","title":"Шарт № 5","sender":{"country":"KZ","taxId":"1","name":"ТОО Альфа"}}""";

    @AfterAll
    static void close() {
        HUB.dispose();
    }

    @Test
    void twoNodesMakeEachNoticeOnceAndNumberThemWithoutAGap() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            events.add(
                    event(101 + i % 6, i % 3 == 0 ? "kz.centerpro.test.other" : EventTypes.DOCUMENT_ARRIVED, ARRIVED));
        }
        try (NoticeNode first = new NoticeNode(DATABASE, 10).started();
                NoticeNode second = new NoticeNode(DATABASE, 10).started()) {
            for (int i = 0; i < events.size(); i += 40) {
                append(events.subList(i, i + 40));
            }
            await(() -> behind("box_id between 101 and 106") == 0);
            assertThat(first.loop.isRunning() && second.loop.isRunning()).isTrue();
        }
        assertThat(DATABASE.value("""
                select count(*) || ' ' || count(distinct (box_id, event_id)) from notification.notice
                 where box_id between 101 and 106""")).isEqualTo("160 160");
        assertThat(DATABASE.value("""
                select count(*) from (select box_id, max(no) - count(*) as gap from notification.notice
                 where box_id between 101 and 106 group by box_id) g where gap <> 0""")).isEqualTo("0");
        assertThat(DATABASE.value("""
                select bool_and(notices = unread and owner is null) from notification.notice_box
                 where box_id between 101 and 106""")).isEqualTo("t");
    }

    @Test
    void aRewoundReaderMakesNothingTwice() {
        try (NoticeNode node = new NoticeNode(DATABASE, 10).started()) {
            append(List.of(event(110, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            await(() -> "1".equals(notices(110)) && behind("box_id = 110") == 0);
            DATABASE.execute("update notification.notice_box set seq = 0 where box_id = 110");
            append(List.of(event(110, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            await(() -> behind("box_id = 110") == 0);
            assertThat(notices(110)).isEqualTo("2");
            assertThat(node.store.unread(110).block(NoticeNode.SOON)).isEqualTo(2);
        }
    }

    @Test
    void aPoisonedEventIsParkedAndTheRestGoOn() {
        try (NoticeNode node = new NoticeNode(DATABASE, 10).started()) {
            append(List.of(event(120, EventTypes.DOCUMENT_ARRIVED, "{\"number\":7}"),
                    event(120, EventTypes.DOCUMENT_ARRIVED, ARRIVED),
                    event(120, EventTypes.OFFER_PUBLISHED, "[]"), event(120, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            await(() -> behind("box_id = 120") == 0);
            assertThat(notices(120)).isEqualTo("2");
            assertThat(DATABASE.value("""
                    select string_agg(seq || ' ' || reason, ', ' order by seq) from notification.notice_parked
                     where box_id = 120""")).isEqualTo(
                    "1 number is no document number, 3 the data is not an object");
            assertThat(node.meters.counter("center.notices.parked").count()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"22:00,08:00,2026-12-01T21:59:59,2026-12-01T21:59:59",
            "22:00,08:00,2026-12-01T22:00:00,2026-12-02T08:00:00",
            "22:00,08:00,2026-12-02T00:00:00,2026-12-02T08:00:00",
            "22:00,08:00,2026-12-02T07:59:59,2026-12-02T08:00:00",
            "22:00,08:00,2026-12-02T08:00:00,2026-12-02T08:00:00",
            "13:00,14:00,2026-12-01T12:59:59,2026-12-01T12:59:59",
            "13:00,14:00,2026-12-01T13:00:00,2026-12-01T14:00:00",
            "13:00,14:00,2026-12-01T14:00:00,2026-12-01T14:00:00",
            "00:00,06:00,2026-12-31T23:59:59,2026-12-31T23:59:59",
            "18:00,00:00,2026-12-31T23:59:59,2027-01-01T00:00:00"})
    void quietHoursEndAsTheyWereSetOverMidnightToo(String from, String to, String at, String next) {
        DATABASE.execute("insert into notification.contact (box_id, language, unsubscribe) values (190, 'ru',"
                + " gen_random_uuid()) on conflict do nothing");
        DATABASE.execute("select notification.set_quiet(190, '" + from + "', '" + to + "', now())");
        assertThat(DATABASE.value("select notification.after_quiet(190, '" + at + "+05') = '" + next + "+05'"))
                .isEqualTo("t");
        assertThat(DATABASE.value("select notification.after_quiet(191, '" + at + "+05') = '" + at + "+05'"))
                .as("who set none").isEqualTo("t");
    }

    /** Whoever may publish on Redis can invent an event for a connected reader, but not a record. */
    @Test
    void makesNoticesOfTheLogAlone() {
        try (NoticeNode node = new NoticeNode(DATABASE, 10, Duration.ofHours(1)).started()) {
            append(List.of(event(150, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            node.loop.grown(150, 1, 1, List.of(told(150, 1, "kz.centerpro.test.other", "{}"),
                    told(150, 2, EventTypes.DOCUMENT_ARRIVED, ARRIVED.replace('5', '6'))));
            await(() -> behind("box_id = 150") == 0);
            assertThat(DATABASE.value("select string_agg(substring(text from '№ .'), ', ') from notification.notice"
                    + " where box_id = 150")).isEqualTo("№ 5");
        }
    }

    @Test
    void aReaderThatIsDaysBehindCatchesUp() {
        append(List.of(event(155, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
        DATABASE.execute("update eventlog.box_day set day = day - 3 where box_id = 155");
        DATABASE.execute("update eventlog.event set day = day - 3 where box_id = 155");
        DATABASE.execute("update eventlog.box set last_day = last_day - 3 where box_id = 155");
        append(List.of(event(155, EventTypes.DOCUMENT_ARRIVED, ARRIVED),
                event(156, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
        try (NoticeNode node = new NoticeNode(DATABASE, 10, Duration.ofHours(1)).started()) {
            node.loop.rang(155, 2);
            node.loop.rang(156, 1);
            await(() -> behind("box_id in (155, 156)") == 0);
            assertThat(notices(155) + notices(156)).isEqualTo("21");
        }
    }

    @Test
    void aBoxThatIsNotTakenHoldsUpNoOther() {
        DATABASE.execute("alter table notification.notice add constraint not_161 check (box_id <> 161)");
        try (NoticeNode node = new NoticeNode(DATABASE, 10, Duration.ofHours(1)).started()) {
            append(List.of(event(160, EventTypes.DOCUMENT_ARRIVED, ARRIVED),
                    event(161, EventTypes.DOCUMENT_ARRIVED, ARRIVED),
                    event(162, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            node.loop.rang(160, 1);
            node.loop.rang(161, 1);
            node.loop.rang(162, 1);
            await(() -> behind("box_id in (160, 162)") == 0);
            assertThat(notices(160) + notices(161) + notices(162)).isEqualTo("101");
            await(() -> DATABASE.value("select owner is null from notification.notice_box where box_id = 161")
                    .equals("t"));
        }
    }

    @Test
    void saysWhatWasChosenAndKeepsWhatPrevails() {
        DATABASE.execute("insert into notification.contact values (130, 'kk', gen_random_uuid())");
        try (NoticeNode node = new NoticeNode(DATABASE, 10).started()) {
            append(List.of(event(130, EventTypes.DOCUMENT_ARRIVED, ARRIVED), event(130, EventTypes.DOCUMENT_RECEIVED,
                    ARRIVED), event(130, EventTypes.DOCUMENT_READ, ARRIVED.replace("sender", "recipient"))));
            await(() -> behind("box_id = 130") == 0);
            NotificationView.Page page = Objects
                    .requireNonNull(node.notices.page(130, null, null).block(NoticeNode.SOON));
            assertThat(page.items()).as("own receipt and optional kinds make none").singleElement().satisfies(it -> {
                assertThat(it.language()).isEqualTo("kk");
                assertThat(it.text()).contains("12345678901234567890", "Шарт № 5", "ТОО Альфа", "Жіберуші");
                NotificationView.Prevailing ru = Objects.requireNonNull(it.prevailing());
                assertThat(ru.text()).contains("Отправитель: ТОО Альфа");
                assertThat(it.sha256()).isEqualTo(NoticeMaker.sha256(it.id(), it.kind(), it.language(), it.subject(),
                        it.text(), ru.subject(), ru.text()));
            });
        }
    }

    @Test
    void nobodyChangesOrDeletesANotice() throws SQLException {
        try (NoticeNode node = new NoticeNode(DATABASE, 10).started()) {
            append(List.of(event(140, EventTypes.DOCUMENT_ARRIVED, ARRIVED)));
            await(() -> behind("box_id = 140") == 0);
            UUID id = UUID.fromString(Objects.requireNonNull(node.notices.page(140, null, null)
                    .block(NoticeNode.SOON)).items().getFirst().id());
            String first = Objects.requireNonNull(node.notices.read(140, id).block(NoticeNode.SOON)).readAt();
            assertThat(first).isNotNull();
            assertThat(Objects.requireNonNull(node.notices.read(140, id).block(NoticeNode.SOON)).readAt())
                    .as("read once").isEqualTo(first);
            assertThat(node.store.unread(140).block(NoticeNode.SOON)).isZero();
        }
        for (String owner : List.of("center_notification", DATABASE.owner())) {
            String password = owner.equals(DATABASE.owner())
                    ? DATABASE.ownerPassword()
                    : TestDatabase.NOTIFICATION_PASSWORD;
            try (Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl(), owner, password);
                    Statement statement = connection.createStatement()) {
                for (String sql : List.of("update notification.notice set text = 'x' where box_id = 140",
                        "update notification.notice set read_at = now() where box_id = 140",
                        "delete from notification.notice where box_id = 140")) {
                    assertThatThrownBy(() -> statement.execute(sql)).as(owner + ": " + sql).isInstanceOfSatisfying(
                            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
                }
            }
        }
    }

    @Test
    void goesOnAfterARestoreUnderTheNewEpoch() {
        TestDatabase restored = TestServers.freshDatabase();
        try (NoticeNode node = new NoticeNode(restored, 10).started()) {
            restored.execute("select * from eventlog.append('{1}', array[gen_random_uuid()], '{"
                    + EventTypes.DOCUMENT_ARRIVED + "}', '{1}', now(), array['" + ARRIVED + "'])");
            await(() -> restored.value("select count(*) from notification.notice").equals("1"));
            restored.execute("select eventlog.restore_epoch(now())");
            restored.execute("select * from eventlog.append('{1}', array[gen_random_uuid()], '{"
                    + EventTypes.DOCUMENT_ARRIVED + "}', '{1}', now(), array['" + ARRIVED + "'])");
            await(() -> restored.value("select count(*) from notification.notice").equals("2"));
            await(() -> restored.value("""
                    select r.epoch = b.epoch and r.seq = 2 from notification.notice_box r join eventlog.box b
                     using (box_id)""").equals("t"));
            assertThat(node.loop.isRunning()).isTrue();
        }
    }

    private static NewEvent event(long box, String type, String data) {
        return new NewEvent(box, UUID.randomUUID(), type, "12345678901234567890", data);
    }

    private static EventEnvelope told(long box, long seq, String type, String data) {
        return EventEnvelope.of(UUID.randomUUID().toString(), box, type, "12345678901234567890",
                "2026-11-30T10:00:00.000Z", new Cursor(1, seq), data);
    }

    private static void append(List<NewEvent> events) {
        TransactionalOperator.create(new R2dbcTransactionManager(HUB))
                .transactional(new EventAppender(DatabaseClient.create(HUB)).append(Instant.now(), events))
                .block(NoticeNode.SOON);
    }

    private static String notices(long box) {
        return DATABASE.value("select count(*) from notification.notice where box_id = " + box);
    }

    /** Boxes whose log goes on after their reader. */
    private static int behind(String boxes) {
        return Integer.parseInt(DATABASE.value("select count(*) from eventlog.box b left join notification.notice_box r"
                + " using (box_id) where (r.seq is distinct from b.top_seq or r.owner is not null) and " + boxes));
    }

    private static void await(BooleanSupplier condition) {
        for (int look = 0; look < 1_500; look++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Mono.delay(Duration.ofMillis(20)).block(NoticeNode.SOON);
        }
        throw new AssertionError("not within half a minute");
    }
}

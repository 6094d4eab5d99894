package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many days of events, made by virtual dates: what a page opens, what retention takes. */
class DaysIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant FIRST_DAY = Instant.parse("2025-01-01T09:00:00Z");

    private final TestLog log = TestLog.on(TestServers.freshDatabase());
    private final TestDatabase database = log.database();
    private final EventReader reader = log.reader();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aPageOpensThePartitionsOfItsEventsAndNoOther() throws SQLException {
        days(400);
        everyDay(400, 7, 8);
        on(0, 9);
        on(399, 9);
        assertThat(opened("select * from eventlog.page(7, 350, 360, 10, null)")).isEqualTo(10);
        assertThat(opened("select * from eventlog.page(7, 399, 499, 100, null)")).isEqualTo(1);
        assertThat(opened("select * from eventlog.page(9, 0, 256, 256, null)")).isEqualTo(2);
        assertThat(opened("select * from eventlog.page(9, 2, 258, 256, null)")).isZero();
        assertThat(opened("select * from eventlog.event where box_id = 7 and seq > 350 and seq <= 360"))
                .as("without the days every partition is opened").isEqualTo(400);
    }

    @Test
    void aPageReadsFewBlocksHoweverManyDaysThereAre() throws SQLException {
        days(400);
        everyDay(400, 7, 8);
        database.execute("analyze");
        long bySeqAlone = blocks(
                "select * from eventlog.event where box_id = 7 and seq > 390 and seq <= 400 order by seq");
        long byDays = blocks("select * from eventlog.page(7, 390, 400, 10, null)");
        long tail = blocks("select * from eventlog.page(7, 399, 655, 256, null)");
        assertThat(byDays).as("10 days, by seq alone " + bySeqAlone).isLessThan(60).isLessThan(bySeqAlone / 5);
        assertThat(tail).as("1 day").isLessThan(20);
    }

    @Test
    void pagesOverDaysAreWhole() {
        days(40);
        everyDay(30, 7);
        on(29, 7, 7);
        StepVerifier.create(reader.page(7, 12, 100, Set.of())).assertNext(page -> {
            assertThat(page.events()).hasSize(20).extracting(EventEnvelope::sequence).startsWith("13").endsWith("32");
            assertThat(page.position()).isEqualTo(32);
        }).expectComplete().verify(SOON);
    }

    @Test
    void aPageOfABoxWithFewEventsADayCoversSomeDaysAndTheNextOneGoesOn() throws SQLException {
        days(100);
        everyDay(100, 7);
        assertThat(opened("select * from eventlog.page(7, 0, 256, 256, null)")).isEqualTo(32);
        long position = 0;
        for (int page = 0; page < 4; page++) {
            EventPage read = Objects.requireNonNull(reader.page(7, position, 256, Set.of()).block(SOON));
            assertThat(read.events()).hasSize(page < 3 ? 32 : 4);
            assertThat(read.position()).isEqualTo(Math.min(100, position + 32));
            EventPage rare = Objects.requireNonNull(reader.page(7, position, 256, Set.of("rare")).block(SOON));
            assertThat(rare.events()).isEmpty();
            assertThat(rare.position()).isEqualTo(read.position());
            position = read.position();
        }
    }

    @Test
    void aClockThatIsBehindAtMidnightDoesNotFileAnEventUnderAnEarlierDay() {
        days(5);
        on(3, 7);
        on(2, 7); // of a node whose clock is late
        on(3, 7);
        assertThat(database.value("select string_agg(day::text, ' ' order by seq) from eventlog.event"))
                .isEqualTo("2025-01-04 2025-01-04 2025-01-04");
        assertThat(database.value("select min(at)::date from eventlog.event")).isEqualTo("2025-01-03");
        StepVerifier.create(reader.page(7, 0, 10, Set.of())).assertNext(page -> assertThat(page.events()).hasSize(3))
                .expectComplete().verify(SOON);
    }

    @Test
    void retentionRaisesTheFloorsFirstAndDropsTheDaysAtTheNextRun() {
        days(40);
        everyDay(40, 7);
        on(2, 5, 5, 5); // never again
        on(3, 6);
        on(39, 6);
        assertThat(retired(at(39), 30)).isZero(); // days 0 to 8 are older
        assertThat(state(7)).isEqualTo(new BoxState(7, 1, 40, 9));
        assertThat(state(5)).isEqualTo(new BoxState(5, 1, 3, 3));
        assertThat(state(6)).isEqualTo(new BoxState(6, 1, 2, 1));
        assertThat(database.value("select count(*) from eventlog.event where box_id = 7")).isEqualTo("40");

        assertThat(retired(at(39).plusSeconds(30), 30)).isZero();
        assertThat(retired(at(39).plusSeconds(90), 30)).isEqualTo(9);
        assertThat(retired(at(39).plusSeconds(300), 30)).isZero();
        assertThat(database.value("select count(*) from eventlog.event where box_id = 7")).isEqualTo("31");
        assertThat(database.value("select to_regclass('eventlog.event_20250109') is null"
                + " and to_regclass('eventlog.event_20250110') is not null")).isEqualTo("t");

        assertThat(state(7).continues(new Cursor(1, 8))).isFalse();
        assertThat(state(7).continues(new Cursor(1, 9))).isTrue();
        StepVerifier.create(reader.page(7, 9, 256, Set.of())).assertNext(page -> assertThat(page.events()).hasSize(31))
                .expectComplete().verify(SOON);
        StepVerifier.create(reader.page(7, 0, 256, Set.of()))
                .assertNext(page -> assertThat(page.state().continues(new Cursor(1, 0))).isFalse()).expectComplete()
                .verify(SOON);
        StepVerifier.create(reader.page(5, 3, 256, Set.of())).assertNext(page -> assertThat(page.events()).isEmpty())
                .expectComplete().verify(SOON);
        on(39, 5);
        assertThat(state(5)).isEqualTo(new BoxState(5, 1, 4, 3)); // numbers go on
        StepVerifier.create(reader.page(5, 3, 256, Set.of())).assertNext(page -> assertThat(page.events()).hasSize(1))
                .expectComplete().verify(SOON);
    }

    @Test
    void retentionTakesManyBoxesInBatchesAndRowsOfTheDefaultPartitionToo() {
        on(0, LongStream.rangeClosed(1, 1_200).toArray());
        assertThat(database.value("select count(*) from eventlog.event_default")).isEqualTo("1200");
        assertThat(retired(at(50), 30)).isZero();
        assertThat(database.value("select count(*) from eventlog.box where floor_seq = 1")).isEqualTo("1200");
        assertThat(retired(at(51), 30)).isEqualTo(1);
        assertThat(database.value("select count(*) from eventlog.event")).isEqualTo("0");
        assertThat(database.value("select count(*) from eventlog.box_day")).isEqualTo("0");
    }

    @Test
    void onlyOneRetiresAndAStepThatGetsNoLockChangesNothing() throws SQLException {
        days(3);
        on(0, 7);
        try (Connection other = database.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('eventlog.retire'))");
            assertThat(retired(at(100), 30)).isZero();
            assertThat(state(7).floor()).isZero();
            other.rollback();
            statement.execute("select 1 from eventlog.box where box_id = 7 for update");
            StepVerifier.create(loop(at(100), 30).retire())
                    .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("lock timeout")).verify(SOON);
            other.rollback();
        }
        assertThat(database.value("select count(*) from eventlog.retiring")).isEqualTo("0");
        assertThat(retired(at(100), 30)).isZero();
        assertThat(state(7).floor()).isEqualTo(1);
    }

    private BoxState state(long box) {
        return Objects.requireNonNull(reader.state(box).block(SOON));
    }

    private int retired(Instant now, int retentionDays) {
        return Objects.requireNonNull(loop(now, retentionDays).retire().block(SOON));
    }

    private PartitionLoop loop(Instant now, int retentionDays) {
        return new PartitionLoop(DatabaseClient.create(log.hub()), Clock.fixed(now, ZoneOffset.UTC), retentionDays);
    }

    private static Instant at(int day) {
        return FIRST_DAY.plus(Duration.ofDays(day));
    }

    private void days(int count) {
        for (int day = 0; day < count; day += 50) {
            database.value("select eventlog.ensure_days(date '2025-01-01' + " + day + ", "
                    + Math.min(50, count - day) + ")");
        }
    }

    private void everyDay(int days, long... boxes) {
        for (int day = 0; day < days; day++) {
            on(day, boxes);
        }
    }

    private void on(int day, long... boxes) {
        log.append(at(day), TestLog.events(boxes)).block(SOON);
    }

    /** Partitions that the statement locks. */
    private int opened(String sql) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            try (ResultSet row = statement.executeQuery("""
                    select count(*) from pg_locks l join pg_class c on c.oid = l.relation
                     where l.pid = pg_backend_pid() and c.relkind = 'r' and c.relname ~ '^event_[0-9]{8}$'""")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Blocks that planning and running the statement touches, caches of the catalogue being warm. */
    private long blocks(String sql) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            try (ResultSet row = statement.executeQuery("explain (analyze, buffers, timing off, format json) " + sql)) {
                row.next();
                JsonNode plan = JsonMapper.shared().readTree(row.getString(1)).get(0);
                return blocks(plan.get("Plan")) + blocks(plan.get("Planning"));
            }
        }
    }

    private static long blocks(JsonNode usage) {
        return usage.get("Shared Hit Blocks").asLong() + usage.get("Shared Read Blocks").asLong();
    }
}

package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.Test;

/**
 * Writers on threads and connections of their own, overlapping boxes in any order, every fifth transaction rolled back,
 * a pause between the write and its commit. The same readers and the same comparison once over the log and once over a
 * table with one growing id, which must be found to lose: a comparison that could not tell would prove nothing.
 */
class ManyWritersIT {

    private static final int WRITERS = 24;
    private static final int TRANSACTIONS = 40;
    private static final int BOXES = 6;

    private final TestDatabase database = TestServers.freshDatabase();

    @Test
    void theLogHasNoGapNoReorderNoDeadlockAndItsReaderMissesNothing() throws Exception {
        Run run = run(ManyWritersIT::append,
                """
                        select e.seq, e.event_id from eventlog.event e where e.box_id = 1 and e.seq > ? order by e.seq limit 50""");
        assertThat(run.read).as("each committed event of box 1, once").doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(run.committed);
        assertThat(run.positions).isEqualTo(LongStream.rangeClosed(1, run.committed.size()).boxed().toList());
        for (int box = 1; box <= BOXES; box++) {
            assertThat(database.value("select (count(*) = max(seq) and min(seq) = 1 and count(distinct seq) = count(*)"
                    + " and max(seq) = (select top_seq from eventlog.box b where b.box_id = " + box
                    + "))::text from eventlog.event where box_id = " + box)).isEqualTo("true");
        }
    }

    @Test
    void aReaderOfOneGrowingIdLosesEventsAndTheComparisonNotices() throws Exception {
        database.execute("create table public.naive (id bigserial primary key, box_id bigint, event_id uuid)");
        Run run = run(ManyWritersIT::insertNaively,
                "select n.id, n.event_id from public.naive n where n.box_id = 1 and n.id > ? order by n.id limit 50");
        assertThat(run.committed).containsAll(run.read);
        assertThat(run.read.size()).as("of " + run.committed.size()).isLessThan(run.committed.size());
    }

    @Test
    void whatLosesAnEventOfOneGrowingIdWaitsInTheLog() throws SQLException {
        database.execute("create table public.naive (id bigserial primary key, box_id bigint, event_id uuid)");
        try (Connection first = connect(); Connection second = connect(); Connection reader = connect()) {
            insertNaively(first, new long[]{1}, UUID.randomUUID()); // takes 1 and is not committed yet
            insertNaively(second, new long[]{1}, UUID.randomUUID()); // takes 2
            second.commit();
            List<Long> seen = page(reader, "select id from public.naive where id > ? order by id", 0);
            first.commit();
            assertThat(seen).containsExactly(2L);
            assertThat(page(reader, "select id from public.naive where id > ? order by id", 2)).isEmpty(); // 1 is lost

            append(first, new long[]{1}, UUID.randomUUID());
            execute(second, "set lock_timeout = '100ms'");
            assertThatThrownBy(() -> append(second, new long[]{1}, UUID.randomUUID())).hasMessageContaining("lock");
            second.rollback();
            String log = "select seq from eventlog.event where box_id = 1 and seq > ? order by seq";
            assertThat(page(reader, log, 0)).isEmpty();
            first.commit();
            append(second, new long[]{1}, UUID.randomUUID());
            second.commit();
            assertThat(page(reader, log, 0)).containsExactly(1L, 2L);
        }
    }

    private interface Write {

        /** One event for each box, with the id for box 1; does not commit. */
        void write(Connection connection, long[] boxes, UUID id) throws SQLException;
    }

    /** What was committed to box 1, and what a reader that polls while it happens has seen of it, in order. */
    private static final class Run {

        private final List<UUID> committed = new ArrayList<>();
        private final List<UUID> read = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
    }

    private Run run(Write write, String query) throws Exception {
        Run run = new Run();
        ConcurrentLinkedQueue<UUID> committed = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS); Connection reader = connect()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                long seed = writer;
                writers.add(threads.submit((Callable<Void>) () -> {
                    writeMany(write, new Random(seed), committed);
                    return null;
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                follow(reader, query, run);
            }
            for (Future<?> writer : writers) {
                writer.get(); // a deadlock would be here
            }
            int before;
            do {
                before = run.read.size();
                follow(reader, query, run);
            } while (run.read.size() > before);
        }
        run.committed.addAll(committed);
        return run;
    }

    private void writeMany(Write write, Random random, ConcurrentLinkedQueue<UUID> committed) throws SQLException {
        try (Connection connection = connect()) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                long[] boxes = someBoxes(random);
                UUID id = UUID.randomUUID();
                write.write(connection, boxes, id);
                execute(connection, "select pg_sleep(" + random.nextInt(4) / 1000.0 + ")");
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    if (LongStream.of(boxes).anyMatch(box -> box == 1)) {
                        committed.add(id);
                    }
                }
            }
        }
    }

    /** Different boxes in any order; about half of the sets have box 1. */
    private static long[] someBoxes(Random random) {
        Set<Long> boxes = new HashSet<>();
        int count = 1 + random.nextInt(BOXES - 1);
        while (boxes.size() < count) {
            boxes.add(1L + random.nextInt(BOXES));
        }
        List<Long> shuffled = new ArrayList<>(boxes);
        Collections.shuffle(shuffled, random);
        return shuffled.stream().mapToLong(Long::longValue).toArray();
    }

    private static void follow(Connection reader, String query, Run run) throws SQLException {
        try (PreparedStatement statement = reader.prepareStatement(query)) {
            statement.setLong(1, run.positions.isEmpty() ? 0 : run.positions.getLast());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    run.positions.add(rows.getLong(1));
                    run.read.add(rows.getObject(2, UUID.class));
                }
            }
        }
        reader.commit();
    }

    private static void append(Connection connection, long[] boxes, UUID id) throws SQLException {
        Object[] ids = LongStream.of(boxes).mapToObj(box -> box == 1 ? id : UUID.randomUUID()).toArray();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                        select * from eventlog.append(?::bigint[], ?::uuid[], array_fill('t'::text, array[?]),
                                                      array_fill('s'::text, array[?]), now(), array_fill('{}'::text, array[?]))""")) {
            statement.setArray(1, connection.createArrayOf("bigint", LongStream.of(boxes).boxed().toArray()));
            statement.setArray(2, connection.createArrayOf("uuid", ids));
            statement.setInt(3, boxes.length);
            statement.setInt(4, boxes.length);
            statement.setInt(5, boxes.length);
            statement.execute();
        }
    }

    private static void insertNaively(Connection connection, long[] boxes, UUID id) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("insert into public.naive (box_id, event_id) values (?, ?)")) {
            for (long box : boxes) {
                statement.setLong(1, box);
                statement.setObject(2, box == 1 ? id : UUID.randomUUID());
                statement.execute();
            }
        }
    }

    private static List<Long> page(Connection reader, String query, long after) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement statement = reader.prepareStatement(query)) {
            statement.setLong(1, after);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
        }
        reader.commit();
        return found;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.owner(),
                database.ownerPassword());
        connection.setAutoCommit(false);
        return connection;
    }
}

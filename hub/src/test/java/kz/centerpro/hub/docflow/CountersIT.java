package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters and shown statuses after histories that a seed draws, against the rows themselves. */
class CountersIT {

    private static final int STEPS = 500;
    private static final int BOXES = 3;
    private static final LegState[] STATES = LegState.values();
    private static final List<LegState> ANSWERS = Arrays.stream(STATES)
            .filter(state -> !state.isUnanswered() && !state.isNeverDelivered()).toList();

    private final TestDatabase database = TestServers.freshDatabase();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyHistoryIsCountedRightly(long seed) throws SQLException {
        try (Connection connection = database.connect(); Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            Random random = new Random(seed);
            int documents = 0;
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> documents = send(sql, random, documents);
                    case 1 -> documents = arrive(sql, random, documents);
                    case 2 -> sql.execute("update hub.leg set state = '" + leg(random)
                            + "' where box_id = " + box(random) + " and abs(hashtext(number || " + step + ")) % 4 = 0");
                    default -> sql.execute("update hub.inbox set " + seen(random) + " where box_id = " + box(random)
                            + " and abs(hashtext(number || " + step + ")) % 3 = 0");
                }
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
            assertThat(rows(sql, "select count(*) from hub.inbox").getFirst()).isNotEqualTo("0");
            assertThat(rows(sql, "select * from hub.recount(null)")).isEmpty();
            assertThat(rows(sql, "select distinct name from hub.counter where n > 0")).contains("TO_SIGN", "SIGNED")
                    .hasSizeGreaterThan(8);
            for (String row : rows(sql, """
                    select d.shown || ' ' || d.status || ' ' || string_agg(l.state, ',' order by l.ordinal)
                      from hub.document d join hub.leg l using (box_id, number) group by d.box_id, d.number""")) {
                String[] parts = row.split(" ", -1);
                List<LegState> legs = Arrays.stream(parts[2].split(",", -1)).map(LegState::valueOf).toList();
                assertThat(parts[0]).as(row).isEqualTo(LegState.ofDocument(parts[1], legs));
            }
            sql.execute("update hub.counter set n = n + 1 where name = 'READ' and box_id = 1");
            assertThat(rows(sql, "select direction || name from hub.recount(null)")).containsExactly("inREAD");
        }
    }

    private static int send(Statement sql, Random random, int before) throws SQLException {
        int count = 1 + random.nextInt(5);
        int legs = 1 + random.nextInt(3);
        long box = box(random);
        String range = "generate_series(" + (before + 1) + ", " + (before + count) + ") n";
        sql.execute(
                "insert into hub.document (box_id, number, pos, submission_id, content_id, size, meta, status, registered_at) select "
                        + box + ", lpad(n::text, 20, '0'), n, gen_random_uuid(), gen_random_uuid(), 1, '{}', '"
                        + (random.nextBoolean() ? "REGISTERED" : "COMPLETED") + "', now() from " + range);
        sql.execute("insert into hub.leg (box_id, number, ordinal, recipient_box, recipient) select " + box
                + ", lpad(n::text, 20, '0'), l, l, '{}' from " + range + ", generate_series(1, " + legs + ") l");
        return before + count;
    }

    private static int arrive(Statement sql, Random random, int before) throws SQLException {
        int count = 1 + random.nextInt(5);
        String meta = random.nextBoolean() ? "{\"response\":{\"required\":\"SIGNATURE\"}}" : "{\"title\":\"x\"}";
        // In several boxes at once, as delivery does it.
        sql.execute(
                "insert into hub.inbox (box_id, number, pos, sender_box, content_id, event_id, size, meta, registered_at, delivered_at) select 1 + n % "
                        + BOXES + ", lpad(n::text, 20, '0'), n, 9, gen_random_uuid(), '"
                        + new UUID(random.nextLong(), 0)
                        + "'::uuid, 1, '" + meta + "', now(), now() from generate_series(" + (before + 1) + ", "
                        + (before + Math.min(count, BOXES)) + ") n");
        return before + count;
    }

    private static String seen(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "received_at = now()";
            case 1 -> "read_at = now(), received_at = now()";
            case 2 -> "answer = null";
            case 3 -> "answer = 'SIGNED'";
            default -> "answer = '" + ANSWERS.get(random.nextInt(ANSWERS.size())) + "'";
        };
    }

    /** Signed and read more often than the rest, or few documents are signed in part. */
    private static LegState leg(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> LegState.SIGNED;
            case 1 -> LegState.READ;
            default -> STATES[random.nextInt(STATES.length)];
        };
    }

    private static long box(Random random) {
        return 1L + random.nextInt(BOXES);
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet row = sql.executeQuery(query)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}

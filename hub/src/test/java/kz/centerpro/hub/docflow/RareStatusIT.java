package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of a status that few documents of a large box have touches a few blocks, wherever they stand.
 * {@code -Dlists.rows} makes the boxes larger than a build has time for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RareStatusIT {

    private static final long ROWS = Long.getLong("lists.rows", 40_000);
    private static final int BLOCKS_MAX = 60;
    /** Everything is fetched: three are read, far down, and the three newest are not fetched yet. */
    private static final long FETCHED = 21;
    /** Everything is signed, but for three far down. */
    private static final long SIGNED = 22;

    private final TestDatabase database = TestServers.freshDatabase();

    RareStatusIT() {
        database.execute("insert into hub.box (box_id, in_pos, out_pos) values (%d, %d, 0), (%d, 0, %d)"
                .formatted(FETCHED, ROWS, SIGNED, ROWS));
        database.execute(
                """
                        insert into hub.inbox (box_id, number, pos, sender_box, content_id, event_id, size, meta, registered_at, delivered_at, received_at, read_at)
                        select %d, '7' || lpad(n::text, 19, '0'), n, 5, gen_random_uuid(), gen_random_uuid(), 1, '{"title":"Шарт"}', now(), now(),
                               case when n <= %d then now() end, case when n <= 3 then now() end from generate_series(1, %d) n"""
                        .formatted(FETCHED, ROWS - 3, ROWS));
        database.execute(
                """
                        insert into hub.document (box_id, number, pos, submission_id, content_id, size, meta, registered_at, status, answered)
                        select %d, '7' || lpad(n::text, 19, '0'), n, gen_random_uuid(), gen_random_uuid(), 1, '{"title":"Акт"}', now(), 'COMPLETED',
                               case when n > 3 then 'SIGNED' end from generate_series(1, %d) n"""
                        .formatted(SIGNED, ROWS));
        database.execute("vacuum analyze hub.inbox");
        database.execute("vacuum analyze hub.document");
    }

    @Test
    void whatFewDocumentsAreIsFoundWithoutGoingThroughTheBox() throws SQLException {
        assertCheap(FETCHED, ListQuery.IN, "READ", 3, 2, 1);
        assertCheap(FETCHED, ListQuery.IN, "DELIVERED", ROWS, ROWS - 1, ROWS - 2);
        assertCheap(SIGNED, ListQuery.OUT, "COMPLETED", 3, 2, 1);
        assertCheap(FETCHED, ListQuery.IN, "SIGNED");
        assertCheap(SIGNED, ListQuery.OUT, "DECLINED");
    }

    private void assertCheap(long box, String direction, String status, long... positions) throws SQLException {
        String sql = ListStore.byStatus(
                new ListQuery(box, direction, Long.MAX_VALUE, 50, List.of(status), null, null, null, false));
        for (Map.Entry<String, String> given : Map.of(":box", Long.toString(box), ":below",
                Long.toString(Long.MAX_VALUE), ":limit", "50", ":direction", "'" + direction + "'", ":statuses",
                "array['" + status + "']").entrySet()) {
            sql = sql.replace(given.getKey(), given.getValue());
        }
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            List<Long> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            assertThat(found).as(status).containsExactly(java.util.Arrays.stream(positions).boxed()
                    .toArray(Long[]::new));
            try (ResultSet row = statement.executeQuery("explain (analyze, buffers, timing off, format json) " + sql)) {
                row.next();
                JsonNode plan = JsonMapper.shared().readTree(row.getString(1)).get(0).get("Plan");
                assertThat(plan.get("Shared Hit Blocks").asLong() + plan.get("Shared Read Blocks").asLong())
                        .as("blocks of %s among %s: %s", status, ROWS, plan).isLessThan(BLOCKS_MAX);
            }
        }
    }
}

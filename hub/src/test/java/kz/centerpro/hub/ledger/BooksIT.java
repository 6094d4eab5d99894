package kz.centerpro.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the books, on PostgreSQL itself (invariant 4; issue "a ledger that cannot be wrong"). */
class BooksIT {

    private static final int STEPS = 400;

    private final TestDatabase database = TestServers.freshDatabase();

    /** All entries in the order of their references, without the ids that a sequence gave. */
    private static List<String> entries(TestDatabase books) throws SQLException {
        return column(books, """
                select t.reference || ' ' || t.kind || ' ' || t.day || ' ' || e.account || ' ' || e.amount
                  from billing.ledger_transaction t join billing.entry e using (transaction_id)
                 order by t.reference, e.line""");
    }

    private static List<String> column(TestDatabase books, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = books.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(String.valueOf(row.getString(1)));
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyHistoryLeavesTheBooksBalancedAndEachUnitCountedOnce(long seed) throws SQLException {
        try (Connection connection = database.connect()) {
            History history = new History(connection, seed);
            for (int step = 1; step <= STEPS; step++) {
                history.step();
                if (step % 50 == 0) {
                    agree();
                }
            }
            history.settle();
            agree();
            assertThat(history.refused()).as("the history was hard enough").isGreaterThan(10);
            assertThat(history.stolen()).as("leases were lost").isPositive();
            for (var documents : history.documents().entrySet()) {
                assertThat(database.value("select sum(quantity) from billing.rated_usage where box_id = "
                        + documents.getKey())).isEqualTo(documents.getValue().toString());
            }
        }
        assertThat(column(database, "select account from billing.account where guarded and balance > 0")).isEmpty();
        assertThat(database.value("select count(*) > 20 from billing.ledger_transaction where kind = 'RATING'"))
                .isEqualTo("t");

        TestDatabase replayed = TestServers.freshDatabase();
        try (Connection connection = replayed.connect()) {
            History same = new History(connection, seed);
            for (int step = 1; step <= STEPS; step++) {
                same.step();
            }
            same.settle();
        }
        assertThat(entries(replayed)).as("the same history gives the same books").isEqualTo(entries(database));
    }

    private void agree() throws SQLException {
        assertThat(column(database,
                "select what || ' ' || name || ' ' || kept || ' ' || computed from billing.recompute()"))
                .isEmpty();
        assertThat(column(database,
                "select what || ' ' || name || ' ' || expected || ' ' || found from billing.reconcile()"
                        + " where what <> 'usage without document'"))
                .isEmpty(); // there are no documents here
    }

    @Test
    void aChangedEntryIsNamed() throws SQLException {
        posted("p", 100);
        database.execute("set session_replication_role = replica; update billing.entry set amount = amount * 2");
        assertThat(column(database, "select what from billing.recompute() order by 1")).containsExactly("balance",
                "entries");
    }

    @Test
    void nothingIsChangedOrTakenOutEvenByTheOwner() {
        posted("p", 100);
        refused("BL403", () -> database.execute("update billing.entry set amount = 1"));
        refused("BL403", () -> database.execute("delete from billing.ledger_transaction"));
        refused("BL403", () -> database.execute("truncate billing.entry"));
        refused("BL001", () -> database.execute("""
                insert into billing.entry (transaction_id, line, account, amount)
                select transaction_id, 9, 'bank', 5 from billing.ledger_transaction"""));
        refused("BL001",
                () -> database.execute("select billing.post('x', 'PAYMENT', now(), null, '{bank,vat}', '{1,-2}')"));
        assertThat(database.value("select count(*) from billing.entry")).isEqualTo("2");
    }

    @Test
    void aReferencePostsOnceAndASealedDayTakesNothing() {
        assertThat(posted("p", 100)).isEqualTo("t");
        assertThat(posted("p", 100)).isEqualTo("f");
        refused("BL409", () -> posted("p", 101));
        assertThat(database.value("select billing.seal_days('2026-03-02', '2026-03-03T12:00:00Z')")).isEqualTo("2");
        refused("BL410", () -> posted("q", 100));
        assertThat(posted("p", 100)).as("a repetition is no posting").isEqualTo("f");
        assertThat(database.value("select billing.reverse('p', '2026-03-03T12:00:00Z', 'wrong')")).isEqualTo("t");
        assertThat(database.value("select billing.reverse('p', '2026-03-03T12:00:00Z', 'wrong')")).isEqualTo("f");
        assertThat(database.value("select balance from billing.account where account = 'prepaid:1'")).isEqualTo("0");
        refused("BL410", () -> database.execute("select billing.seal_days('2026-03-03', '2026-03-03T12:00:00Z')"));
    }

    private String posted(String reference, long amount) {
        return database.value("select billing.post('" + reference + "', 'PAYMENT', '2026-03-01T12:00:00Z', null,"
                + " '{bank,prepaid:1}', '{" + amount + ",-" + amount + "}')");
    }

    @Test
    void theTaxIsThatOfTheDay() {
        assertThat(database.value("select billing.tax_inside('VAT', 11200, '2025-12-31')")).isEqualTo("1200");
        assertThat(database.value("select billing.tax_inside('VAT', 11600, '2026-01-01')")).isEqualTo("1600");
        assertThat(database.value("select billing.tax_inside('VAT', 1, '2026-01-01')")).isEqualTo("0");
        refused("BL404", () -> database.execute("select billing.tax_inside('VAT', 1, '1990-01-01')"));
    }

    /** Sixteen nodes want more than there is, each spending what it gets at once, and stealing from each other. */
    @Test
    void nodesTogetherNeverSpendMoreThanTheVolumeAndAllOfIt() throws Exception {
        database.execute(
                """
                        insert into billing.tariff values ('t');
                        insert into billing.tariff_version values ('t', 1, 0, 'P1M', '{EXCHANGE}', '{}', '{}', true, '2026-01-01', 'me');
                        insert into billing.tariff_volume values ('t', 1, 'document.sent', 500)""");
        database.execute("select * from billing.welcome(1, 'EXCHANGE', gen_random_uuid(), gen_random_uuid(), now())");
        List<Callable<Long>> nodes = new ArrayList<>();
        for (int node = 0; node < 8; node++) {
            nodes.add(this::spend);
        }
        long spent = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes.size())) {
            for (Future<Long> each : threads.invokeAll(nodes)) {
                spent += each.get();
            }
        }
        assertThat(spent).isEqualTo(500);
        assertThat(database.value("select used + reserved from billing.allowance")).isEqualTo("500");
    }

    private Long spend() throws SQLException {
        long spent = 0;
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            while (true) {
                UUID lease = UUID.randomUUID();
                try (ResultSet row = statement
                        .executeQuery("select outcome, units from billing.lease_quota(1, 'EXCHANGE',"
                                + " 'document.sent', 7, '" + lease + "', now() + interval '1 minute', now())")) {
                    row.next();
                    if (row.getString(1).equals("EXHAUSTED")) {
                        return spent;
                    }
                }
                for (int i = 0; i < 3; i++) {
                    spent += statement
                            .executeUpdate("update billing.quota_lease set spent = spent + 1 where lease_id = '"
                                    + lease + "' and spent < units");
                }
            }
        }
    }

    private static void refused(String state, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOf(AssertionError.class).cause()
                .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo(state));
    }
}

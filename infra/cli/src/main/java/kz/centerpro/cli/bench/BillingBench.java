package kz.centerpro.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.schema.SchemaMigration;

/**
 * One payer's usage, rated in batches by {@code billing.rate} on one connection, against a debit for each document:
 * sixteen clients that post one unit each into the same books, a transaction a document. Both commit durably.
 */
public final class BillingBench {

    private static final int CLIENTS = 16;
    private static final int BATCH = 5_000;
    private static final UUID PAYER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final String PASSWORD = "bench";

    /**
     * @param usage
     *            units that are rated in one turn
     */
    public record Plan(int rounds, Duration turn, int usage) {}

    private BillingBench() {}

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("billing: starting a database");
        Path home = Files.createTempDirectory("center-bench-");
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home.resolve("postgresql")).closedByOwner();
                Connection connection = prepared(postgres)) {
            List<double[]> rounds = new ArrayList<>();
            for (int round = 0; round <= plan.rounds(); round++) {
                use(connection, plan.usage());
                boolean ratedFirst = round % 2 == 0;
                double first = ratedFirst ? rated(connection, plan.usage()) : debited(postgres, plan.turn());
                double second = ratedFirst ? debited(postgres, plan.turn()) : rated(connection, plan.usage());
                double[] rates = ratedFirst ? new double[]{first, second} : new double[]{second, first};
                if (round > 0) { // the first one warms up
                    rounds.add(rates);
                }
                progress.accept(String.format("billing: round %d: %,.0f units/s rated, %,.0f debits/s", round, rates[0],
                        rates[1]));
            }
            requireAgreement(connection);
            return BenchReport.of("billing", List.of(new Measured.Subject("S9", "units/s", "a debit for each document",
                    50, true,
                    plan.usage() + " units of one payer in batches of " + BATCH + " on one connection, against "
                            + CLIENTS + " clients that post a unit each into the same books")
                    .of(rounds)));
        }
    }

    private static Connection prepared(EmbeddedPostgresServer postgres) throws SQLException {
        SchemaMigration.migrate(new SchemaMigration.Target(postgres.jdbcUrl(), postgres.owner(),
                postgres.ownerPassword(), PASSWORD, PASSWORD, PASSWORD));
        Connection connection = postgres.connect(EmbeddedPostgresServer.DATABASE);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into billing.tariff values ('bench');
                    insert into billing.tariff_version
                      values ('bench', 1, 0, 'P1Y', '{EXCHANGE}', '{}', '{}', true, '2020-01-01', 'bench');
                    insert into billing.tariff_volume values ('bench', 1, 'document.sent', 1000000000);
                    insert into hub.box (box_id) values (1)""");
            statement
                    .execute("select * from billing.welcome(1, 'EXCHANGE', '" + PAYER + "', gen_random_uuid(), now())");
        }
        return connection;
    }

    /** As the accept transactions leave it. */
    private static void use(Connection connection, int units) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                            insert into hub.usage (box_id, seq, usage_id, metric, quantity, bytes, number, at, subscription_id)
                            select 1, b.usage_top + n, gen_random_uuid(), 'document.sent', 1, 10240, 'bench-' || (b.usage_top + n),
                                   now(), '%s'
                              from hub.box b, generate_series(1, %d) n where b.box_id = 1"""
                            .formatted(PAYER, units));
            statement.execute("update hub.box set usage_top = usage_top + " + units);
            statement.execute("update billing.allowance set used = used + " + units);
            statement.execute("vacuum analyze hub.usage");
        }
    }

    private static double rated(Connection connection, int units) throws SQLException {
        long begin = System.nanoTime();
        long sum = 0;
        try (PreparedStatement rate = connection
                .prepareStatement("select rated from billing.rate(1, " + BATCH + ", now())")) {
            long rated = -1;
            while (rated != 0) {
                try (ResultSet row = rate.executeQuery()) {
                    row.next();
                    rated = row.getLong(1);
                    sum += rated;
                }
            }
        }
        if (sum != units) {
            throw new IllegalStateException(sum + " units were rated, not " + units);
        }
        return sum / ((System.nanoTime() - begin) / 1e9);
    }

    private static double debited(EmbeddedPostgresServer postgres, Duration turn) throws Exception {
        List<Callable<Long>> clients = new ArrayList<>();
        long begin = System.nanoTime();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(() -> debits(postgres, begin + turn.toNanos()));
        }
        long sum = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Long> each : threads.invokeAll(clients)) {
                sum += each.get();
            }
        }
        return sum / ((System.nanoTime() - begin) / 1e9);
    }

    private static Long debits(EmbeddedPostgresServer postgres, long until) throws SQLException {
        long count = 0;
        try (Connection connection = postgres.connect(EmbeddedPostgresServer.DATABASE);
                PreparedStatement post = connection.prepareStatement("""
                        select billing.post('debit:' || gen_random_uuid(), 'DEBIT', now(), null,
                          array['naive:document.sent', 'prepaid:1'], array[-1, 1]::bigint[], '')""");
                Statement money = connection.createStatement()) {
            money.execute("select billing.post('money:' || gen_random_uuid(), 'PAYMENT', now(), null,"
                    + " array['bank', 'prepaid:1'], array[1000000000, -1000000000]::bigint[], '')");
            while (System.nanoTime() < until) {
                post.execute();
                count++;
            }
        }
        return count;
    }

    private static void requireAgreement(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from billing.recompute()")) {
            row.next();
            if (row.getLong(1) != 0) {
                throw new IOException("the books do not agree after the measurement");
            }
        }
    }
}

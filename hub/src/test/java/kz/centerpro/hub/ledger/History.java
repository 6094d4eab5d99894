package kz.centerpro.hub.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What participants, nodes and billing do in some order, drawn by a seed: payments and their reversals, purchases with
 * and without bonus, leases that are spent, given back, stolen or left by a node that died, rating, ends of tariffs;
 * any step may be repeated, or be cut off before its commit. The same seed does the same on any database.
 */
final class History {

    private static final String METRIC = "document.sent";
    private static final int BOXES = 4;
    private static final long DAY = 24 * 3600;

    private final Connection connection;
    private final Random random;
    private final List<UUID[]> leases = new ArrayList<>(); // box as a UUID, lease
    private final Map<Long, Long> documents = new HashMap<>();
    private final List<String> payments = new ArrayList<>();
    private Instant now = Instant.parse("2025-12-20T06:00:00Z"); // over the change of the tax rate
    private int step;
    private int refused;
    private int stolen;
    private int leased;

    History(Connection connection, long seed) throws SQLException {
        this.connection = connection;
        this.random = new Random(seed);
        connection.setAutoCommit(false);
        run("insert into billing.tariff values ('free'), ('small'), ('large')");
        run("""
                insert into billing.tariff_version
                values ('free', 1, 0, 'P7D', '{EXCHANGE}', '{"ru":"f"}', '{}', true, '2025-01-01', 'me'),
                       ('small', 1, 300001, 'P10D', '{EXCHANGE}', '{"ru":"s"}', '{}', false, '2025-01-01', 'me'),
                       ('large', 1, 1000000, 'P1M', '{EXCHANGE}', '{"ru":"l"}', '{}', false, '2025-01-01', 'me')""");
        run("insert into billing.tariff_volume values ('free', 1, 'document.sent', 5), ('small', 1, 'document.sent', 20), ('large', 1, 'document.sent', null)");
        for (long box = 1; box <= BOXES; box++) {
            run("insert into hub.box (box_id) values (?)", box);
        }
        connection.commit();
    }

    /** Units that the accept transaction took, by box. */
    Map<Long, Long> documents() {
        return documents;
    }

    /** How often something was refused: for want of money or of volume. */
    int refused() {
        return refused;
    }

    /** Documents that found their lease gone. */
    int stolen() {
        return stolen;
    }

    Instant now() {
        return now;
    }

    void step() throws SQLException {
        step++;
        now = now.plusSeconds(random.nextInt((int) (DAY / 12)));
        long box = 1L + random.nextInt(BOXES);
        String name = "step-" + step;
        int kind = random.nextInt(100);
        boolean again = random.nextInt(4) == 0;
        boolean cut = random.nextInt(8) == 0;
        long amount = 1L + random.nextInt(600_000);
        int many = 1 + random.nextInt(6);
        int which = random.nextInt(Integer.MAX_VALUE);
        for (int time = 0; time < (again ? 2 : 1); time++) {
            boolean lost = cut && time == 0;
            try {
                act(kind, box, name, amount, many, which, lost);
                if (lost) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            } catch (SQLException failure) {
                connection.rollback();
                if (!String.valueOf(failure.getSQLState()).matches("BL402")) {
                    throw failure;
                }
                refused++;
            }
        }
    }

    private void act(int kind, long box, String name, long amount, int many, int which, boolean lost)
            throws SQLException {
        if (kind < 15) {
            run("select billing.post(?, 'PAYMENT', ?, null, array['bank', 'prepaid:' || ?], array[?, -?]::bigint[], '')",
                    name, now, box, amount, amount);
            if (!lost && !payments.contains(name)) {
                payments.add(name);
            }
        } else if (kind < 18 && !payments.isEmpty()) {
            run("select billing.reverse(?, ?, 'wrong payer')", payments.get(which % payments.size()), now);
        } else if (kind < 21) {
            run("select billing.give_bonus(?, ?, ?, '', ?, ?)", box, name, amount, id(name), now);
        } else if (kind < 35) {
            purchase(box, name, which);
        } else if (kind < 45) {
            run("select * from billing.welcome(?, 'EXCHANGE', ?, ?, ?)", box, id(name), id(name + "e"), now);
        } else if (kind < 80) {
            send(box, many, which, lost);
        } else if (kind < 85 && !leases.isEmpty()) {
            UUID[] lease = leases.get(which % leases.size());
            run("select billing.return_lease(?, ?)", lease[0].getLeastSignificantBits(), lease[1]);
        } else if (kind < 88) {
            run("select billing.reap_leases(?, 100)", now);
        } else if (kind < 96) {
            run("select * from billing.rate(?, ?, ?)", box, 1 + many * 3, now);
        } else {
            for (UUID subscription : ids(
                    "select subscription_id from billing.due_subscriptions(?, 100) where box_id = ?",
                    now, box)) {
                run("select * from billing.turn_subscription(?, ?, ?)", box, subscription, now);
            }
        }
    }

    private void purchase(long box, String name, int which) throws SQLException {
        String outcome = text("select outcome from billing.purchase(?, ?, ?, null, ?, ?, 'same', ?, ?)", box, id(name),
                which % 3 == 0 ? "large" : "small", which % 2 == 0, name, id(name + "e"), now);
        if ("SHORT".equals(outcome)) {
            refused++;
        }
    }

    /** As hub.accept_batch does it: counted on the lease, or not taken; the usage in the same transaction. */
    private void send(long box, int many, int which, boolean lost) throws SQLException {
        UUID lease = null;
        for (UUID[] known : leases) {
            if (known[0].getLeastSignificantBits() == box && which % 3 != 0) {
                lease = known[1];
            }
        }
        boolean grace = which % 23 == 0;
        if (lease == null && !grace) {
            lease = id("lease" + ++leased);
            String outcome = text("select outcome from billing.lease_quota(?, 'EXCHANGE', ?, ?, ?, ?, ?)", box, METRIC,
                    2L + which % 7, lease, now.plusSeconds(60), now);
            if (!"LEASED".equals(outcome)) {
                refused++;
                return;
            }
            if (!lost) {
                leases.add(new UUID[]{new UUID(0, box), lease});
            }
        }
        run("select 1 from hub.box where box_id = ? for no key update", box);
        for (int i = 0; i < many; i++) {
            UUID subscription = null;
            if (lease != null) {
                List<UUID> counted = ids("""
                        update billing.quota_lease set spent = spent + 1 where box_id = ? and lease_id = ?
                          and (units is null or spent < units) returning subscription_id""", box, lease);
                if (counted.isEmpty()) {
                    stolen++;
                    return;
                }
                subscription = counted.getFirst();
            }
            run("update hub.box set usage_top = usage_top + 1 where box_id = ?", box);
            run("""
                    insert into hub.usage (box_id, seq, usage_id, metric, quantity, bytes, number, at, subscription_id)
                    select box_id, usage_top, ?, 'document.sent', 1, 10, box_id || '-' || usage_top, ?, cast(? as uuid)
                      from hub.box where box_id = ?""", UUID.randomUUID(), now,
                    subscription == null ? null : subscription.toString(), box);
            if (!lost) {
                documents.merge(box, 1L, Long::sum);
            }
        }
    }

    /** Everything to its end: as after a long time with billing running. */
    void settle() throws SQLException {
        now = now.plusSeconds(60 * DAY);
        run("select billing.reap_leases(?, 100000)", now);
        for (long box = 1; box <= BOXES; box++) {
            while (!"0".equals(text("select rated from billing.rate(?, 7, ?)", box, now))) {
                connection.commit();
            }
        }
        connection.commit();
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.execute();
        }
    }

    private String text(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values); ResultSet row = statement.executeQuery()) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private List<UUID> ids(String sql, @Nullable Object... values) throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(row.getObject(1, UUID.class));
            }
        }
        return found;
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant at ? Timestamp.from(at) : values[i]);
        }
        return statement;
    }
}

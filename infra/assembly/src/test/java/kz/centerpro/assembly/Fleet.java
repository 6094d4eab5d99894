package kz.centerpro.assembly;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.PersonProfile;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import kz.centerpro.schema.SchemaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Two hubs and a notification as processes of their own, on a PostgreSQL and a Redis that may be killed. One fleet
 * serves all fault tests of a JVM; {@link #whole} brings back what an earlier test killed. Each test has parties, and
 * so boxes, of its own.
 */
final class Fleet {

    private static @Nullable Fleet started;

    private final Path home;
    private final Secrets secrets;
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedRedisServer redis;
    private final TrustCentre trust;
    private final List<HubProcess> hubs = new CopyOnWriteArrayList<>();
    private final List<HubProcess> notifications = new CopyOnWriteArrayList<>();
    private HubProcess billing;
    private int launched;
    private int born = 400;

    private Fleet(Path home) {
        this.home = home;
        this.secrets = new Secrets(home.resolve("secrets"));
        this.postgres = EmbeddedPostgresServer.start(home.resolve("postgresql"));
        this.redis = EmbeddedRedisServer.start(home.resolve("redis"), 0);
        this.trust = TrustCentre.startTemporary(Clock.systemUTC());
        SchemaMigration.migrate(new SchemaMigration.Target(postgres.jdbcUrl(), postgres.owner(),
                postgres.ownerPassword(), secrets.password("hub"), secrets.password("notification"),
                secrets.password("billing")));
        sellTariff();
        billing = launchBilling();
        hubs.add(launchHub());
        hubs.add(launchHub());
        notifications.add(launchNotification());
        notification().ready();
    }

    /** The fleet with everything up, or about to be: see {@link #hub}. */
    static synchronized Fleet whole() {
        if (started == null) {
            try {
                Path target = Path.of("target").toAbsolutePath();
                Fleet fleet = new Fleet(Files.createTempDirectory(Files.createDirectories(target), "fleet-"));
                Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "fleet-stop"));
                started = fleet;
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        started.heal();
        return started;
    }

    private void heal() {
        if (!postgres.isRunning()) {
            postgres.restart();
        }
        if (!redis.isRunning()) {
            redis.restart();
        }
        if (!billing.isAlive()) {
            billing = launchBilling();
        }
        hubs.replaceAll(hub -> hub.isAlive() ? hub : launchHub());
        notifications.replaceAll(node -> node.isAlive() ? node : launchNotification());
        while (notifications.size() > 1) {
            notifications.removeLast().kill();
        }
        notification().ready();
    }

    private void close() {
        hubs.forEach(HubProcess::kill);
        notifications.forEach(HubProcess::kill);
        billing.kill();
        trust.close();
        redis.close();
        postgres.close();
        try {
            // The logs stay.
            FileSystemUtils.deleteRecursively(home.resolve("redis"));
            FileSystemUtils.deleteRecursively(home.resolve("postgresql"));
        } catch (IOException left) {
            System.err.println("Not deleted: " + left.getMessage());
        }
    }

    /** One of the two hubs, ready. */
    HubProcess hub(int index) {
        return hubs.get(index).ready();
    }

    /** Starts another hub in the place of one that was killed; it may not be ready yet. */
    HubProcess replaceHub(int index) {
        hubs.set(index, launchHub());
        return hubs.get(index);
    }

    /** Both hubs, whatever their state. */
    List<HubProcess> hubs() {
        return List.copyOf(hubs);
    }

    HubProcess billing() {
        return billing;
    }

    /** Starts another in the place of one that was killed; it may not be ready yet. */
    HubProcess replaceBilling() {
        billing = launchBilling();
        return billing;
    }

    HubProcess notification() {
        return notifications.getFirst();
    }

    /** All notification nodes, whatever their state. */
    List<HubProcess> notifications() {
        return List.copyOf(notifications);
    }

    /** Starts one more notification node; {@link #whole} ends it. It may not be ready yet. */
    HubProcess addNotification() {
        notifications.add(launchNotification());
        return notifications.getLast();
    }

    /** Starts another notification in the place of one that was killed; it may not be ready yet. */
    HubProcess replaceNotification(int index) {
        notifications.set(index, launchNotification());
        return notifications.get(index);
    }

    EmbeddedPostgresServer postgres() {
        return postgres;
    }

    EmbeddedRedisServer redis() {
        return redis;
    }

    TrustCentre trust() {
        return trust;
    }

    /** Where all processes log. */
    Path logs() {
        try {
            return Files.createDirectories(home.resolve("logs"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Path home() {
        return home;
    }

    String password(String role) {
        return secrets.password(role);
    }

    /** Of the operator's staff, signed in. */
    Party staff() {
        Party staff = new Party(hub(0).http(), trust.person("operator").signer());
        staff.signIn().expect(200);
        return staff;
    }

    /** A new individual with an RSA key, registered at the first hub, the offer accepted. */
    Party newcomer() {
        return new Party(hub(0).http(), newPerson().signer()).join(Map.of("kind", "INDIVIDUAL"));
    }

    Person newPerson() {
        String iin = nextIin();
        return trust.issue(PersonProfile.resident("p" + iin, KeyKind.RSA, "СЫНАҚОВ", "АЛМАС", null, iin));
    }

    private String nextIin() {
        while (true) {
            String eleven = "8503153" + String.format(Locale.ROOT, "%04d", born++);
            int check = TaxId.checkDigit(eleven + "0");
            if (check < 10) {
                return eleven + check;
            }
        }
    }

    private HubProcess launchHub() {
        Map<String, String> settings = new LinkedHashMap<>();
        Path ca = trust.caFolder();
        settings.put("center.hub.database.url", postgres.r2dbcUrl());
        settings.put("center.hub.database.password", secrets.password("hub"));
        settings.put("center.hub.redis-uri", redis.url());
        settings.put("center.access.keys", secrets.accessKey().toString());
        settings.put("center.content.master-keys", secrets.masterKeys().toString());
        settings.put("center.trust.eds-anchors", ca.resolve("gost-root.cer") + "," + ca.resolve("rsa-root.cer"));
        settings.put("center.trust.es-anchors", ca.resolve("ec-root.cer").toString());
        settings.put("center.trust.intermediates", ca.resolve("gost.cer") + "," + ca.resolve("rsa.cer"));
        settings.put("center.trust.private-addresses", "true");
        settings.put("center.operator.staff", String.valueOf(trust.person("operator").iin()));
        settings.put("logging.level.kz.centerpro", "DEBUG");
        settings.put("spring.profiles.active", "production");
        return HubProcess.hub("hub-" + ++launched, logs(), settings);
    }

    /** With a volume, so that nodes hold leases that may be lost with them. */
    private void sellTariff() {
        postgres.execute(EmbeddedPostgresServer.DATABASE,
                """
                        insert into billing.tariff values ('fleet');
                        insert into billing.tariff_version values ('fleet', 1, 0, 'P1Y', '{EXCHANGE}', '{"ru":"Флот"}', '{}', true,
                          '2020-01-01', 'test');
                        insert into billing.tariff_volume values ('fleet', 1, 'document.sent', 100000)""");
    }

    private HubProcess launchBilling() {
        return HubProcess.billing("billing-" + ++launched, logs(),
                Map.of("center.billing.database.url", postgres.r2dbcUrl(), "center.billing.database.password",
                        secrets.password("billing"), "center.billing.redis-uri", redis.url(),
                        "logging.level.kz.centerpro", "DEBUG", "spring.profiles.active", "production"));
    }

    private HubProcess launchNotification() {
        return HubProcess.notification("notification-" + ++launched, logs(), notificationSettings());
    }

    private Map<String, String> notificationSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("center.notification.database.url", postgres.r2dbcUrl());
        settings.put("center.notification.database.password", secrets.password("notification"));
        settings.put("center.notification.redis.uri", redis.url());
        settings.put("center.notification.rsocket.port", String.valueOf(FreePorts.any()));
        settings.put("center.notification.stream.per-box", "1000");
        settings.put("center.notification.rsocket.per-participant", "1000");
        settings.put("center.notification.sse.heartbeat", "3s");
        settings.put("center.access.keys", publicKeys().toString());
        settings.put("management.endpoint.health.show-details", "always");
        settings.put("logging.level.kz.centerpro", "DEBUG");
        settings.put("spring.profiles.active", "production");
        return settings;
    }

    /** The hub's key set without its private part: notification verifies tokens and makes none. */
    private Path publicKeys() {
        try {
            JWK key = JWK.parse(Files.readString(secrets.accessKey())).toPublicJWK();
            return Files.writeString(home.resolve("public-keys.json"), new JWKSet(key).toString());
        } catch (IOException | ParseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The number of a participant's box. */
    long box(Party party) {
        return count("select box_id from hub.participant where tax_id = ?", party.taxId());
    }

    /** Holds whoever is about to write into a party's box, until the connection is closed. */
    Connection hold(Party party) {
        try {
            Connection connection = postgres.connect(EmbeddedPostgresServer.DATABASE);
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection
                    .prepareStatement("select 1 from hub.box where box_id = ? for update")) {
                lock.setLong(1, box(party));
                lock.execute();
            }
            return connection;
        } catch (SQLException refused) {
            throw new AssertionError("the box could not be held", refused);
        }
    }

    /** Waits until a call of {@code function} is held. */
    void awaitHeld(String function, Duration patience) {
        Await.until(function + " to be held", patience, () -> count(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like ?",
                "%" + function + "%") > 0);
    }

    /** The first column of the only row, read as the owner. */
    long count(String sql, Object... arguments) {
        List<String> rows = column(sql, arguments);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows: " + sql);
        }
        return Long.parseLong(rows.get(0));
    }

    /** The first column as text, read as the owner. */
    List<String> column(String sql, Object... arguments) {
        try (Connection connection = postgres.connect(EmbeddedPostgresServer.DATABASE);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException refused) {
            throw new AssertionError("the database refused: " + sql, refused);
        }
    }
}

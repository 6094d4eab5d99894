package kz.centerpro.assembly;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.EmbeddedRedisServer;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.acquirer.AcquirerSimulator;
import kz.centerpro.sandbox.mail.MailSimulator;
import kz.centerpro.sandbox.ncalayer.NcaLayerSimulator;
import kz.centerpro.sandbox.esf.EsfSimulator;
import kz.centerpro.sandbox.trustcentre.DevelopmentPeople;
import kz.centerpro.sandbox.trustcentre.EsAuthorityKey;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import reactor.netty.ChannelBindException;

/**
 * The servers of a development machine and the settings that point the hub at them. What the environment configures
 * already (a database, Redis, anchors) is not started.
 */
final class Sandbox implements AutoCloseable {

    static final int HTTP_PORT = 8080;
    static final int RSOCKET_PORT = 7878;
    static final int MANAGEMENT_PORT = 9080;
    static final int TRUST_PORT = 8899;

    private final Path home;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private @Nullable TrustCentre trustCentre;
    private @Nullable AcquirerSimulator acquirer;
    private @Nullable NcaLayerSimulator ncaLayer;
    private @Nullable EsfSimulator esf;

    private Sandbox(Path home) {
        this.home = home;
    }

    static Sandbox start(Path home, Environment given) {
        Sandbox sandbox = new Sandbox(home.toAbsolutePath().normalize());
        try {
            sandbox.database(given);
            sandbox.redis(given);
            sandbox.secrets(given);
            sandbox.ports(given);
            sandbox.mail(given);
            sandbox.push(given);
            sandbox.trust(given);
            sandbox.authority(given);
            sandbox.payments(given);
            sandbox.acquirer(given);
            sandbox.signers(given);
            sandbox.esf(given);
            return sandbox;
        } catch (RuntimeException failed) {
            sandbox.close();
            throw failed;
        }
    }

    private void database(Environment given) {
        if (given.containsProperty("center.hub.database.url")) {
            return;
        }
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home.resolve("postgresql")).closedByOwner();
        started.push(postgres);
        Secrets secrets = new Secrets(home.resolve("secrets"));
        settings.put("center.hub.database.url", postgres.r2dbcUrl());
        settings.put("center.hub.database.password", secrets.password("hub"));
        settings.put("center.hub.database.migrate-as.jdbc-url", postgres.jdbcUrl());
        settings.put("center.hub.database.migrate-as.username", postgres.owner());
        settings.put("center.hub.database.migrate-as.password", postgres.ownerPassword());
        settings.put("center.hub.database.migrate-as.notification-password", secrets.password("notification"));
        settings.put("center.hub.database.migrate-as.billing-password", secrets.password("billing"));
        settings.put("center.billing.database.password", secrets.password("billing"));
        settings.put("center.notification.database.url", postgres.r2dbcUrl());
        settings.put("center.notification.database.password", secrets.password("notification"));
    }

    private void redis(Environment given) {
        if (given.containsProperty("center.hub.redis-uri")) {
            return;
        }
        EmbeddedRedisServer redis = EmbeddedRedisServer.start(home.resolve("redis"), 0).closedByOwner();
        started.push(redis);
        settings.put("center.hub.redis-uri", redis.url());
        settings.put("center.notification.redis.uri", redis.url());
    }

    private void secrets(Environment given) {
        Secrets secrets = new Secrets(home.resolve("secrets"));
        if (!given.containsProperty("center.access.keys")) {
            settings.put("center.access.keys", secrets.accessKey().toString());
        }
        if (!given.containsProperty("center.content.master-keys")) {
            settings.put("center.content.master-keys", secrets.masterKeys().toString());
        }
        if (!given.containsProperty("center.notification.webhook.keys")) {
            settings.put("center.notification.webhook.keys", secrets.webhookKey());
        }
    }

    private void trust(Environment given) {
        if (given.containsProperty("center.trust.eds-anchors") || given.containsProperty("center.trust.es-anchors")
                || given.containsProperty("center.trust.eds-anchors[0]")
                || given.containsProperty("center.trust.es-anchors[0]")) {
            return;
        }
        TrustCentre centre = trustCentre(home.resolve("trust-centre"),
                given.getProperty("center.development.trust-port", Integer.class, TRUST_PORT));
        started.push(centre);
        trustCentre = centre;
        Path ca = centre.caFolder();
        settings.put("center.trust.eds-anchors", ca.resolve("gost-root.cer") + "," + ca.resolve("rsa-root.cer"));
        settings.put("center.trust.es-anchors", ca.resolve("ec-root.cer").toString());
        settings.put("center.trust.intermediates",
                ca.resolve("gost.cer") + "," + ca.resolve("rsa.cer") + "," + ca.resolve("ec.cer"));
        settings.put("center.trust.private-addresses", "true");
        settings.put("center.billing.seed-tariffs", "true");
        settings.put("center.billing.any-instant", "true");
        settings.put("center.operator.staff", String.join(",", staff(centre)));
        settings.put("center.development.tsa", centre.urls().tsa(KeyKind.GOST).toString());
        if (!given.containsProperty("center.evidence.tsa")) {
            settings.put("center.evidence.tsa", centre.urls().tsa(KeyKind.GOST).toString());
        }
    }

    /** A SIMULATED mail server: what it takes is not sent anywhere but kept as files where a person can read them. */
    private void mail(Environment given) {
        if (given.containsProperty("center.notification.mail.host")) {
            return;
        }
        MailSimulator mail = MailSimulator.keeping(home.resolve("mail"), 0);
        started.push(mail);
        settings.put("center.notification.mail.host", "127.0.0.1");
        settings.put("center.notification.mail.port", mail.port());
        settings.put("center.notification.mail.tls", "NONE");
        settings.put("center.notification.mail.from", "center@localhost");
        Object port = settings.getOrDefault("server.port", given.getProperty("server.port", String.valueOf(HTTP_PORT)));
        settings.put("center.notification.mail.cabinet-url", "http://localhost:" + port);
    }

    private void push(Environment given) {
        if (given.containsProperty("center.notification.push.private-key")) {
            return;
        }
        ECKey key = new Secrets(home.resolve("secrets")).pushKey();
        byte[] point = ByteBuffer.allocate(65).put((byte) 4).put(key.getX().decode()).put(key.getY().decode()).array();
        settings.put("center.notification.push.private-key", key.getD().toString());
        settings.put("center.notification.push.public-key", Base64URL.encode(point).toString());
        settings.put("center.notification.push.contact", "mailto:center@localhost");
    }

    /** The hub's own authority, trusted beside the listed ones. */
    private void authority(Environment given) {
        if (given.containsProperty("center.authority.keystore")) {
            return;
        }
        Path keystore = home.resolve("es-authority/authority.p12");
        Path certificate = home.resolve("es-authority/authority.cer");
        String password = new Secrets(home.resolve("secrets")).password("es-authority");
        EsAuthorityKey.keep(keystore, certificate, password, Clock.systemUTC().instant());
        settings.put("center.authority.keystore", keystore.toString());
        settings.put("center.authority.password", password);
        Object port = settings.getOrDefault("server.port", given.getProperty("server.port", String.valueOf(HTTP_PORT)));
        settings.put("center.authority.url", "http://127.0.0.1:" + port);
        settings.computeIfPresent("center.trust.es-anchors", (_, listed) -> listed + "," + certificate);
    }

    /** Requisites to try invoices with, beside the development trust centre alone; the account is of no bank. */
    private void payments(Environment given) {
        if (trustCentre == null || given.containsProperty("center.payment.payee.iban")) {
            return;
        }
        settings.put("center.payment.payee.name", "ТОО «MOBIX» (РАЗРАБОТКА, НЕ ОПЛАЧИВАТЬ)");
        settings.put("center.payment.payee.tax-id", "241240011291");
        settings.put("center.payment.payee.iban", "KZ98999MOBIX00000001");
        settings.put("center.payment.payee.bank", "SIMULATED bank");
        settings.put("center.payment.payee.bic", "SIMUKZKX");
        settings.put("center.payment.payee.kbe", "17");
        settings.put("center.act.seller.name", "ТОО «MOBIX» (РАЗРАБОТКА)");
        settings.put("center.act.seller.tax-id", DevelopmentPeople.BIN_SELLER);
        if (!given.containsProperty("center.operator.seal.keystore")) {
            settings.put("center.operator.seal.keystore", trustCentre.person("seal").file().toString());
            settings.put("center.operator.seal.password", TrustCentre.PASSWORD);
        }
    }

    /**
     * A SIMULATED acquirer: it takes no cards and no money, so it runs only where the trust centre is simulated too.
     */
    private void acquirer(Environment given) {
        if (trustCentre == null || given.containsProperty("center.acquiring.halyk.api-url")) {
            return;
        }
        AcquirerSimulator simulator = AcquirerSimulator.start(0);
        started.push(simulator);
        acquirer = simulator;
        settings.put("center.acquiring.halyk.oauth-url", simulator.base() + "/oauth2/token");
        settings.put("center.acquiring.halyk.api-url", simulator.base().toString());
        settings.put("center.acquiring.halyk.client-id", AcquirerSimulator.CLIENT);
        settings.put("center.acquiring.halyk.client-secret", AcquirerSimulator.SECRET);
        settings.put("center.acquiring.halyk.terminal", AcquirerSimulator.TERMINAL);
        settings.put("center.acquiring.halyk.shop", AcquirerSimulator.SHOP);
        settings.put("center.acquiring.check-every", "5s");
        Object port = settings.getOrDefault("server.port", given.getProperty("server.port", String.valueOf(HTTP_PORT)));
        settings.put("center.acquiring.public-url", "http://127.0.0.1:" + port);
        settings.put("center.acquiring.back-url", "http://localhost:" + port + "/");
    }

    /**
     * A SIMULATED NCALayer, on NCALayer's own port while that is free, and an organisation for phones to show; beside
     * the development trust centre alone, since real keys would not be trusted here.
     */
    private void signers(Environment given) {
        TrustCentre centre = trustCentre;
        if (centre == null) {
            return;
        }
        int wanted = given.getProperty("center.development.nca-layer-port", Integer.class, NcaLayerSimulator.PORT);
        NcaLayerSimulator simulator = ncaLayer(centre, home.resolve("nca-layer"), wanted);
        started.push(simulator);
        ncaLayer = simulator;
        settings.put("center.development.nca-layer", simulator.uri().toString());
        if (!given.containsProperty("center.cabinet.connect-to")) {
            settings.put("center.cabinet.connect-to", simulator.uri().toString());
        }
        if (!given.containsProperty("center.egov.organisation.bin")) {
            settings.put("center.egov.organisation.bin", "241240011291");
            settings.put("center.egov.organisation.name-kk", "Center Pro (ӘЗІРЛЕУ)");
            settings.put("center.egov.organisation.name-ru", "Center Pro (РАЗРАБОТКА)");
            settings.put("center.egov.organisation.name-en", "Center Pro (DEVELOPMENT)");
        }
        if (!given.containsProperty("center.egov.public-url")) {
            Object port = settings.getOrDefault("server.port",
                    given.getProperty("server.port", String.valueOf(HTTP_PORT)));
            settings.put("center.egov.public-url", "http://localhost:" + port);
        }
    }

    private static NcaLayerSimulator ncaLayer(TrustCentre centre, Path folder, int wanted) {
        try {
            return NcaLayerSimulator.start(centre, folder, FreePorts.prefer(wanted));
        } catch (ChannelBindException taken) {
            return NcaLayerSimulator.start(centre, folder, 0);
        }
    }

    /** A SIMULATED ИС ЭСФ, which no state body sees; beside the simulated trust centre alone. */
    private void esf(Environment given) {
        if (trustCentre == null || given.containsProperty("center.esf.url")
                || given.containsProperty("center.operator.seal.keystore")) {
            return;
        }
        EsfSimulator simulator = EsfSimulator.start(0);
        started.push(simulator);
        esf = simulator;
        Person seal = trustCentre.person("seal");
        String username = String.valueOf(seal.iin());
        simulator.register(username, EsfSimulator.PASSWORD, DevelopmentPeople.BIN_SELLER);
        settings.put("center.esf.url", simulator.base().toString());
        settings.put("center.esf.tin", DevelopmentPeople.BIN_SELLER);
        settings.put("center.esf.username", username);
        settings.put("center.esf.password", EsfSimulator.PASSWORD);
        settings.put("center.esf.signer-name", seal.fullName());
        settings.put("center.esf.every", "2s");
        settings.put("center.esf.status-every", "5s");
    }

    /** Its keys are made before its port is bound, and meanwhile another process may have taken that port. */
    private static TrustCentre trustCentre(Path folder, int wanted) {
        try {
            return TrustCentre.start(folder, FreePorts.prefer(wanted));
        } catch (ChannelBindException taken) {
            return TrustCentre.start(folder, FreePorts.any());
        }
    }

    private static List<String> staff(TrustCentre centre) {
        List<String> iins = new ArrayList<>();
        for (Person person : centre.people()) {
            if (person.id().contains("operator") && person.iin() != null) {
                iins.add(person.iin());
            }
        }
        return iins;
    }

    private void ports(Environment given) {
        if (!given.containsProperty("server.port")) {
            settings.put("server.port", FreePorts.prefer(HTTP_PORT));
        }
        if (!given.containsProperty("management.server.port")) {
            settings.put("management.server.port", FreePorts.prefer(MANAGEMENT_PORT));
        }
        if (!given.containsProperty("center.notification.rsocket.port")) {
            settings.put("center.notification.rsocket.port", FreePorts.prefer(RSOCKET_PORT));
        }
    }

    /** Settings for the application, below anything that the user configured. */
    Map<String, Object> settings() {
        return settings;
    }

    @Nullable
    TrustCentre trustCentre() {
        return trustCentre;
    }

    @Nullable
    AcquirerSimulator acquirer() {
        return acquirer;
    }

    @Nullable
    NcaLayerSimulator ncaLayer() {
        return ncaLayer;
    }

    @Nullable
    EsfSimulator esf() {
        return esf;
    }

    boolean keepsMail() {
        return settings.containsKey("center.notification.mail.host");
    }

    Path home() {
        return home;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failed) {
                System.getLogger(Sandbox.class.getName()).log(System.Logger.Level.WARNING,
                        "A server did not stop cleanly", failed);
            }
        }
    }
}

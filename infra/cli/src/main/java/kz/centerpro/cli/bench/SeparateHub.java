package kz.centerpro.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kz.centerpro.cli.Center;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hub as a process of its own, so that what it uses of the processor and of memory is told apart from what the bench
 * uses. Its PostgreSQL and the trust centre belong to the bench, in a temporary folder that is deleted at the end.
 */
final class SeparateHub implements AutoCloseable {

    /** Options for the hub's JVM, separated by blanks; to look into it. */
    private static final String OPTIONS = "bench.hub.options";
    /** Place of cutime in /proc/pid/stat after the name (proc(5)); cstime follows. */
    private static final int CHILDREN_USER = 13;
    private static final double TICKS = 100;
    private static final String MIGRATED = "center.hub.database.migrate-as.billing-password";
    private static final String BILLING = "center.billing.database.password";

    private final Path home;
    private final EmbeddedPostgresServer postgres;
    private final TrustCentre centre;
    private final Process process;
    private final URI http;
    private final URI management;
    private final HubClient client;
    private final String billingPassword;

    private SeparateHub(Path home, EmbeddedPostgresServer postgres, TrustCentre centre, Process process, JsonNode run,
            String billingPassword) {
        this.billingPassword = billingPassword;
        this.home = home;
        this.postgres = postgres;
        this.centre = centre;
        this.process = process;
        this.http = URI.create(run.path("http").asString().replace("//localhost", "//127.0.0.1"));
        this.management = URI.create(run.path("management").asString());
        this.client = new HubClient(http);
    }

    /**
     * @param options
     *            of its JVM
     * @param settings
     *            {@code name=value}
     */
    static SeparateHub start(List<String> options, String... settings) throws IOException {
        return start(options, true, settings);
    }

    /** The side stream is left to somebody else, who needs {@link #billingPassword}. */
    static SeparateHub withoutBilling(String... settings) throws IOException {
        return start(List.of(), false, settings);
    }

    private static SeparateHub start(List<String> options, boolean billing, String... settings) throws IOException {
        Path home = Files.createTempDirectory("center-bench-");
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home.resolve("postgresql"));
        TrustCentre centre = TrustCentre.start(home.resolve("trust-centre"), FreePorts.any());
        List<String> command = command(home, options);
        Map<String, String> own = settings(postgres, centre);
        if (!billing) {
            own.remove(BILLING);
        }
        own.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectError(home.resolve("hub.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "bench-hub-closer"));
        return new SeparateHub(home, postgres, centre, process, run(process, home),
                String.valueOf(own.get(MIGRATED)));
    }

    private static List<String> command(Path home, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        for (String option : System.getProperty(OPTIONS, "").split(" ", -1)) {
            if (!option.isBlank()) {
                command.add(option);
            }
        }
        command.addAll(List.of("-Dcenter.home=" + home.resolve("hub"), "-Djava.io.tmpdir=" + home,
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bouncycastle.x509.allow_absent_equiv_NULL=true"));
        String path = System.getProperty("java.class.path");
        command.addAll(path.endsWith(".jar") && !path.contains(java.io.File.pathSeparator)
                ? List.of("-jar", path)
                : List.of("-cp", path, Center.class.getName()));
        command.addAll(List.of("up", "--json", "logging.level.root=warn", "logging.level.kz.centerpro=warn"));
        return command;
    }

    private static Map<String, String> settings(EmbeddedPostgresServer postgres, TrustCentre centre) {
        Map<String, String> settings = new LinkedHashMap<>();
        String hub = UUID.randomUUID().toString();
        String notification = UUID.randomUUID().toString();
        for (String port : List.of("server.port", "management.server.port", "center.notification.rsocket.port")) {
            settings.put(port, String.valueOf(FreePorts.any()));
        }
        settings.put("center.hub.database.url", postgres.r2dbcUrl());
        settings.put("center.hub.database.password", hub);
        settings.put("center.hub.database.migrate-as.jdbc-url", postgres.jdbcUrl());
        settings.put("center.hub.database.migrate-as.username", postgres.owner());
        settings.put("center.hub.database.migrate-as.password", postgres.ownerPassword());
        settings.put("center.hub.database.migrate-as.notification-password", notification);
        String billing = UUID.randomUUID().toString();
        settings.put(MIGRATED, billing);
        settings.put(BILLING, billing);
        settings.put("center.billing.seed-tariffs", "true"); // documents are sent on leases, as they are in production
        settings.put("center.notification.database.url", postgres.r2dbcUrl());
        settings.put("center.notification.database.password", notification);
        Path ca = centre.caFolder();
        settings.put("center.trust.eds-anchors", ca.resolve("gost-root.cer") + "," + ca.resolve("rsa-root.cer"));
        settings.put("center.trust.es-anchors", ca.resolve("ec-root.cer").toString());
        settings.put("center.trust.intermediates",
                ca.resolve("gost.cer") + "," + ca.resolve("rsa.cer") + "," + ca.resolve("ec.cer"));
        settings.put("center.trust.private-addresses", "true");
        return settings;
    }

    private static JsonNode run(Process process, Path home) throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{")) {
                return JsonMapper.shared().readTree(line);
            }
        }
        throw new IOException("the hub of the bench did not start: " + Files.readString(home.resolve("hub.log")));
    }

    Path home() {
        return home;
    }

    URI http() {
        return http;
    }

    URI management() {
        return management;
    }

    HubClient client() {
        return client;
    }

    TrustCentre trustCentre() {
        return centre;
    }

    /** Of the database role that billing has. */
    String billingPassword() {
        return billingPassword;
    }

    EmbeddedPostgresServer postgres() {
        return postgres;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    Account company(String person) throws IOException {
        return OwnHub.company(client, centre.person(person).signer());
    }

    /** Processor seconds so far: of the hub with its Redis, and of PostgreSQL. */
    double[] processorSeconds() {
        return new double[]{seconds(process.toHandle()),
                ProcessHandle.of(postgres.pid()).map(SeparateHub::seconds).orElse(0.0)};
    }

    private static double seconds(ProcessHandle root) {
        double own = root.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
        return own + ended(root) + root.descendants()
                .mapToDouble(child -> child.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0))
                .sum();
    }

    /** Of children that have ended, such as workers of autovacuum; nothing where there is no /proc. */
    private static double ended(ProcessHandle root) {
        try {
            String stat = Files.readString(Path.of("/proc/" + root.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // from the third on
            return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS;
        } catch (IOException | UncheckedIOException none) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        centre.close();
        postgres.close();
        try {
            OwnHub.delete(home);
        } catch (UncheckedIOException left) {
            home.toFile().deleteOnExit();
        }
    }
}

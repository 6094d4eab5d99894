package kz.centerpro.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import tools.jackson.databind.JsonNode;

/**
 * What it does to documents that billing stands still: the rate before, while it is stopped, and while it is back and
 * catches up; then everything is sent twice more, and the usage must be exact to the unit. Hub and billing are
 * processes of their own, and billing is killed.
 */
public final class BillingOutageBench {

    private static final String TAKEN = "\"refused\":0,\"failed\":0";
    private static final int LINES = 250;
    private static final int SIGNED = 50;
    private static final int CONTENT = 10 * 1024;
    private static final int WARM_UP = 5_000;
    private static final Duration CATCH_UP = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /**
     * @param documents
     *            of each phase of a round, a multiple of 250
     */
    public record Plan(int rounds, int documents) {}

    private final Plan plan;
    private final Consumer<String> progress;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> bodies = new ArrayList<>();
    private final SeparateHub hub;
    private final Account account;
    private int sent;
    private int waited;

    private BillingOutageBench(Plan plan, Consumer<String> progress, SeparateHub hub, Account account) {
        this.plan = plan;
        this.progress = progress;
        this.hub = hub;
        this.account = account;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("billing-outage: starting servers");
        try (SeparateHub hub = SeparateHub.withoutBilling("center.docflow.client-per-second=1000000",
                "center.docflow.credential-per-second=1000000")) {
            String to = Objects.requireNonNull(hub.company("head-b").participant()).path("taxId").asString();
            BillingOutageBench bench = new BillingOutageBench(plan, progress, hub, hub.company("head-a"));
            bench.sign(to);
            return bench.measured();
        }
    }

    private BenchReport measured() throws Exception {
        BillingProcess billing = BillingProcess.start(hub);
        try {
            progress.accept("billing-outage: warming up");
            warmUp();
            List<double[]> stopped = new ArrayList<>();
            List<double[]> back = new ArrayList<>();
            int first = sent;
            for (int round = 1; round <= plan.rounds(); round++) {
                double before = phase(plan.documents());
                billing.close();
                int unrated = usage().path("ratedUpTo").asInt();
                double meanwhile = phase(plan.documents());
                if (usage().path("ratedUpTo").asInt() != unrated) {
                    throw new IllegalStateException("somebody rated while billing was stopped");
                }
                billing = BillingProcess.start(hub);
                double after = phase(plan.documents());
                stopped.add(new double[]{meanwhile, before});
                back.add(new double[]{after, before});
                progress.accept(String.format(
                        "billing-outage: round %d: %.0f documents/s before, %.0f while billing is stopped, %.0f while it"
                                + " catches up",
                        round, before, meanwhile, after));
            }
            String exact = exact(first);
            return BenchReport.of("billing-outage", List.of(
                    new Measured.Subject("outage-stopped", "documents/s", "before", 0.9, true,
                            plan.documents() + " documents of 10 KB, GOST-512, in batches of " + LINES + "; " + exact)
                            .of(stopped),
                    new Measured.Subject("outage-back", "documents/s", "before", 0, false,
                            "while it catches up with them; for information").of(back)));
        } finally {
            billing.close();
        }
    }

    private void sign(String to) {
        Base64.Encoder base64 = Base64.getEncoder();
        for (int i = 0; i < SIGNED; i++) {
            byte[] content = (i + " ").repeat(CONTENT / 2).substring(0, CONTENT).getBytes(StandardCharsets.UTF_8);
            bodies.add("\"title\":\"bench\",\"recipients\":[{\"country\":\"KZ\",\"taxId\":\"" + to
                    + "\"}]},\"signature\":\"" + base64.encodeToString(account.signer().sign(content, false))
                    + "\",\"content\":\"" + base64.encodeToString(content) + "\"}\n");
        }
    }

    /**
     * While both sides are cold the hub may wait for evidence; what is pending is registered by itself, and counted.
     */
    private void warmUp() throws IOException, InterruptedException {
        for (int done = 0; done < WARM_UP; done += LINES) {
            batch(sent, TAKEN);
            sent += LINES;
        }
    }

    private static String whole(String outcome) {
        return "\"" + outcome + "\":" + LINES;
    }

    /** Sends that many new documents; documents a second. What has to wait for evidence is taken too, and told. */
    private double phase(int documents) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int done = 0; done < documents; done += LINES) {
            if (!batch(sent, TAKEN).contains(whole("registered"))) {
                waited += LINES;
            }
            sent += LINES;
        }
        return documents / ((System.nanoTime() - begin) / 1e9);
    }

    /** The batch that begins with the document of that number, the same each time. */
    private String batch(int first, String expected) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int i = first; i < first + LINES; i++) {
            lines.append("{\"metadata\":{\"externalId\":\"outage-").append(i).append("\",")
                    .append(bodies.get(i % SIGNED));
        }
        HttpRequest request = HttpRequest.newBuilder(hub.http().resolve("/v1/documents:batch"))
                .header("Authorization", "Bearer " + account.token()).header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString(), StandardCharsets.US_ASCII)).build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (!answer.contains(expected)) {
            throw new IOException("a batch was not answered " + expected + ": "
                    + answer.lines().reduce("", (_, last) -> last));
        }
        return answer;
    }

    private JsonNode usage() throws IOException {
        return hub.client().get("/v1/usage", account.token());
    }

    /** Sends everything since {@code first} twice more; then the usage is what was sent, and nothing differs. */
    private String exact(int first) throws Exception {
        for (int replay = 0; replay < 2; replay++) {
            progress.accept("billing-outage: sending all " + (sent - first) + " again");
            for (int i = first; i < sent; i += LINES) {
                batch(i, "\"registered\":0"); // repeated, or still waiting for evidence
            }
        }
        long end = System.nanoTime() + CATCH_UP.toNanos();
        while (usage().path("ratedUpTo").asInt() < sent && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        JsonNode usage = usage();
        long rated = usage.path("days").valueStream().mapToLong(day -> day.path("quantity").asLong()).sum();
        long differences = differences();
        if (usage.path("counted").asLong() != sent || rated != sent || differences != 0) {
            throw new IllegalStateException("sent " + sent + ", counted " + usage.path("counted").asLong() + ", rated "
                    + rated + ", differences " + differences);
        }
        return "sent " + sent + " with the warm-up, " + waited + " in batches with some that waited for evidence, "
                + (sent - first) + " of them twice more; usage exactly " + rated
                + "; recompute and reconciliation find no difference";
    }

    private long differences() throws SQLException {
        try (Connection connection = hub.postgres().connect(EmbeddedPostgresServer.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (select count(*) from billing.recompute())"
                        + " + (select count(*) from billing.reconcile())")) {
            row.next();
            return row.getLong(1);
        }
    }
}

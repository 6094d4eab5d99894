package kz.centerpro.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents a second that the hub accepts, against what the machine allows and against the naive path. The hub is a
 * process of its own; the client is one thread of this one.
 */
public final class IntakeBench {

    private static final int CONTENT = 10 * 1024;
    private static final int IN_FLIGHT = 256;
    private static final int NAIVE_THREADS = 8;
    private static final int BATCH_LINES = 250;
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(90);
    /** Before that the compiler has not seen enough, however steady the rate looks. */
    private static final int WARM_UP_DOCUMENTS = 30_000;
    private static final Duration WARM_UP_TURN = Duration.ofSeconds(3);
    private static final double BETTER = 1.05;
    /** Of a turn, spent by the hub's compiler on all its threads: below it what is measured is compiled. */
    private static final double COMPILING_MAX = 0.1;

    /**
     * @param turn
     *            of one path in one round
     * @param documents
     *            signed beforehand; each is sent by turns
     */
    public record Plan(int rounds, Duration turn, int documents) {}

    @SuppressWarnings("ArrayRecordComponent") // sent and verified, not compared
    private record Signed(byte[] content, byte[] cms) {}

    /** What one round gave, each in documents a second, and the processor time of a document in microseconds. */
    private record Round(double hub, double verify, double bodies, double budget, double naive, double batch,
            double hubCpu, double postgresCpu, double clientCpu) {

        double limit() {
            return Math.min(verify, Math.min(bodies, budget));
        }
    }

    private final Plan plan;
    private final Consumer<String> progress;
    private final List<Signed> documents = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private byte[] metadata = {};
    private int refused;
    private String firstRefused = "";

    private IntakeBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        IntakeBench bench = new IntakeBench(plan, progress);
        progress.accept("intake: starting servers");
        try (SeparateHub hub = SeparateHub.start(List.of(), "center.docflow.client-per-second=1000000",
                "center.docflow.credential-per-second=1000000", "center.docflow.submissions-at-once=4096");
                NaiveStore naive = new NaiveStore(hub.home().resolve("naive"), NAIVE_THREADS);
                BodyStore bodies = new BodyStore(hub.postgres(), CONTENT)) {
            return bench.measured(hub, naive, bodies);
        }
    }

    private BenchReport measured(SeparateHub hub, NaiveStore naive, BodyStore bodies) throws Exception {
        String to = Objects.requireNonNull(hub.company("head-b").participant()).path("taxId").asString();
        Account account = hub.company("head-a");
        sign(account.signer(), to);
        try (LeanClient loaded = new LeanClient(hub.http(), IN_FLIGHT, requests(hub, account));
                LeanClient alone = new LeanClient(hub.http(), 1, requests(hub, account))) {
            HubMeasurements measurements = new HubMeasurements(http, hub);
            warm(measurements, loaded);
            LeanClient.Load idle = counted(alone.run(plan.turn));
            Map<String, Double> before = measurements.commits();
            List<Round> rounds = new ArrayList<>();
            List<double[]> latencies = new ArrayList<>();
            SignedSet verifier = new SignedSet(hub.trustCentre(), KeyKind.GOST);
            PlainBouncyCastle plain = new PlainBouncyCastle(PlainBouncyCastle.Family.GOST,
                    hub.trustCentre().intermediate(KeyKind.GOST), hub.trustCentre().root(KeyKind.GOST));
            naive(plain, naive, WARM_UP_TURN.multipliedBy(3)); // the peer is compiled code too
            for (int round = 0; round <= plan.rounds(); round++) {
                Round one = round(hub, loaded, account, verifier, bodies, plain, naive, latencies);
                if (round > 0) { // the first one warms up
                    rounds.add(one);
                }
                progress.accept(told(round, one));
            }
            return report(rounds, idle, latencies, histogram(before, measurements.commits()));
        }
    }

    private Round round(SeparateHub hub, LeanClient loaded, Account account, SignedSet verifier, BodyStore bodies,
            PlainBouncyCastle plain, NaiveStore naive, List<double[]> latencies) throws Exception {
        double[] before = hub.processorSeconds();
        LeanClient.Load load = counted(loaded.run(plan.turn));
        double[] after = hub.processorSeconds();
        latencies.add(new double[]{load.latency(0.5), load.latency(0.99)});
        double hubCpu = (after[0] - before[0]) / load.created();
        double postgresCpu = (after[1] - before[1]) / load.created();
        double clientCpu = load.processor() / load.created();
        double cores = Runtime.getRuntime().availableProcessors() - load.processor() / load.seconds();
        double batch = batch(hub, account);
        double verify = Throughput.of(Runtime.getRuntime().availableProcessors(), true, plan.turn, turn -> {
            Signed document = documents.get(turn % documents.size());
            verifier.verify(document.cms, document.content);
        });
        double naively = naive(plain, naive, plan.turn);
        return new Round(load.rate(), verify, bodies.rate(plan.turn), cores / (hubCpu + postgresCpu), naively, batch,
                hubCpu * 1e6, postgresCpu * 1e6, clientCpu * 1e6);
    }

    private double naive(PlainBouncyCastle plain, NaiveStore store, Duration turn) throws Exception {
        return Throughput.of(NAIVE_THREADS, true, turn, i -> {
            Signed document = documents.get(i % documents.size());
            plain.verifyWhole(document.cms, document.content);
            store.accept(document.content, document.cms);
        });
    }

    private static String told(int round, Round one) {
        return String.format(
                "intake: round %d: hub %.0f/s (batch path %.0f/s); limits: verify %.0f/s, body store %.0f/s, "
                        + "processor %.0f/s; naive %.0f/s; us a document: hub %.0f, PostgreSQL %.0f, client %.0f",
                round, one.hub, one.batch, one.verify, one.bodies, one.budget, one.naive, one.hubCpu, one.postgresCpu,
                one.clientCpu);
    }

    private BenchReport report(List<Round> rounds, LeanClient.Load idle, List<double[]> latencies, String batches) {
        String load = String.format("10 KB, GOST-512, %d requests in flight; %d answers were not 201%s", IN_FLIGHT,
                refused, firstRefused.isEmpty() ? "" : ", the first: " + firstRefused.lines().findFirst().orElse(""));
        Round middle = median(rounds);
        String cost = String.format(
                "microseconds of processor a document: hub with Redis %.0f, PostgreSQL %.0f, client %.0f; limits: "
                        + "verify %.0f/s, body store %.0f/s, processor %.0f/s (all cores less the client's share, by what "
                        + "hub and PostgreSQL spend on a document)",
                middle.hubCpu, middle.postgresCpu, middle.clientCpu, middle.verify, middle.bodies, middle.budget);
        return BenchReport.of("intake", List.of(
                new Measured.Subject("S4-limit", "documents/s", "least of three limits", 0.7, false,
                        load + "; " + cost + "; not called met: where the processor is the least limit, it is what the "
                                + "hub itself spends, so it tells that the cores are used, not that the hub is lean")
                        .of(rounds.stream().map(r -> new double[]{r.hub, r.limit()}).toList()),
                new Measured.Subject("S4-naive", "documents/s", "naive path", 8, true,
                        "naive: plain Bouncy Castle and one JDBC transaction a document on " + NAIVE_THREADS
                                + " threads, without HTTP, encryption or delivery")
                        .of(rounds.stream().map(r -> new double[]{r.hub, r.naive}).toList()),
                new Measured.Subject("S4-verify", "documents/s", "verify limit alone", 0.7, true,
                        "signature verification on all cores, nothing else")
                        .of(rounds.stream().map(r -> new double[]{r.hub, r.verify}).toList()),
                new Measured.Subject("S4-batch", "documents/s", "one request each", 1, true,
                        "POST /v1/documents:batch, two requests of " + BATCH_LINES + " lines at once")
                        .of(rounds.stream().map(r -> new double[]{r.batch, r.hub}).toList()),
                new Measured.Subject("S4-latency", "ms p50 loaded", "ms p50 alone", 0, false,
                        String.format("alone: one request at a time, p50 %.1f ms, p99 %.1f ms; loaded: p99 %.1f ms; "
                                + "commits by documents in them: %s", idle.latency(0.5), idle.latency(0.99),
                                latencies.stream().mapToDouble(l -> l[1]).sorted().toArray()[latencies.size() / 2],
                                batches))
                        .of(latencies.stream().map(l -> new double[]{l[0], idle.latency(0.5)}).toList())));
    }

    /** The round whose rate is the median. */
    private static Round median(List<Round> rounds) {
        return rounds.stream().sorted(java.util.Comparator.comparingDouble(Round::hub)).toList()
                .get(rounds.size() / 2);
    }

    private LeanClient.Load counted(LeanClient.Load load) {
        refused += load.other();
        firstRefused = firstRefused.isEmpty() ? load.firstOther() : firstRefused;
        return load;
    }

    private void sign(ClientSigner sender, String to) {
        progress.accept("intake: signing " + plan.documents() + " documents of 10 KB");
        Random random = new Random(11);
        metadata = JsonMapper.shared().writeValueAsBytes(Map.of("title", "Bench", "fileName", "bench.bin",
                "recipients", List.of(Map.of("taxId", to))));
        for (int i = 0; i < plan.documents(); i++) {
            byte[] content = new byte[CONTENT];
            random.nextBytes(content);
            documents.add(new Signed(content, sender.sign(content, false)));
        }
    }

    private List<ByteBuffer> requests(SeparateHub hub, Account account) throws IOException {
        List<ByteBuffer> requests = new ArrayList<>();
        for (Signed document : documents) {
            MultipartBody body = MultipartBody.detached(metadata, document.cms, document.content);
            requests.add(LeanClient.request(hub.http(), "/v1/documents", account.token(), body.contentType(),
                    body.toBytes()));
        }
        return requests;
    }

    /** Until the hub's compiler has settled. */
    private void warm(HubMeasurements measurements, LeanClient client) throws Exception {
        progress.accept("intake: warming up");
        long began = System.nanoTime();
        double best = 0;
        int since = 0;
        int sent = 0;
        double compiled = measurements.compiledMillis();
        double compiling = 1;
        while ((since < 3 || sent < WARM_UP_DOCUMENTS || compiling > COMPILING_MAX)
                && System.nanoTime() - began < WARM_UP_MAX.toNanos()) {
            LeanClient.Load load = counted(client.run(WARM_UP_TURN));
            sent += load.created();
            double rate = load.rate();
            since = rate > best * BETTER ? 0 : since + 1;
            best = Math.max(best, rate);
            double now = measurements.compiledMillis();
            compiling = (now - compiled) / WARM_UP_TURN.toMillis();
            compiled = now;
        }
        progress.accept(String.format("intake: warmed up by %d documents in %.0f s, the compiler at %.0f %%", sent,
                (System.nanoTime() - began) / 1e9, compiling * 100));
    }

    /** Documents a second over the batch path. */
    private double batch(SeparateHub hub, Account account) throws Exception {
        byte[] body = lines();
        return BATCH_LINES * Throughput.of(2, true, plan.turn, _ -> {
            HttpRequest request = HttpRequest.newBuilder(hub.http().resolve("/v1/documents:batch"))
                    .header("Authorization", "Bearer " + account.token()).header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (!answer.contains("\"registered\":" + BATCH_LINES)) {
                throw new IOException("a batch was not taken whole: " + answer.lines().findFirst().orElse(""));
            }
        });
    }

    private byte[] lines() {
        StringBuilder lines = new StringBuilder();
        Base64.Encoder base64 = Base64.getEncoder();
        String stated = new String(metadata, StandardCharsets.UTF_8);
        for (int i = 0; i < BATCH_LINES; i++) {
            Signed document = documents.get(i % documents.size());
            lines.append("{\"metadata\":").append(stated).append(",\"signature\":\"")
                    .append(base64.encodeToString(document.cms)).append("\",\"content\":\"")
                    .append(base64.encodeToString(document.content)).append("\"}\n");
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String histogram(Map<String, Double> before, Map<String, Double> after) {
        StringBuilder told = new StringBuilder();
        double below = 0;
        for (Map.Entry<String, Double> bucket : after.entrySet()) {
            double count = bucket.getValue() - orZero(before.get(bucket.getKey()));
            told.append(told.isEmpty() ? "" : ", ").append("to ").append(bucket.getKey().replace(".0", "")).append(": ")
                    .append(Math.round(count - below));
            below = count;
        }
        return told.toString();
    }

    private static double orZero(@Nullable Double count) {
        return count == null ? 0 : count;
    }
}

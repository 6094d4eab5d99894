package kz.centerpro.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.browser.Chromium;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.MultipartBody;
import kz.centerpro.sandbox.EmbeddedPostgresServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cabinet in a real browser against its limits: a list that follows a busy box stays smooth and light, a far jump
 * in a long list is quick, tabs share one connection, all of it weighs little. Hub, database and browser run on the
 * same machine.
 */
public final class CabinetBench {

    private static final int STORED_BY_SENDING = 100;
    private static final int JUMPS = 15;
    private static final int TABS = 8;
    private static final String MANY = "1000000";
    private static final double KILOBYTE = 1024.0;
    private static final double MEGABYTE = 1024.0 * 1024.0;
    private static final String SCRIPTS = ".*\\.js";
    /** A file for a trace of ten seconds under load, to look into them. */
    private static final String TRACE = "bench.cabinet.trace";
    private static final List<String> SCREENS = List.of("/in", "/out", "/send", "/parties", "/activity", "/money",
            "/notifications", "/settings/notifications", "/settings/organisation");
    private static final Pattern STREAMS = Pattern
            .compile("(?m)^center_subscribers\\{[^}]*sse[^}]*} (\\d+(?:\\.\\d+)?)");

    /**
     * @param rate
     *            events a second in the watched box; each document makes two, registered and delivered
     * @param rows
     *            of the long list
     */
    public record Plan(int rounds, Duration turn, int rate, int rows) {}

    private CabinetBench() {}

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("cabinet: starting a hub and a browser");
        try (SeparateHub hub = SeparateHub.start(List.of(), "center.docflow.client-per-second=" + MANY,
                "center.docflow.credential-per-second=" + MANY); Chromium chromium = Chromium.launch()) {
            Account sender = hub.company("head-a");
            String to = Objects.requireNonNull(hub.company("head-b").participant()).path("taxId").asString();
            List<byte[]> contents = contents();
            for (int i = 0; i < STORED_BY_SENDING; i++) {
                send(hub, sender, to, contents.get(i % contents.size()));
            }
            fill(hub, plan.rows());
            String base = hub.http().toString().replace("127.0.0.1", "localhost");
            String machine = chromium.version() + " without a graphics processor, 1360 by 860";
            List<Measured> results = new ArrayList<>();
            try (CabinetPage page = CabinetPage.of(chromium, base, sender)) {
                weigh(page, machine, results);
                jumps(plan, page, progress, results);
                live(plan, hub, sender, to, contents, page, progress, results);
                page.tabs(TABS - 1);
                results.add(limit("C4-connections", "streams", 1, streams(hub), TABS + " tabs of one browser"));
            }
            return BenchReport.of("cabinet", results);
        }
    }

    private static void weigh(CabinetPage page, String machine, List<Measured> results) {
        page.weigh();
        page.open(SCREENS.getFirst());
        double start = page.weight(SCRIPTS);
        SCREENS.stream().skip(1).forEach(page::open);
        double all = page.weight(SCRIPTS);
        double library = page.weight(".*/vendor/.*\\.js");
        double words = page.weight(".*/i18n/.*\\.js");
        results.add(limit("C9-start", "KB", 40, start / KILOBYTE, "as sent until the inbox stands, its words and the "
                + "library included; " + machine));
        results.add(limit("C9-scripts", "KB", 92, all / KILOBYTE, String.format(
                "as sent, all screens of a client: library %.1f, words of one language %.1f, the rest %.1f",
                library / KILOBYTE, words / KILOBYTE, (all - library - words) / KILOBYTE)));
        results.add(limit("C9-styles", "KB", 12, page.weight(".*\\.css") / KILOBYTE, "as sent"));
    }

    private static void jumps(Plan plan, CabinetPage page, Consumer<String> progress, List<Measured> results) {
        page.open("/out");
        Random random = new Random(7);
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            double[] took = new double[JUMPS];
            for (int i = 0; i < JUMPS; i++) {
                took[i] = page.jump(random.nextDouble());
            }
            Arrays.sort(took);
            double p95 = took[(int) Math.ceil(JUMPS * 0.95) - 1];
            progress.accept(String.format("cabinet: round %d: far jumps %.0f ms in the middle, %.0f ms p95", round,
                    took[JUMPS / 2], p95));
            if (round > 0) { // the first one warms up
                rounds.add(new double[]{p95, 300});
            }
        }
        results.add(new Measured.Subject("C2-far-jump", "ms", "limit", 1, true,
                "p95 of " + JUMPS + " jumps anywhere in " + plan.rows() + " rows, until all rows in sight are there")
                .atMost(rounds));
    }

    private static void live(Plan plan, SeparateHub hub, Account sender, String to, List<byte[]> contents,
            CabinetPage page, Consumer<String> progress, List<Measured> results) throws Exception {
        List<double[]> tasks = new ArrayList<>();
        List<double[]> frames = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        List<double[]> heap = new ArrayList<>();
        List<double[]> heard = new ArrayList<>();
        double lasted = 0;
        double computed = 0;
        for (int round = 0; round <= plan.rounds(); round++) {
            page.open("/out");
            page.awaitLive();
            double before = page.heap();
            page.watch();
            CabinetPage.Work begun = page.work();
            CabinetPage.Work work;
            try (Stream _ = new Stream(hub, sender, to, contents, plan.rate() / 2)) {
                String trace = System.getProperty(TRACE, "");
                if (round == 0 && !trace.isEmpty()) {
                    page.traced(Path.of(trace), () -> page.rest(10_000));
                } else {
                    page.rest((double) plan.turn().toMillis());
                }
                work = page.work().since(begun);
            }
            JsonNode seen = page.seen();
            double seconds = seen.path("took").asDouble();
            double[] longest = new double[seen.path("seconds").size()];
            Arrays.setAll(longest, i -> seen.path("seconds").path(i).asDouble());
            Arrays.sort(longest);
            double p95 = longest.length == 0 ? 0 : longest[(int) Math.ceil(longest.length * 0.95) - 1];
            double growth = (page.heap() - before) / MEGABYTE;
            double[] now = {p95, seen.path("frames").asDouble() / seconds, seen.path("rows").asDouble(), growth,
                    seen.path("events").asDouble() / seconds};
            progress.accept(String.format(
                    "cabinet: round %d: %.0f events/s, longest task %.0f ms p95, %.1f frames/s, %.0f rows, heap %+.1f MB; tasks lasted %.1f s, a processor worked on them for %.1f s",
                    round, now[4], now[0], now[1], now[2], now[3], work.lasted(), work.computed()));
            if (round > 0) {
                tasks.add(new double[]{now[0], 50});
                frames.add(new double[]{now[1], 55});
                rows.add(new double[]{now[2], 60});
                heap.add(new double[]{now[3], 5});
                heard.add(new double[]{now[4], plan.rate()});
                lasted += work.lasted();
                computed += work.computed();
            }
        }
        String note = plan.rate() + " events/s offered for " + plan.turn().toSeconds() + " s, list in sight";
        results.add(new Measured.Subject("C2-events", "events/s", "offered", 0.9, true, note).of(heard));
        results.add(
                new Measured.Subject("C2-long-tasks", "ms", "limit", 1, true,
                        "longest task of a second, p95, 0 where none reaches 50; of the time that tasks lasted a processor worked on them "
                                + Math.round(100 * computed / lasted) + " %; " + note)
                        .atMost(tasks));
        results.add(new Measured.Subject("C2-frames", "frames/s", "limit", 1, true, note).of(frames));
        results.add(
                new Measured.Subject("C2-rows", "rows", "limit", 1, true, "in the page at once; " + note).atMost(rows));
        results.add(new Measured.Subject("C2-heap", "MB", "limit", 1, true, "growth of live objects; " + note)
                .atMost(heap));
    }

    private static Measured limit(String id, String unit, double limit, double value, String note) {
        return new Measured.Subject(id, unit, "limit", 1, true, note).atMost(List.of(new double[]{value, limit}));
    }

    private static double streams(SeparateHub hub) throws IOException, InterruptedException {
        String told = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(hub.management()
                + "/actuator/prometheus")).build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher streams = STREAMS.matcher(told);
        double open = 0;
        while (streams.find()) {
            open += Double.parseDouble(streams.group(1));
        }
        return open;
    }

    private static List<byte[]> contents() {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < STORED_BY_SENDING; i++) {
            contents.add(("Счёт на оплату № " + i).getBytes(StandardCharsets.UTF_8));
        }
        return contents;
    }

    private static void send(SeparateHub hub, Account sender, String to, byte[] content) throws IOException {
        byte[] metadata = JsonMapper.shared()
                .writeValueAsBytes(Map.of("title", "Счёт на оплату", "fileName", "bill.txt",
                        "recipients", List.of(Map.of("taxId", to))));
        int status = hub.client().submit(sender.token(), UUID.randomUUID().toString(),
                MultipartBody.detached(metadata, sender.signer().sign(content, false), content)).status();
        if (status != 201) {
            throw new IOException("a document was answered " + status);
        }
    }

    /** Copies what the hub took until there are that many. */
    private static void fill(SeparateHub hub, int rows) throws Exception {
        try (var connection = hub.postgres().connect(EmbeddedPostgresServer.DATABASE);
                var statement = connection.createStatement()) {
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            for (int delivered = 0; delivered < STORED_BY_SENDING;) {
                try (var row = statement.executeQuery("select count(*) from hub.inbox")) {
                    delivered = row.next() ? row.getInt(1) : 0;
                }
                if (System.nanoTime() > end) {
                    throw new IOException("only " + delivered + " documents were delivered");
                }
            }
        }
        int times = rows / STORED_BY_SENDING - 1;
        if (times > 0) {
            hub.postgres().execute(EmbeddedPostgresServer.DATABASE,
                    DocumentGrowthBench.COPIES.replace(":times", String.valueOf(times)));
            hub.postgres().execute(EmbeddedPostgresServer.DATABASE, "vacuum analyze");
        }
    }

    /** Sends at a rate until it is closed. */
    private static final class Stream implements AutoCloseable {

        private static final int SENDERS = 4;
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(SENDERS);

        Stream(SeparateHub hub, Account sender, String to, List<byte[]> contents, int perSecond) {
            AtomicInteger turn = new AtomicInteger();
            long pause = TimeUnit.SECONDS.toNanos(1) * SENDERS / perSecond;
            for (int i = 0; i < SENDERS; i++) {
                var _ = threads.scheduleAtFixedRate(() -> {
                    try {
                        send(hub, sender, to, contents.get(turn.getAndIncrement() % contents.size()));
                    } catch (IOException refused) {
                        // fewer events are heard than offered, which the report tells
                    }
                }, i * pause / SENDERS, pause, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}

package kz.centerpro.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.MultipartBody;
import tools.jackson.databind.json.JsonMapper;

/** What a large document costs the hub's heap: the hub has 256 MB in all, and a document may be larger than that. */
public final class LargeMemoryBench {

    private static final int HEAP_MB = 256;
    private static final long MEGABYTE = 1 << 20;
    private static final long WARM_UP = 8 * MEGABYTE;

    private LargeMemoryBench() {}

    /**
     * @param megabytes
     *            of one document
     */
    public record Plan(int rounds, int megabytes) {

        /** 100 MB; 2 GB less a MB, which is the most that is taken, with {@code -Dbench.huge}. */
        public static int usual() {
            return Boolean.getBoolean("bench.huge") || "".equals(System.getProperty("bench.huge")) ? 2047 : 100;
        }
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("memory: starting a hub with " + HEAP_MB + " MB of heap");
        try (SeparateHub hub = SeparateHub.start(List.of("-Xmx" + HEAP_MB + "m"));
                HubHeap heap = HubHeap.of(hub.process())) {
            String to = Objects.requireNonNull(hub.company("head-b").participant()).path("taxId").asString();
            Account account = hub.company("head-a");
            byte[] metadata = JsonMapper.shared().writeValueAsBytes(Map.of("title", "Large", "fileName", "large.bin",
                    "recipients", List.of(Map.of("taxId", to))));
            send(hub, account, metadata, WARM_UP, 1);
            return report(plan, rounds(plan, hub, heap, account, metadata, progress));
        }
    }

    /** Peak, live peak and allocation of each round, in MB. */
    private static List<double[]> rounds(Plan plan, SeparateHub hub, HubHeap heap, Account account, byte[] metadata,
            Consumer<String> progress) throws Exception {
        List<double[]> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            heap.settle();
            long before = heap.allocated();
            send(hub, account, metadata, plan.megabytes() * MEGABYTE, round + 1);
            double[] measured = {megabytes(heap.peak()), megabytes(heap.livePeak()),
                    megabytes(heap.allocated() - before)};
            rounds.add(measured);
            progress.accept(String.format(
                    "memory: round %d: heap at most %.0f MB with garbage, %.0f MB after a collection; allocated %.0f MB",
                    round, measured[0], measured[1], measured[2]));
        }
        return rounds;
    }

    private static BenchReport report(Plan plan, List<double[]> rounds) {
        String note = plan.megabytes() + " MB in one document, detached GOST-512; the hub runs with -Xmx" + HEAP_MB
                + "m, notification and doors in the same process";
        Measured peak = new Measured.Subject("S8-heap", "MB at most", "heap allowed", 1, false,
                note + "; garbage included, looked at every 20 ms")
                .of(rounds.stream().map(round -> new double[]{round[0], HEAP_MB}).toList());
        Measured live = new Measured.Subject("S8-live", "MB at most", "heap allowed", 1, false,
                "left after a collection").of(rounds.stream().map(round -> new double[]{round[1], HEAP_MB}).toList());
        Measured allocated = new Measured.Subject("S8-allocation", "MB allocated", "MB of the document", 2, false,
                "by all threads of the hub while the document was sent")
                .of(rounds.stream().map(round -> new double[]{round[2], plan.megabytes()}).toList());
        return BenchReport.of("memory", List.of(peak.atMost(), live.atMost(), allocated.atMost()));
    }

    private static void send(SeparateHub hub, Account account, byte[] metadata, long size, int seed)
            throws IOException {
        Path file = hub.home().resolve("large.bin");
        write(file, size, seed);
        byte[] cms;
        try (InputStream content = Files.newInputStream(file)) {
            cms = account.signer().signDetached(content);
        }
        HubClient.Answer answer = hub.client().submit(account.token(), null,
                MultipartBody.detached(metadata, cms, file));
        if (answer.status() != 201) {
            throw new IOException("a document of " + size + " bytes was answered " + answer.status());
        }
    }

    private static void write(Path file, long size, int seed) throws IOException {
        Random random = new Random(seed);
        byte[] block = new byte[(int) MEGABYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }
    }

    private static double megabytes(long bytes) {
        return bytes / (double) MEGABYTE;
    }
}

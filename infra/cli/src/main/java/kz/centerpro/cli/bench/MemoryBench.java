package kz.centerpro.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Live heap of an idle subscriber: what remains after collections, with more and more streams open. */
public final class MemoryBench {

    private static final double SSE_LIMIT = 5;
    private static final double RSOCKET_LIMIT = 14;
    private static final int COLLECTIONS = 4;
    private static final long PAUSE = 300_000_000L;

    /**
     * @param subscribers
     *            opened in each round, on top of those before
     */
    public record Plan(int rounds, int subscribers) {}

    private final Plan plan;
    private final Consumer<String> progress;

    private MemoryBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        MemoryBench bench = new MemoryBench(plan, progress);
        return BenchReport.of("memory", List.of(bench.sse(), bench.rsocket()));
    }

    private Measured sse() throws Exception {
        int all = (plan.rounds() + 1) * plan.subscribers();
        progress.accept("memory: starting servers");
        try (OwnNode node = OwnNode.start(2 * all); Crowd crowd = Crowd.start()) {
            List<double[]> shared = grown("SSE, one box", SSE_LIMIT, plan.rounds(),
                    _ -> crowd.openStreams(node.port(), plan.subscribers(), "/v1/events?after=top",
                            List.of(node.token(1)), false));
            List<double[]> own = grown("SSE, a box each", SSE_LIMIT, plan.rounds(),
                    round -> crowd.openStreams(node.port(), plan.subscribers(), "/v1/events?after=top",
                            tokens(node, round), false));
            return new Measured.Subject("S7-sse", "KB/subscriber", "limit", 1, true,
                    "live heap of the process after collections, for each of " + plan.subscribers() + " streams more,"
                            + " each in a box of its own; with all in one box "
                            + Math.round(10 * FanoutBench.median(shared.stream().map(round -> round[0]).toList()))
                                    / 10.0
                            + " KB. Buffers outside the heap and the kernel's are not in it")
                    .atMost(own);
        }
    }

    private Measured rsocket() throws Exception {
        int all = (plan.rounds() + 3) * plan.subscribers();
        try (OwnNode node = OwnNode.start(all); Crowd crowd = Crowd.start()) {
            List<double[]> own = grown("RSocket, a box each", RSOCKET_LIMIT, plan.rounds(),
                    round -> tails(node, crowd, round, false));
            List<double[]> beating = grown("RSocket, with heartbeats", RSOCKET_LIMIT, 1,
                    round -> tails(node, crowd, plan.rounds() + 1 + round, true));
            return new Measured.Subject("S7-rsocket", "KB/subscriber", "limit", 1, true,
                    "likewise, a connection over TCP with one tail each, the server's heap alone; with heartbeats "
                            + Math.round(10 * beating.getFirst()[0]) / 10.0 + " KB")
                    .atMost(own);
        }
    }

    private void tails(OwnNode node, Crowd crowd, int round, boolean heartbeats) throws Exception {
        crowd.open(node.rsocketPort(), plan.subscribers(), false,
                tokens(node, round).stream().map(token -> RSocketRequests.tail(token, heartbeats)).toList());
    }

    private List<String> tokens(OwnNode node, int round) {
        return LongStream.rangeClosed(1, plan.subscribers())
                .mapToObj(i -> node.token(10_000L + (long) round * plan.subscribers() + i)).toList();
    }

    private interface Opening {
        void open(int round) throws Exception;
    }

    /** KB for each stream of each round; the first round, which fills caches, is left out. */
    private List<double[]> grown(String what, double limit, int rounds, Opening opening) throws Exception {
        List<double[]> measured = new ArrayList<>();
        long before = live();
        for (int round = 0; round <= rounds; round++) {
            opening.open(round);
            long after = live();
            double each = (after - before) / 1024.0 / plan.subscribers();
            progress.accept(String.format("memory: %s, round %d: %.2f KB each", what, round, each));
            if (round > 0) {
                measured.add(new double[]{each, limit});
            }
            before = after;
        }
        return measured;
    }

    private static long live() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(PAUSE);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

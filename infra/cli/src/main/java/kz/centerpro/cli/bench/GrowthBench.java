package kz.centerpro.cli.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** What a delivery costs when ten times as many subscribers are there that get nothing. */
public final class GrowthBench {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long BOX = 1001;
    private static final int FACTOR = 10;
    private static final long TICK = 10_000_000L;

    /**
     * @param active
     *            subscribers of the one box that grows
     * @param idle
     *            subscribers with a box each; ten times as many in the other half of each round
     * @param turn
     *            length of half a round; one event every 10 ms
     */
    public record Plan(int rounds, int active, int idle, Duration turn) {}

    private final Plan plan;
    private final Consumer<String> progress;

    private GrowthBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        return BenchReport.of("growth", List.of(new GrowthBench(plan, progress).subscribers()));
    }

    private Measured subscribers() throws Exception {
        progress.accept("growth: starting servers");
        List<double[]> rounds = new ArrayList<>();
        try (OwnNode node = OwnNode.start(FACTOR * plan.idle() + plan.active());
                Crowd active = Crowd.start();
                Crowd idle = Crowd.start()) {
            active.openStreams(node.port(), plan.active(), "/v1/events?after=top", List.of(node.token(BOX)), false);
            open(node, idle, 0, plan.idle());
            cost(node, active); // warms up
            cost(node, active);
            for (int round = 1; round <= plan.rounds(); round++) {
                double few = cost(node, active);
                double many;
                try (Crowd crowd = Crowd.start()) {
                    open(node, crowd, plan.idle(), (FACTOR - 1) * plan.idle());
                    many = cost(node, active);
                }
                awaitGone(node);
                progress.accept(String.format("growth: round %d: %.2f us with %d idle, %.2f us with %d", round, few,
                        plan.idle(), many, FACTOR * plan.idle()));
                rounds.add(new double[]{many, few});
            }
        }
        return new Measured.Subject("S10-subscribers", "us CPU/delivery", "a tenth of the idle subscribers", 1.3, true,
                plan.active() + " subscribers get an event every 10 ms; " + FACTOR * plan.idle() + " against "
                        + plan.idle()
                        + " others, a box each, get heartbeats alone. Processor time of the whole process,"
                        + " the bench's own commits included")
                .atMost(rounds);
    }

    private static void open(OwnNode node, Crowd crowd, int first, int count) throws Exception {
        crowd.openStreams(node.port(), count, "/v1/events?after=top",
                LongStream.range(0, count).mapToObj(i -> node.token(10_000 + first + i)).toList(), false);
    }

    private void awaitGone(OwnNode node) {
        while (node.streams() > plan.idle() + plan.active()) {
            LockSupport.parkNanos(TICK);
        }
    }

    /** Microseconds of processor time for each delivery at a fixed rate. */
    private double cost(OwnNode node, Crowd active) throws Exception {
        System.gc();
        long cpu = cpu();
        long next = System.nanoTime();
        long end = next + plan.turn().toNanos();
        long deliveries = 0;
        while (next < end) {
            node.burst(BOX, 1, 1);
            deliveries += plan.active();
            next += TICK;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        active.await(deliveries, SOON);
        return (cpu() - cpu) / 1e3 / deliveries;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

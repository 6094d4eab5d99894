package kz.centerpro.cli.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.NewEvent;

/** From commit to subscriber, each in a box of its own, at a fixed rate; and the same over bare Redis pub/sub. */
public final class LatencyBench {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TICK_MILLIS = 20;
    private static final long BASE = 10_000;
    /** Before the rounds each side gets so many times the rate, until the compiler has done what it does. */
    private static final int WARM_RATE = 4;
    private static final int WARM_TURNS_MAX = 12;
    private static final long SETTLED_MILLIS = 100;

    /**
     * @param rate
     *            events a second, in groups every 20 ms, each group in one commit
     * @param turn
     *            length of one round of one side
     */
    public record Plan(int rounds, int subscribers, int rate, Duration turn) {}

    private final Plan plan;
    private final Consumer<String> progress;
    private final AtomicLong numbers = new AtomicLong();

    private LatencyBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        return BenchReport.of("latency", List.of(new LatencyBench(plan, progress).measured()));
    }

    private Measured measured() throws Exception {
        progress.accept("latency: starting servers");
        List<double[]> rounds = new ArrayList<>();
        List<Double> middles = new ArrayList<>();
        List<Double> peerMiddles = new ArrayList<>();
        List<Double> compiling = new ArrayList<>();
        try (OwnNode node = OwnNode.start(plan.subscribers()); Crowd crowd = Crowd.start()) {
            RedisClient redis = RedisClient.create("redis://127.0.0.1:" + node.redisPort());
            try (StatefulRedisConnection<String, String> publisher = redis.connect()) {
                crowd.openStreams(node.port(), plan.subscribers(), "/v1/events?after=top", tokens(node), true);
                crowd.open(node.redisPort(), plan.subscribers(), true, subscriptions());
                int warm = warmed(crowd, node, publisher);
                for (int round = 1; round <= plan.rounds(); round++) {
                    long compiled = compiled();
                    double[] hub = turn(crowd, plan.rate(), numbers -> committed(node, numbers));
                    compiled = compiled() - compiled;
                    double[] peer = turn(crowd, plan.rate(), numbers -> published(publisher, numbers));
                    progress.accept(
                            String.format("latency: round %d: hub p50 %.2f p99 %.2f ms, Redis p50 %.2f p99 %.2f;"
                                    + " %d ms of compilation", round, hub[0], hub[1], peer[0], peer[1], compiled));
                    rounds.add(new double[]{hub[1], peer[1]});
                    middles.add(hub[0]);
                    peerMiddles.add(peer[0]);
                    compiling.add((double) compiled);
                }
                return measured(rounds, String.format("both after %d turns at %d times the rate. Medians %.2f and"
                        + " %.2f ms; %.0f ms of compilation in a round of the hub", warm, WARM_RATE,
                        FanoutBench.median(middles), FanoutBench.median(peerMiddles), FanoutBench.median(compiling)));
            } finally {
                redis.shutdown();
            }
        }
    }

    private Measured measured(List<double[]> rounds, String how) {
        return new Measured.Subject("S6", "ms p99", "Redis pub/sub", 1.5, true,
                String.format("%d subscribers with a box each, %d events/s; from the return of the commit to the"
                        + " subscriber's read, of all events; Redis from the call of PUBLISH; ", plan.subscribers(),
                        plan.rate()) + how)
                .atMost(rounds);
    }

    /** How many turns it took until the compiler was quiet. */
    private int warmed(Crowd crowd, OwnNode node, StatefulRedisConnection<String, String> publisher) throws Exception {
        int turns = 0;
        long compiled = Long.MAX_VALUE;
        while (compiled > SETTLED_MILLIS && turns < WARM_TURNS_MAX) {
            turns++;
            long before = compiled();
            turn(crowd, plan.rate() * WARM_RATE, numbers -> committed(node, numbers));
            turn(crowd, plan.rate() * WARM_RATE, numbers -> published(publisher, numbers));
            compiled = compiled() - before;
            progress.accept(String.format("latency: warming up, %d ms of compilation", compiled));
        }
        return turns;
    }

    /** Milliseconds that the compiler of this JVM, which has the node in it, has worked; it competes for the cores. */
    private static long compiled() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private List<String> tokens(OwnNode node) {
        return LongStream.range(0, plan.subscribers()).mapToObj(i -> node.token(BASE + i)).toList();
    }

    private List<byte[]> subscriptions() {
        return LongStream.range(0, plan.subscribers())
                .mapToObj(i -> ("SUBSCRIBE bench:" + i + "\r\n").getBytes(StandardCharsets.US_ASCII)).toList();
    }

    private interface Side {
        /** Sends events with these numbers to boxes of its choice; when the sending counts as begun, in nanoseconds. */
        long send(List<Long> numbers) throws IOException;
    }

    /** Median and 99th percentile in milliseconds. */
    private double[] turn(Crowd crowd, int rate, Side side) throws Exception {
        Map<Long, Long> begun = new HashMap<>();
        int each = Math.max(1, rate * TICK_MILLIS / 1000);
        long next = System.nanoTime();
        long end = next + plan.turn().toNanos();
        while (next < end) {
            List<Long> group = LongStream.range(0, each).mapToObj(_ -> numbers.incrementAndGet()).toList();
            long at = side.send(group);
            group.forEach(number -> begun.put(number, at));
            next += TICK_MILLIS * 1_000_000L;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        crowd.await(begun.size(), SOON);
        Map<Long, Long> read = crowd.times();
        double[] millis = begun.entrySet().stream()
                .mapToDouble(sent -> (Objects.requireNonNull(read.get(sent.getKey())) - sent.getValue()) / 1e6).sorted()
                .toArray();
        return new double[]{millis[millis.length / 2], millis[(int) Math.ceil(millis.length * 0.99) - 1]};
    }

    private long committed(OwnNode node, List<Long> group) {
        List<NewEvent> events = group.stream()
                .map(number -> OwnNode.event(BASE + number % plan.subscribers(), BenchEvents.data(number + "")))
                .toList();
        List<BoxTop> tops = Objects.requireNonNull(node.append(events).block(SOON));
        long at = System.nanoTime();
        node.ring(tops);
        return at;
    }

    private long published(StatefulRedisConnection<String, String> redis, List<Long> group) {
        long at = System.nanoTime();
        for (long number : group) {
            var _ = redis.async().publish("bench:" + number % plan.subscribers(),
                    BenchEvents.json(number, BenchEvents.data(number + "")));
        }
        return at;
    }
}

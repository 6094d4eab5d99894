package kz.centerpro.hub.kernel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import kz.centerpro.contracts.wire.MeterNames;

/** What the rooms of the hub count and time. Meters are made once, with every label they will ever have. */
public final class HubMeters {

    /** What became of a submission. */
    public enum Outcome {
        /** Registered now. */
        REGISTERED,
        /** Answered as before. */
        REPEATED,
        /** Waits for evidence. */
        PARKED,
        /** The caller's fault. */
        REFUSED,
        /** Ours, or that of what we need. */
        FAILED,
        /** The caller left, or its time ran out. */
        LEFT
    }

    /** Of keys, as far as they cost differently. */
    public enum Family {
        GOST, RSA, ECDSA, OTHER
    }

    /** What is asked of authorities. */
    public enum Fetch {
        OCSP, CRL, TSP
    }

    /** How that went. */
    public enum Fetched {
        OK, LATE, FAILED
    }

    private static final Duration[] TIMES = {Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
            Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(30)};
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final Map<Outcome, Counter> submissions;
    private final Timer intake;
    private final DistributionSummary batches;
    private final Map<Family, Timer> verdicts;
    private final Map<Fetch, Map<Fetched, Counter>> fetches;

    public HubMeters(MeterRegistry registry) {
        submissions = each(Outcome.class, outcome -> Counter.builder(MeterNames.SUBMISSIONS)
                .tag(MeterNames.OUTCOME, label(outcome)).description("submissions whose body was read, by outcome")
                .register(registry));
        intake = Timer.builder(MeterNames.INTAKE).description("from the end of the body to the commit")
                .serviceLevelObjectives(TIMES).register(registry);
        batches = DistributionSummary.builder(MeterNames.COMMIT_BATCH).description("documents of one commit")
                .serviceLevelObjectives(SIZES).register(registry);
        verdicts = each(Family.class, family -> Timer.builder(MeterNames.VERDICT)
                .tag(MeterNames.FAMILY, label(family)).description("one look at a container, on a verify thread")
                .serviceLevelObjectives(TIMES).register(registry));
        fetches = each(Fetch.class, kind -> each(Fetched.class, outcome -> Counter.builder(MeterNames.PKI_FETCHES)
                .tag(MeterNames.KIND, label(kind)).tag(MeterNames.OUTCOME, label(outcome))
                .description("answers of responders and list servers").register(registry)));
    }

    /** {@code since} as {@link System#nanoTime} told when the body had ended. */
    public void submitted(Outcome outcome, long since) {
        counter(submissions, outcome).increment();
        if (outcome == Outcome.REGISTERED) {
            intake.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }

    public void committed(int documents) {
        batches.record(documents);
    }

    /** {@code algorithm} as a report names it; {@code since} as {@link System#nanoTime} told at the start. */
    public void judged(String algorithm, long since) {
        Timer timer = verdicts.get(family(algorithm));
        if (timer != null) {
            timer.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }

    public void fetched(Fetch kind) {
        counter(fetches.getOrDefault(kind, Map.of()), Fetched.OK).increment();
    }

    public void fetchFailed(Fetch kind, Throwable failure) {
        counter(fetches.getOrDefault(kind, Map.of()),
                failure instanceof TimeoutException ? Fetched.LATE : Fetched.FAILED).increment();
    }

    static Family family(String algorithm) {
        if (algorithm.contains("GOST")) {
            return Family.GOST;
        }
        if (algorithm.contains("ECDSA")) {
            return Family.ECDSA;
        }
        return algorithm.contains("RSA") ? Family.RSA : Family.OTHER;
    }

    private static <K extends Enum<K>> Counter counter(Map<K, Counter> counters, K of) {
        return java.util.Objects.requireNonNull(counters.get(of));
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> make) {
        Map<K, V> all = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            all.put(key, make.apply(key));
        }
        return all;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}

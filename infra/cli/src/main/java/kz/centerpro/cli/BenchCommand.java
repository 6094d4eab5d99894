package kz.centerpro.cli;

import java.time.Duration;
import java.util.Optional;
import kz.centerpro.browser.Chromium;
import kz.centerpro.cli.bench.BenchReport;
import kz.centerpro.cli.bench.BillingBench;
import kz.centerpro.cli.bench.CabinetBench;
import kz.centerpro.cli.bench.BillingOutageBench;
import kz.centerpro.cli.bench.BillingProcess;
import kz.centerpro.cli.bench.CrowdClient;
import kz.centerpro.cli.bench.DocumentGrowthBench;
import kz.centerpro.cli.bench.FanoutBench;
import kz.centerpro.cli.bench.GostDifferential;
import kz.centerpro.cli.bench.GrowthBench;
import kz.centerpro.cli.bench.IntakeBench;
import kz.centerpro.cli.bench.LargeMemoryBench;
import kz.centerpro.cli.bench.LatencyBench;
import kz.centerpro.cli.bench.MemoryBench;
import kz.centerpro.cli.bench.VerifyBench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements against a peer or a limit in the same run; they end with 0 whether a target is met or not. */
@Command(name = "bench", description = "Measure against a peer or a limit in the same run: "
        + "intake, fanout, latency, memory, memory-large, growth, growth-documents, billing, billing-outage, cabinet, verify.")
final class BenchCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(),
                "Name a bench: intake, fanout, latency, memory, memory-large, growth, growth-documents, billing, billing-outage, cabinet or verify.");
    }

    @Command(name = "verify", description = "Signature verification against plain Bouncy Castle, per processor second.")
    int verify(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--seconds", defaultValue = "0.4", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--differential", description = "instead, compare the GOST verifier with Bouncy Castle this many times") @Nullable Integer differential)
            throws Exception {
        if (differential != null) {
            return compared(json, checkedCount(differential));
        }
        return told(json, VerifyBench.run(checked(rounds), duration(seconds), this::progress));
    }

    @Command(name = "intake", description = "Documents a second: accepted, verified, numbered, durable.")
    int intake(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--seconds", defaultValue = "2", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--documents", defaultValue = "400", description = "signed before the measurement, then sent by turns (default: ${DEFAULT-VALUE})") int documents)
            throws Exception {
        return told(json, IntakeBench.run(new IntakeBench.Plan(checked(rounds), duration(seconds), documents),
                this::progress));
    }

    @Command(name = "fanout", description = "Deliveries a second from one box to many live subscribers, against nchan.")
    int fanout(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--subscribers", split = ",", defaultValue = "1000,5000", description = "one or more numbers of streams (default: ${DEFAULT-VALUE})") java.util.List<Integer> subscribers,
            @Option(names = "--burst", defaultValue = "100", description = "events offered at once (default: ${DEFAULT-VALUE})") int burst,
            @Option(names = "--seconds", defaultValue = "60", description = "longest wait for one burst (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--rsocket", negatable = true, defaultValue = "true", fallbackValue = "true", description = "measure RSocket too (default: ${DEFAULT-VALUE})") boolean rsocket,
            @Option(names = "--install-peers", description = "install nginx with nchan by apt-get if it is missing") boolean install)
            throws Exception {
        return told(json, FanoutBench.run(new FanoutBench.Plan(checked(rounds), checkedStreams(subscribers),
                burst, duration(seconds), install, rsocket), this::progress));
    }

    @Command(name = "latency", description = "From commit to subscriber, to distinct boxes at a fixed rate, against Redis pub/sub.")
    int latency(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--subscribers", defaultValue = "500", description = "a box each (default: ${DEFAULT-VALUE})") int subscribers,
            @Option(names = "--rate", defaultValue = "500", description = "events a second (default: ${DEFAULT-VALUE})") int rate,
            @Option(names = "--seconds", defaultValue = "4", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds)
            throws Exception {
        return told(json, LatencyBench.run(new LatencyBench.Plan(checked(rounds),
                checkedStreams(java.util.List.of(subscribers)).getFirst(), rate, duration(seconds)), this::progress));
    }

    @Command(name = "memory", description = "Live heap for each idle subscriber.")
    int memory(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--subscribers", defaultValue = "1000", description = "opened in each round (default: ${DEFAULT-VALUE})") int subscribers)
            throws Exception {
        return told(json, MemoryBench.run(new MemoryBench.Plan(checked(rounds),
                checkedStreams(java.util.List.of(subscribers)).getFirst()), this::progress));
    }

    @Command(name = "growth", description = "What a delivery costs with ten times as many idle subscribers.")
    int growth(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--subscribers", defaultValue = "500", description = "idle ones, then ten times as many (default: ${DEFAULT-VALUE})") int subscribers,
            @Option(names = "--seconds", defaultValue = "6", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds)
            throws Exception {
        return told(json, GrowthBench.run(new GrowthBench.Plan(checked(rounds), 100,
                checkedStreams(java.util.List.of(subscribers)).getFirst(), duration(seconds)), this::progress));
    }

    @Command(name = "billing-process", hidden = true, description = "Billing for the bench that kills it; takes its settings on standard input.")
    int billingProcess() throws Exception {
        BillingProcess.run(new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true,
                java.nio.charset.StandardCharsets.UTF_8));
        return Exit.GOOD;
    }

    @Command(name = "crowd", hidden = true, description = "The load client of the live benches; obeys lines on standard input.")
    int crowd() throws Exception {
        CrowdClient.run(new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true,
                java.nio.charset.StandardCharsets.UTF_8));
        return Exit.GOOD;
    }

    private static java.util.List<Integer> checkedStreams(java.util.List<Integer> numbers) {
        if (numbers.isEmpty() || numbers.stream().anyMatch(number -> number < 1 || number > 9_000)) {
            throw CommandFailure.unreadable("--subscribers is from 1 to 9000");
        }
        return numbers;
    }

    @Command(name = "memory-large", description = "Heap of the hub while it takes a document of 100 MB (2 GB with -Dbench.huge).")
    int memoryLarge(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds)
            throws Exception {
        return told(json, LargeMemoryBench
                .run(new LargeMemoryBench.Plan(checked(rounds), LargeMemoryBench.Plan.usual()), this::progress));
    }

    @Command(name = "growth-documents", description = "Intake with ten times the documents stored.")
    int growthDocuments(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--seconds", defaultValue = "2", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--documents", defaultValue = "5000", description = "stored on the smaller side (default: ${DEFAULT-VALUE})") int documents)
            throws Exception {
        return told(json, DocumentGrowthBench.run(
                new DocumentGrowthBench.Plan(checked(rounds), duration(seconds), documents), this::progress));
    }

    @Command(name = "billing-outage", description = "Documents a second before, while and after billing is stopped, and whether the usage is exact.")
    int billingOutage(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "1", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--documents", defaultValue = "10000", description = "in each phase of a round, a multiple of 250 (default: ${DEFAULT-VALUE})") int documents)
            throws Exception {
        if (documents < 250 || documents > 1_000_000 || documents % 250 != 0) {
            throw CommandFailure.unreadable("--documents is a multiple of 250 up to 1000000");
        }
        return told(json,
                BillingOutageBench.run(new BillingOutageBench.Plan(checked(rounds), documents), this::progress));
    }

    @Command(name = "billing", description = "Usage rated a second for one hot payer, against a debit for each document.")
    int billing(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--seconds", defaultValue = "3", description = "of the debits' turn (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--usage", defaultValue = "50000", description = "units rated in one turn (default: ${DEFAULT-VALUE})") int usage)
            throws Exception {
        if (usage < 1 || usage > 1_000_000) {
            throw CommandFailure.unreadable("--usage is from 1 to 1000000");
        }
        return told(json, BillingBench.run(new BillingBench.Plan(checked(rounds), duration(seconds), usage),
                this::progress));
    }

    @Command(name = "cabinet", description = "The cabinet in a real browser against its limits: a busy list, a long list, tabs, weight.")
    int cabinet(@Option(names = "--json", description = "print JSON") boolean json,
            @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}") int rounds,
            @Option(names = "--seconds", defaultValue = "60", description = "of one turn (default: ${DEFAULT-VALUE})") double seconds,
            @Option(names = "--rate", defaultValue = "100", description = "events a second (default: ${DEFAULT-VALUE})") int rate,
            @Option(names = "--rows", defaultValue = "100000", description = "of the long list (default: ${DEFAULT-VALUE})") int rows)
            throws Exception {
        if (rate < 8 || rate > 2000 || rows < 1000 || rows > 1_000_000) {
            throw CommandFailure.unreadable("--rate is from 8 to 2000, --rows from 1000 to 1000000");
        }
        Optional<String> missing = Chromium.absent();
        if (missing.isPresent()) {
            java.util.Objects.requireNonNull(spec).commandLine().getErr()
                    .println("center: skipped, nothing was measured: " + missing.get());
            return Exit.GOOD;
        }
        return told(json, CabinetBench.run(new CabinetBench.Plan(checked(rounds), duration(seconds), rate, rows),
                this::progress));
    }

    private int compared(boolean json, int count) {
        GostDifferential.Result result = GostDifferential.run(count, this::progress);
        java.io.PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json
                ? Json.text(result)
                : result.comparisons() + " comparisons, " + result.disagreements()
                        + " disagreements: " + result.kinds());
        return result.disagreements() == 0 ? Exit.GOOD : Exit.BAD;
    }

    private static int checkedCount(int count) {
        if (count < 1) {
            throw CommandFailure.unreadable("--differential is above 0");
        }
        return count;
    }

    private static int checked(int rounds) {
        if (rounds < 1 || rounds > 100) {
            throw CommandFailure.unreadable("--rounds is from 1 to 100");
        }
        return rounds;
    }

    private static Duration duration(double seconds) {
        if (!(seconds > 0 && seconds <= 600)) {
            throw CommandFailure.unreadable("--seconds is above 0 and at most 600");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private void progress(String what) {
        java.util.Objects.requireNonNull(spec).commandLine().getErr().println("center: measuring " + what);
    }

    private int told(boolean json, BenchReport report) {
        java.io.PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(Json.text(report));
        } else {
            report.print(out);
        }
        return Exit.GOOD;
    }
}

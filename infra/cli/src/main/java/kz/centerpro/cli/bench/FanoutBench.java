package kz.centerpro.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Deliveries a second from one box to many live streams: a burst, and one event outstanding at a time. */
public final class FanoutBench {

    private static final long BOX = 1001;
    private static final int WARM = 12;
    /** Events of a burst that share a commit, as the hub's group commit makes it under load. */
    private static final int COMMIT = 10;
    private static final int SINGLES = 50;
    /** Before the rounds, so that the hub's compiler has done what it does; commits in bursts are too few for that. */
    private static final int WARM_SINGLES = 600;
    private static final String PEER = "nchan";

    /**
     * @param subscribers
     *            numbers of streams to measure with
     * @param burst
     *            events offered at once in a round
     * @param patience
     *            longest wait for one burst
     */
    public record Plan(int rounds, List<Integer> subscribers, int burst, Duration patience, boolean installPeers,
            boolean rsocket) {}

    private final Plan plan;
    private final Consumer<String> progress;
    private final List<Measured> results = new ArrayList<>();

    private FanoutBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        boolean peer = DebianPeers.present(Nchan::isInstalled, Nchan.PACKAGES, plan.installPeers(), progress);
        FanoutBench bench = new FanoutBench(plan, progress);
        for (int subscribers : plan.subscribers()) {
            bench.measured(subscribers, peer);
        }
        if (plan.rsocket()) {
            bench.rsocket(plan.subscribers().getFirst());
        }
        return BenchReport.of("fanout", bench.results);
    }

    private void measured(int subscribers, boolean nchan) throws Exception {
        progress.accept("fanout: starting servers, " + subscribers + " streams on each");
        try (OwnNode node = OwnNode.start(subscribers);
                Sides sides = new Sides(nchan ? Nchan.start() : null, subscribers)) {
            sides.open(node);
            List<double[]> bursts = new ArrayList<>();
            List<Double> ceiling = new ArrayList<>();
            List<Double> clientShare = new ArrayList<>();
            for (int round = 1 - WARM; round <= plan.rounds(); round++) {
                Rate hub = sides.timed((long) subscribers * plan.burst(),
                        () -> node.burst(BOX, plan.burst(), COMMIT));
                Rate peer = sides.timedPeer(plan.burst());
                Rate blast = sides.timed((long) subscribers * plan.burst(), () -> sides.blaster.blast(plan.burst()));
                progress.accept(String.format("fanout: %d burst %d: hub %.0f/s, %s %.0f/s, bare blaster %.0f/s",
                        subscribers, round, hub.perSecond, sides.peerName(), peer.perSecond, blast.perSecond));
                if (round > 0) {
                    bursts.add(new double[]{hub.perSecond, peer.perSecond});
                    ceiling.add(blast.perSecond);
                    clientShare.add(hub.clientShare);
                }
            }
            add("S5-burst-" + subscribers, 4, nchan, bursts, plan.burst() + " events offered at once; inside the time"
                    + " are the commits (" + COMMIT + " events each, one after another), wake-up and writing,"
                    + " for nchan as many POSTs sent without waiting. " + limit(ceiling, clientShare));
            if (subscribers == plan.subscribers().getFirst()) {
                singles(node, sides, subscribers, nchan);
            }
        }
    }

    private void rsocket(int subscribers) throws Exception {
        progress.accept("fanout: starting servers, " + subscribers + " RSocket streams on each");
        List<double[]> rounds = new ArrayList<>();
        List<Double> share = new ArrayList<>();
        try (OwnNode node = OwnNode.start(subscribers);
                PlainRSocket plain = new PlainRSocket(plan.burst());
                Crowd crowd = Crowd.start()) {
            crowd.open(node.rsocketPort(), subscribers, false, List.of(RSocketRequests.tail(node.token(BOX))));
            crowd.open(plain.port(), subscribers, false, List.of(RSocketRequests.stream(PlainRSocket.ROUTE)));
            for (int round = 1 - WARM; round <= plan.rounds(); round++) {
                Rate hub = timed(crowd, (long) subscribers * plan.burst(), () -> node.burst(BOX, plan.burst(), COMMIT));
                Rate peer = timed(crowd, (long) subscribers * plan.burst(), () -> plain.publish(plan.burst()));
                progress.accept(String.format("fanout: RSocket %d burst %d: hub %.0f/s, plain Boot %.0f/s", subscribers,
                        round, hub.perSecond, peer.perSecond));
                if (round > 0) {
                    rounds.add(new double[]{hub.perSecond, peer.perSecond});
                    share.add(hub.clientShare);
                }
            }
        }
        results.add(new Measured.Subject("S5-rsocket", "deliveries/s", "plain Boot RSocket", 1.5, true,
                plan.burst() + " events offered at once to " + subscribers
                        + " connections over TCP; inside the hub's time"
                        + " are the commits and wake-ups, none of which the peer has; in the hub's rounds the"
                        + " load client used " + String.format("%.2f", median(share)) + " of a core")
                .of(rounds));
    }

    private void singles(OwnNode node, Sides sides, int subscribers, boolean nchan) throws Exception {
        List<double[]> rounds = new ArrayList<>();
        List<Double> share = new ArrayList<>();
        List<Double> ceiling = new ArrayList<>();
        List<Double> commits = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            int times = round > 0 ? SINGLES : WARM_SINGLES;
            long[] committing = {0};
            Rate hub = sides.oneByOne(times, () -> committing[0] += node.one(BOX));
            Rate peer = sides.nchan == null
                    ? sides.oneByOne(times, () -> sides.naive().publish(1))
                    : sides.oneByOne(times, () -> sides.publisher().publish(1, sides.message));
            Rate blast = sides.oneByOne(times, () -> sides.blaster.blast(1));
            progress.accept(String.format(
                    "fanout: %d single %d: hub %.0f/s (commit %.2f ms), %s %.0f/s, bare blaster %.0f/s", subscribers,
                    round, hub.perSecond, committing[0] / 1e6 / times, sides.peerName(), peer.perSecond,
                    blast.perSecond));
            if (round > 0) {
                rounds.add(new double[]{hub.perSecond, peer.perSecond});
                share.add(hub.clientShare);
                ceiling.add(blast.perSecond);
                commits.add(committing[0] / 1e6 / SINGLES);
            }
        }
        add("S5-single-" + subscribers, 1, nchan, rounds, String.format("the next event is offered when all have the"
                + " one before; inside the time are its durable commit (%.2f ms) and wake-up, none of which nchan has. ",
                median(commits)) + limit(ceiling, share));
    }

    private void add(String id, double target, boolean nchan, List<double[]> rounds, String note) {
        results.add(new Measured.Subject(id, "deliveries/s", nchan ? PEER : "reactor-netty, encode per subscriber",
                target, nchan, nchan ? note : note + "; nchan is missing: " + DebianPeers.howTo(Nchan.PACKAGES))
                .of(rounds));
    }

    private static String limit(List<Double> ceiling, List<Double> share) {
        return String.format("The load client is a process of its own on the same cores; fed by a bare server with"
                + " octets made beforehand it takes %.0f/s (median), and in the hub's rounds it used %.2f of a core",
                median(ceiling), median(share));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private record Rate(double perSecond, double clientShare) {}

    interface Step {
        void make() throws Exception;
    }

    private Rate timed(Crowd crowd, long deliveries, Step step) throws Exception {
        long cpu = crowd.cpu();
        long began = System.nanoTime();
        step.make();
        long ended = crowd.await(deliveries, plan.patience());
        double seconds = Math.max(1, ended - began) / 1e9;
        return new Rate(deliveries / seconds, (crowd.cpu() - cpu) / 1e9 / seconds);
    }

    /** The hub's node, the peer and the blaster, each with as many streams, all read by one client. */
    private final class Sides implements AutoCloseable {

        private final @org.jspecify.annotations.Nullable Nchan nchan;
        private final @org.jspecify.annotations.Nullable NaiveFanout naive;
        private final Blaster blaster;
        private final Crowd crowd;
        private final int subscribers;
        private final String message = BenchEvents.json(1, BenchEvents.DATA);
        private Nchan.@org.jspecify.annotations.Nullable Publisher publisher;

        Sides(@org.jspecify.annotations.Nullable Nchan nchan, int subscribers) throws Exception {
            this.nchan = nchan;
            this.naive = nchan == null ? new NaiveFanout(plan.burst()) : null;
            this.blaster = new Blaster();
            this.crowd = Crowd.start();
            this.subscribers = subscribers;
        }

        NaiveFanout naive() {
            return java.util.Objects.requireNonNull(naive);
        }

        Nchan.Publisher publisher() throws IOException {
            if (publisher == null) {
                publisher = java.util.Objects.requireNonNull(nchan).publisher();
            }
            return publisher;
        }

        String peerName() {
            return nchan == null ? "naive" : PEER;
        }

        void open(OwnNode node) throws IOException {
            progress.accept("fanout: opening streams");
            crowd.openStreams(node.port(), subscribers, "/v1/events?after=top", List.of(node.token(BOX)), false);
            if (nchan != null) {
                crowd.openStreams(nchan.port(), subscribers, "/sub", List.of(), false);
            } else {
                crowd.openStreams(naive().port(), subscribers, "/events", List.of(), false);
            }
            crowd.openStreams(blaster.port(), subscribers, "/", List.of(), false);
        }

        Rate timed(long deliveries, Step step) throws Exception {
            return FanoutBench.this.timed(crowd, deliveries, step);
        }

        Rate timedPeer(int burst) throws Exception {
            return timed((long) subscribers * burst, () -> {
                if (nchan == null) {
                    naive().publish(burst);
                } else {
                    publisher().publish(burst, message);
                }
            });
        }

        /** Each is awaited before the next. */
        Rate oneByOne(int times, Step step) throws Exception {
            long cpu = crowd.cpu();
            long spent = 0;
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                step.make();
                spent += crowd.await(subscribers, plan.patience()) - began;
            }
            double seconds = spent / 1e9;
            return new Rate((double) subscribers * times / seconds, (crowd.cpu() - cpu) / 1e9 / seconds);
        }

        @Override
        public void close() throws IOException {
            crowd.close();
            blaster.close();
            if (publisher != null) {
                publisher.close();
            }
            if (nchan != null) {
                nchan.close();
            }
            if (naive != null) {
                naive.close();
            }
        }
    }
}

package kz.centerpro.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kz.centerpro.cli.client.Account;
import kz.centerpro.cli.client.HubClient;
import kz.centerpro.cli.client.MultipartBody;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries a second from one box to many live streams, in a burst. */
public final class FanoutBench {

    /** Of one document that is read, in its sender's box. */
    private static final int EVENTS = 1;
    private static final int IN_FLIGHT = 16;

    /**
     * @param documents
     *            marked as read at once in each round
     * @param patience
     *            longest wait for one burst
     */
    public record Plan(int rounds, int subscribers, int documents, Duration patience) {}

    private final Plan plan;
    private final Consumer<String> progress;

    private FanoutBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static BenchReport run(Plan plan, Consumer<String> progress) throws Exception {
        progress.accept("fanout: starting servers");
        int streams = plan.subscribers() + 16;
        try (OwnHub hub = OwnHub.start("--center.notification.stream.per-box=" + streams,
                "--center.notification.stream.total=" + 2 * streams)) {
            return new FanoutBench(plan, progress).measured(hub);
        }
    }

    private BenchReport measured(OwnHub hub) throws Exception {
        Account recipient = hub.company("head-b");
        Account sender = hub.company("head-a");
        int burst = plan.documents() * EVENTS;
        progress.accept("fanout: sending " + (plan.rounds() + 1) * plan.documents() + " documents");
        List<List<String>> numbers = sent(hub.client(), sender, recipient);
        progress.accept("fanout: opening " + plan.subscribers() + " streams twice");
        List<double[]> rounds = new ArrayList<>();
        try (NaiveFanout naive = new NaiveFanout(burst);
                Subscribers ours = Subscribers.open(plan.subscribers(),
                        hub.client().base() + "/v1/events?after=top", sender.token());
                Subscribers peer = Subscribers.open(plan.subscribers(), naive.url(), null)) {
            for (int round = 0; round <= plan.rounds(); round++) {
                List<String> read = numbers.get(round);
                double value = rate(ours, burst, () -> read(hub.client(), recipient, read));
                double peerValue = rate(peer, burst, () -> naive.publish(burst));
                progress.accept(String.format("fanout: round %d: hub %.0f/s, naive %.0f/s", round, value, peerValue));
                if (round > 0) { // the first one warms up
                    rounds.add(new double[]{value, peerValue});
                }
            }
        }
        return BenchReport.of("fanout", List.of(new Measured.Subject("S5-burst-" + plan.subscribers(), "deliveries/s",
                "reactor-netty, encode per subscriber", 4, false,
                "the target is defined against nchan, which this run does not have, so it is not called met; a burst is "
                        + burst + " events, in the hub made by " + plan.documents()
                        + " receipts over HTTP that are part of the time; client on the same cores")
                .of(rounds)));
    }

    private interface Burst {
        void make() throws Exception;
    }

    private double rate(Subscribers subscribers, int burst, Burst made) throws Exception {
        long before = subscribers.frames();
        long deliveries = (long) burst * plan.subscribers();
        long began = System.nanoTime();
        made.make();
        subscribers.await(before + deliveries, plan.patience());
        return deliveries * 1e9 / (System.nanoTime() - began);
    }

    private List<List<String>> sent(HubClient hub, Account sender, Account recipient) throws Exception {
        String to = Objects.requireNonNull(recipient.participant()).path("taxId").asString();
        byte[] metadata = JsonMapper.shared().writeValueAsBytes(
                Map.of("title", "Bench", "recipients", List.of(Map.of("taxId", to))));
        byte[] content = {1, 2, 3};
        MultipartBody body = MultipartBody.detached(metadata, sender.signer().sign(content, false), content);
        List<List<String>> all = new ArrayList<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            all.add(together(plan.documents(),
                    _ -> hub.submit(sender.token(), null, body).body().path("number").asString()));
        }
        delivered(hub, recipient, (long) (plan.rounds() + 1) * plan.documents());
        return all;
    }

    private static void delivered(HubClient hub, Account recipient, long count) throws IOException {
        while (hub.get("/v1/documents?box=in&limit=1", recipient.token()).path("top").asLong() < count) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void read(HubClient hub, Account recipient, List<String> numbers) throws Exception {
        together(numbers.size(), i -> hub.post("/v1/documents/" + numbers.get(i) + "/receipts", recipient.token(),
                Map.of("kind", "READ")).path("status").asString());
    }

    private interface Call {
        String make(int turn) throws IOException;
    }

    private static List<String> together(int count, Call call) throws Exception {
        List<String> answers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int turn = i;
                running.add(pool.submit(() -> call.make(turn)));
            }
            for (Future<String> each : running) {
                answers.add(each.get());
            }
        }
        return answers;
    }
}

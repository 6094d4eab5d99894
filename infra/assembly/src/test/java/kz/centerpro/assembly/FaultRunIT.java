package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hubs, two notifications, billing, many subscribers on mixed doors, senders in parallel; and hub, notification,
 * Redis and PostgreSQL are killed, stopped, paused and flushed at random instants. In the end every acknowledged
 * document is delivered once, every subscriber has its box's sequence complete and in order, heaps are flat, and each
 * document is accounted for once, in books that balance. By hand it runs longer: {@code infra/bin/fault-run}.
 */
@Tag("fleet")
class FaultRunIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("center.fault.seconds", 75));
    private static final int SUBSCRIBERS = Integer.getInteger("center.fault.subscribers", 2000);
    private static final long SEED = Long.getLong("center.fault.seed", System.nanoTime());
    private static final int PAIRS = 10;
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(90);
    /** A hub that stands still answers nobody: a client asks the other one after this. */
    private static final Duration UNANSWERED = Duration.ofSeconds(6);
    private static final long MEGABYTE = 1024 * 1024;
    /** What a node may hold more of at the end: streams that moved over from the other one, buffers, caches. */
    private static final long SLACK = 40 * MEGABYTE;

    private record Pair(Party sender, Party recipient, Traffic traffic) {}

    private final Fleet fleet = Fleet.whole();
    private final Map<HubProcess, List<Long>> heaps = new LinkedHashMap<>();

    @Test
    void nothingIsLostWhateverDies() throws Exception {
        System.out.println("fault run: seed " + SEED + ", " + LENGTH.toSeconds() + " s, " + SUBSCRIBERS
                + " subscribers");
        fleet.addNotification().ready();
        List<Party> parties = IntStream.range(0, 2 * PAIRS).mapToObj(_ -> fleet.newcomer()).toList();
        List<Subscriber> crowd = Subscriber.crowd(SUBSCRIBERS, parties, fleet::notifications);
        List<Pair> pairs = pairs(parties);
        try (Blows blows = new Blows(fleet, SEED)) {
            awaitAll(crowd);
            weigh();
            blows.rain(LENGTH);
            pairs.forEach(pair -> pair.traffic.stop());
            fleet.hubs().forEach(HubProcess::ready);
            fleet.notifications().forEach(HubProcess::ready);

            List<Books> books = pairs.stream().map(pair -> new Books(fleet, pair.sender, pair.recipient)).toList();
            for (int pair = 0; pair < PAIRS; pair++) {
                books.get(pair).hold(pairs.get(pair).traffic.numbers());
            }
            Books.accountedFor(fleet, books);
            awaitAll(crowd);
            weigh();
            tell(pairs, crowd, blows);
            assertThat(crowd).flatMap(Subscriber::faults).as("what subscribers found wrong").isEmpty();
            assertThat(pairs).flatMap(pair -> pair.traffic.refusals()).as("refusals")
                    .allMatch(answer -> answer.status() == 503 || answer.status() == 504 || answer.status() == 429);
            assertThat(blows.struck()).as("kinds of blows").hasSize(Blows.Blow.values().length);
            heaps.forEach((node, bytes) -> assertThat(bytes.getLast())
                    .as("live heap of " + node.name() + " in the end, after " + bytes)
                    .isLessThan(bytes.getFirst() + SLACK));
        } finally {
            pairs.forEach(pair -> pair.traffic.close());
            crowd.forEach(Subscriber::stop);
        }
    }

    private List<Pair> pairs(List<Party> parties) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Party sender = parties.get(2 * i).within(UNANSWERED);
            Party recipient = parties.get(2 * i + 1);
            pairs.add(new Pair(sender, recipient,
                    Traffic.start(sender, recipient, 1, PACE, Duration.ofMinutes(2), fleet::hubs)));
        }
        return pairs;
    }

    /** Waits until each subscriber has everything that is in its box now. */
    private void awaitAll(List<Subscriber> crowd) {
        Map<Party, Long> tops = new LinkedHashMap<>();
        crowd.forEach(one -> tops.computeIfAbsent(one.party(), party -> fleet
                .count("select top_seq from eventlog.box where box_id = ?", fleet.box(party))));
        Await.until(() -> "all subscribers to be at the top; behind are " + behind(crowd, tops), SOON,
                () -> crowd.stream().allMatch(one -> one.last() >= tops.getOrDefault(one.party(), 0L)));
    }

    private static List<String> behind(List<Subscriber> crowd, Map<Party, Long> tops) {
        return crowd.stream().filter(one -> one.last() < tops.getOrDefault(one.party(), 0L)).limit(20)
                .map(one -> one + ", of " + tops.get(one.party())).toList();
    }

    private void weigh() {
        List<HubProcess> nodes = new ArrayList<>(fleet.hubs());
        nodes.addAll(fleet.notifications());
        nodes.forEach(node -> heaps.computeIfAbsent(node, _ -> new ArrayList<>()).add(node.liveHeap()));
    }

    private void tell(List<Pair> pairs, List<Subscriber> crowd, Blows blows) {
        Map<Subscriber.Door, Integer> connections = new EnumMap<>(Subscriber.Door.class);
        crowd.forEach(one -> connections.merge(one.door(), one.connections(), Integer::sum));
        long events = crowd.stream().mapToLong(Subscriber::last).sum();
        System.out.println("FIGURE fault run: " + blows.struck());
        System.out.println("FIGURE fault run: " + pairs.stream().mapToInt(pair -> pair.traffic.accepted()).sum()
                + " documents accepted, " + pairs.stream().mapToInt(pair -> pair.traffic.unanswered()).sum()
                + " requests unanswered, " + pairs.stream().mapToInt(pair -> pair.traffic.acceptedUnheard()).sum()
                + " of them accepted, " + pairs.stream().mapToInt(pair -> pair.traffic.refusals().size()).sum()
                + " refused for a while; " + crowd.size() + " subscribers, " + events
                + " events, connections by door " + connections + ", silent ones "
                + crowd.stream().mapToInt(Subscriber::silences).sum());
        heaps.forEach((node, bytes) -> System.out.println("FIGURE fault run: live heap of " + node.name() + " in MB: "
                + Arrays.toString(bytes.stream().mapToLong(one -> one / MEGABYTE).toArray())));
    }
}

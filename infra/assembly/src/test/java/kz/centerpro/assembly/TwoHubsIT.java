package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hub processes on one database: numbers differ, deliveries do not repeat. */
@Tag("fleet")
class TwoHubsIT {

    private static final int LANES = 32;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(2); // a busy build machine

    private final Fleet fleet = Fleet.whole();
    private final Party sender = fleet.newcomer();
    private final Party recipient = fleet.newcomer();

    @Test
    void give1000ParallelDocumentsDistinctNumbersAndOneDeliveryEach() throws Exception {
        List<Letter> letters = Letter.many(sender, 1000);

        List<Party.Answer> answers = inParallel(letters.size(),
                i -> letters.get(i).send(sender.at(fleet.hub(i % 2).http()), recipient));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        List<String> numbers = answers.stream().map(answer -> answer.text("number")).toList();
        new Books(fleet, sender, recipient).hold(numbers);
        assertThat(nodes(numbers, 0)).as("node digits of the first hub").hasSize(1)
                .doesNotContainAnyElementsOf(nodes(numbers, 1));
    }

    @Test
    void makeOneDocumentOfARequestThatBothReceiveAtOnce() throws Exception {
        List<Letter> letters = Letter.many(sender, 60);

        List<Party.Answer> answers = inParallel(2 * letters.size(),
                i -> letters.get(i / 2).send(sender.at(fleet.hub(i % 2).http()), recipient));

        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < letters.size(); i++) {
            List<Party.Answer> both = answers.subList(2 * i, 2 * i + 2);
            assertThat(both).extracting(Party.Answer::status).containsExactlyInAnyOrder(200, 201);
            assertThat(both.get(0).text("number")).isEqualTo(both.get(1).text("number"));
            numbers.add(both.get(0).text("number"));
        }
        assertThat(numbers).hasSize(letters.size());
        new Books(fleet, sender, recipient).hold(numbers);
    }

    /** Both hubs have asked whom the recipient takes nothing from, and remember it, before the block is set at one. */
    @Test
    void honourABlockThatWasSetAtTheOther() {
        Party blocked = fleet.newcomer();
        Party blocker = fleet.newcomer();
        Party elsewhere = blocked.at(fleet.hub(1).http());
        byte[] content = "Берёшь?".getBytes(StandardCharsets.UTF_8);
        blocked.send(blocker, content).expect(201);
        elsewhere.send(blocker, content).expect(201);
        String entry = "/v1/counterparties/KZ/" + blocked.taxId();

        long since = System.nanoTime();
        blocker.call("PUT", entry, Map.of("blocked", true)).expect(201);
        Await.until("the other hub to refuse", SOON, () -> elsewhere.send(blocker, content).status() == 403);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(BOUND.plus(SLACK));
        assertThat(elsewhere.send(blocker, content).expect(403).text("code")).isEqualTo("sender_not_accepted");

        blocker.at(fleet.hub(1).http()).call("PUT", entry, Map.of("blocked", false)).expect(200);
        Await.until("the first hub to take it again", BOUND.plus(SLACK),
                () -> blocked.send(blocker, content).status() == 201);
    }

    /** The digits of the node in every second number. */
    private static Set<String> nodes(List<String> numbers, int from) {
        Set<String> nodes = new HashSet<>();
        for (int i = from; i < numbers.size(); i += 2) {
            nodes.add(numbers.get(i).substring(12, 15));
        }
        return nodes;
    }

    private static List<Party.Answer> inParallel(int count, IntFunction<Party.Answer> send)
            throws InterruptedException, ExecutionException, TimeoutException {
        Semaphore lanes = new Semaphore(LANES);
        List<Future<Party.Answer>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int index = i;
                lanes.acquire();
                sent.add(threads.submit(() -> {
                    try {
                        return send.apply(index);
                    } finally {
                        lanes.release();
                    }
                }));
            }
            List<Party.Answer> answers = new ArrayList<>();
            for (Future<Party.Answer> one : sent) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        }
    }
}

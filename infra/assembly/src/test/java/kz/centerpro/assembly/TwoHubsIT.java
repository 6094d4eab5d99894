package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

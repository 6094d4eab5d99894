package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {

    private record Item(long sender, int turn, int weight) {}

    @Test
    void aPersonGoesBeforeTheRestOfABulkSender() {
        FairQueue<Item> queue = new FairQueue<>(4096, Item::weight);
        for (int i = 0; i < 2000; i++) {
            assertThat(queue.offer(1, new Item(1, i, 10))).isTrue();
        }
        assertThat(queue.offer(2, new Item(2, 0, 10))).isTrue();
        assertThat(queue.take(2, 1000)).containsExactly(new Item(1, 0, 10), new Item(2, 0, 10));
    }

    @Test
    void oneSenderLeavesHalfOfTheRoom() {
        FairQueue<Item> queue = new FairQueue<>(10, Item::weight);
        for (int i = 0; i < 5; i++) {
            assertThat(queue.offer(1, new Item(1, i, 1))).isTrue();
        }
        assertThat(queue.offer(1, new Item(1, 5, 1))).isFalse();
        for (int sender = 2; sender < 7; sender++) {
            assertThat(queue.offer(sender, new Item(sender, 0, 1))).isTrue();
        }
        assertThat(queue.offer(8, new Item(8, 0, 1))).isFalse();
    }

    @Test
    void whatIsHeavierThanABatchGoesAlone() {
        FairQueue<Item> queue = new FairQueue<>(10, Item::weight);
        queue.offer(1, new Item(1, 0, 5));
        queue.offer(2, new Item(2, 0, 500));
        queue.offer(3, new Item(3, 0, 5));
        assertThat(queue.take(10, 100)).containsExactly(new Item(1, 0, 5));
        assertThat(queue.take(10, 100)).containsExactly(new Item(2, 0, 500));
        assertThat(queue.take(10, 100)).containsExactly(new Item(3, 0, 5));
    }

    /**
     * Random senders, weights and batches: nothing is lost or doubled, each sender's order holds, bounds hold, and
     * whoever waits is not passed over by more than one turn of each other sender.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void keepsItsPromises(long seed) {
        Random random = new Random(seed);
        FairQueue<Item> queue = new FairQueue<>(64, Item::weight);
        Map<Long, Integer> offered = new HashMap<>();
        Map<Long, Integer> taken = new HashMap<>();
        Map<Long, Set<Long>> passedBy = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) > 0) {
                long sender = random.nextInt(8) < 5 ? 0 : random.nextInt(12);
                int next = offered.getOrDefault(sender, 0);
                if (queue.offer(sender, new Item(sender, next, 1 + random.nextInt(50)))) {
                    offered.put(sender, next + 1);
                }
            } else {
                int count = 1 + random.nextInt(16);
                int weight = 1 + random.nextInt(200);
                int before = queue.size();
                List<Item> batch = queue.take(count, weight);
                assertThat(batch.isEmpty()).isEqualTo(before == 0);
                assertThat(batch.size()).isLessThanOrEqualTo(count);
                assertThat(batch.size() < 2 || batch.stream().mapToInt(Item::weight).sum() <= weight).isTrue();
                batch.forEach(item -> served(item, offered, taken, passedBy));
            }
        }
        int left = offered.values().stream().mapToInt(n -> n).sum() - taken.values().stream().mapToInt(n -> n).sum();
        assertThat(queue.size()).isEqualTo(left).isLessThanOrEqualTo(64);
        List<Item> rest = new ArrayList<>(queue.take(64, Integer.MAX_VALUE));
        rest.forEach(item -> served(item, offered, taken, passedBy));
        assertThat(taken).isEqualTo(offered);
    }

    private static void served(Item item, Map<Long, Integer> offered, Map<Long, Integer> taken,
            Map<Long, Set<Long>> passedBy) {
        assertThat(item.turn()).as("order of sender %s", item.sender())
                .isEqualTo(taken.getOrDefault(item.sender(), 0));
        taken.merge(item.sender(), 1, Integer::sum);
        passedBy.remove(item.sender());
        offered.forEach((sender, count) -> {
            if (count > taken.getOrDefault(sender, 0) && sender != item.sender()) {
                assertThat(passedBy.computeIfAbsent(sender, _ -> new HashSet<>()).add(item.sender()))
                        .as("sender %s passed over twice by %s", sender, item.sender()).isTrue();
            }
        });
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.eventlog.WakeListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What hubs ring with is what their log holds, whichever of their functions appended it. */
@Tag("fleet")
class WakeUpIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LETTERS = 20;
    private static final String LOG = """
            select seq || ' ' || event_id || ' ' || type || ' ' || subject || ' ' || data::text
              from eventlog.event where box_id = ? order by seq""";

    private final Fleet fleet = Fleet.whole();
    private final Party sender = fleet.newcomer();
    private final Party recipient = fleet.newcomer();
    private final Told told = new Told();

    @Test
    void theEventsOfADocumentsWholeWalkAreRung() throws Exception {
        AtomicInteger channels = new AtomicInteger();
        long from = fleet.box(sender);
        long to = fleet.box(recipient);
        try (WakeBus bus = new WakeBus(fleet.redis().url(), told, channels::incrementAndGet)) {
            bus.start();
            Await.until(() -> "listening on " + channels + " channels", SOON, () -> channels.get() >= 64);
            for (String number : sentTwiceAtOnce(Letter.many(sender, LETTERS))) {
                Await.until(number + " to arrive", SOON,
                        () -> recipient.get("/v1/documents/" + number + "/content").status() == 200);
                recipient.call("POST", "/v1/documents/" + number + "/receipts", Map.of("kind", "READ")).expect(200);
            }
            Await.until(() -> told.kinds(from) + " and " + told.kinds(to), SOON,
                    () -> told.kinds(from).containsAll(Set.of("registered", "delivered", "received", "read"))
                            && told.kinds(to).containsAll(Set.of("arrived", "received", "read")));
        }
        for (long box : List.of(from, to)) {
            assertThat(fleet.column(LOG, box)).containsAll(told.lines(box));
        }
    }

    /** The numbers. Of two submissions of one letter one is registered, perhaps in the same commit as others. */
    private List<String> sentTwiceAtOnce(List<Letter> letters) throws Exception {
        List<Future<Party.Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Letter letter : letters) {
                answers.add(threads.submit(() -> letter.send(sender, recipient)));
                answers.add(threads.submit(() -> letter.send(sender, recipient)));
            }
        }
        List<String> numbers = new ArrayList<>();
        for (Future<Party.Answer> answer : answers) {
            if (answer.get().expect(200, 201).status() == 201) {
                numbers.add(answer.get().text("number"));
            }
        }
        assertThat(numbers).hasSize(letters.size());
        return numbers;
    }

    private static final class Told implements WakeListener {

        private final Map<Long, Map<Long, EventEnvelope>> boxes = new ConcurrentHashMap<>();

        Set<String> kinds(long box) {
            Map<String, Long> kinds = new HashMap<>();
            of(box).forEach((seq, event) -> kinds.put(event.type().substring(event.type().lastIndexOf('.') + 1), seq));
            return kinds.keySet();
        }

        List<String> lines(long box) {
            return of(box).values().stream().map(event -> event.sequence() + ' ' + event.id() + ' ' + event.type() + ' '
                    + event.subject() + ' ' + event.data()).toList();
        }

        private Map<Long, EventEnvelope> of(long box) {
            return boxes.getOrDefault(box, Map.of());
        }

        @Override
        public Collection<Long> boxes() {
            return List.of();
        }

        @Override
        public boolean listens(long box) {
            return true;
        }

        @Override
        public void rang(long box, long top) {
            // a bare hint
        }

        @Override
        public void grown(long box, int epoch, long first, List<EventEnvelope> events) {
            Map<Long, EventEnvelope> there = boxes.computeIfAbsent(box, _ -> new ConcurrentHashMap<>());
            events.forEach(event -> there.put(Long.valueOf(event.sequence()), event));
        }

        @Override
        public void swept(long box, long top) {
            throw new AssertionError("the bus does not sweep");
        }
    }
}

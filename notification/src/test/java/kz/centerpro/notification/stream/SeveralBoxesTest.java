package kz.centerpro.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SeveralBoxesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final FeedLimits LIMITS = new FeedLimits(4, 32, Duration.ofSeconds(5), Duration.ofMillis(2), 8, 8);
    private static final long OWN = 11;
    private static final List<Long> BOXES = List.of(OWN, 12L, 900L);
    private static final int EVENTS = 400; // of each box

    private final BoxesReader reader = new BoxesReader();
    private final Switchboard switchboard = new Switchboard(LIMITS);
    private final Feed feed = new Feed(reader, switchboard, LIMITS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Scheduler store = Schedulers.newParallel("store", 2);

    @AfterEach
    void everythingIsGivenBack() {
        threads.shutdownNow();
        store.dispose();
        assertThat(switchboard.size()).isZero();
        assertThat(switchboard.boxes()).isEmpty();
    }

    /** Events of several boxes in any order, a reader that is cut anywhere and comes back by whichever door. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aReaderThatIsCutAnywhereHasEachBoxWholeAndInOrder(long seed) {
        Random luck = new Random(seed);
        reader.hook = page -> page.subscribeOn(store);
        threads.execute(() -> write(new Random(seed + 1)));
        Map<Long, List<Long>> seen = new HashMap<>();
        AtomicReference<@Nullable String> cursor = new AtomicReference<>();
        int told = 0;
        while (told < EVENTS * BOXES.size()) {
            List<EventEnvelope> part = luck.nextBoolean()
                    ? tailed(cursor, 1 + luck.nextInt(60), 1 + luck.nextInt(40), EVENTS * BOXES.size() - told)
                    : polled(cursor, 1 + luck.nextInt(20));
            part.forEach(event -> seen.computeIfAbsent(Long.valueOf(event.source().substring(7)),
                    _ -> new ArrayList<>()).add(Long.valueOf(event.sequence())));
            told += part.size();
        }
        for (long box : BOXES) {
            assertThat(seen.get(box)).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
        }
    }

    private List<EventEnvelope> tailed(AtomicReference<@Nullable String> cursor, int take, int rate, int left) {
        List<EventEnvelope> part = new ArrayList<>();
        long count = Math.min(take, left);
        StepVerifier.create(feed.open(BOXES, cursor.get()).flatMapMany(opening -> {
            Place place = new Place(opening.at());
            return feed.told(OWN, opening.at(), Set.of(), Pulse.NONE).limitRate(rate).doOnNext(event -> {
                part.add(event.event());
                cursor.set(place.after(event));
            });
        }).take(count)).expectNextCount(count).expectComplete().verify(SOON);
        return part;
    }

    private List<EventEnvelope> polled(AtomicReference<@Nullable String> cursor, int limit) {
        Page page = java.util.Objects.requireNonNull(
                feed.poll(OWN, BOXES, cursor.get(), Set.of(), limit, Duration.ofSeconds(5)).block(SOON));
        assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
        cursor.set(page.cursor());
        return page.events();
    }

    private void write(Random luck) {
        Map<Long, Integer> written = new HashMap<>();
        while (written.values().stream().mapToInt(Integer::intValue).sum() < EVENTS * BOXES.size()) {
            long box = BOXES.get(luck.nextInt(BOXES.size()));
            if (written.merge(box, 1, Integer::sum) > EVENTS) {
                written.put(box, EVENTS);
                continue;
            }
            EventEnvelope event = reader.append(box, "a");
            long seq = Long.parseLong(event.sequence());
            switch (luck.nextInt(3)) {
                case 0 -> switchboard.rang(box, seq);
                case 1 -> switchboard.grown(box, 1, seq, List.of(event));
                default -> switchboard.swept(box, seq);
            }
        }
        BOXES.forEach(box -> switchboard.swept(box, EVENTS));
    }

    @Test
    void aBusyBoxKeepsNoOtherWaiting() {
        for (int i = 0; i < 200; i++) {
            reader.append(OWN, "a");
        }
        reader.append(12, "a");
        StepVerifier.create(told(null).map(Told::box).take(2L * BOXES.size()).collectList())
                .assertNext(boxes -> assertThat(boxes).contains(12L)).expectComplete().verify(SOON);
        StepVerifier.create(feed.poll(OWN, BOXES, null, Set.of(), 10, Duration.ZERO)).assertNext(
                page -> assertThat(page.events().stream().map(EventEnvelope::source)).contains("/boxes/12"))
                .expectComplete().verify(SOON);
    }

    @Test
    void whoAsksForNothingIsReadNothingAndWhoStopsHoldsLittle() {
        BOXES.forEach(box -> {
            for (int i = 0; i < 100; i++) {
                reader.append(box, "a");
            }
        });
        java.util.concurrent.atomic.AtomicInteger read = new java.util.concurrent.atomic.AtomicInteger();
        reader.hook = page -> page.doOnNext(it -> read.addAndGet(it.events().size()));
        StepVerifier.create(told(null), 0).expectSubscription().then(() -> assertThat(read).hasValue(0)).thenRequest(1)
                .expectNextCount(1).then(() -> assertThat(read.get()).isLessThanOrEqualTo(2 * BOXES.size()))
                .thenCancel().verify(SOON);
    }

    @Test
    void aBoxThatIsNotGoneOnIsNamedAndTheOthersKeepTheirPlace() {
        BOXES.forEach(box -> {
            reader.append(box, "a");
            reader.append(box, "a");
        });
        reader.keepsOnlyAfter(12, 2);
        BoxCursors at = BoxCursors.of(Map.of(OWN, new Cursor(1, 1), 12L, new Cursor(1, 1), 900L, new Cursor(1, 2)));
        StepVerifier.create(feed.open(BOXES, at.encode())).expectErrorSatisfies(error -> expired((Refusal) error, at))
                .verify(SOON);
        StepVerifier.create(feed.poll(OWN, BOXES, at.encode(), Set.of(), 10, Duration.ofSeconds(5)))
                .expectErrorSatisfies(error -> expired((Refusal) error, at)).verify(SOON);
        StepVerifier.create(feed.told(OWN, at, Set.of(), Pulse.NONE).filter(told -> told.box() == 12))
                .expectErrorSatisfies(error -> assertThat(((Refusal) error).extensions()).containsKey("boxes"))
                .verify(SOON);
    }

    private static void expired(Refusal refusal, BoxCursors at) {
        assertThat(refusal.type()).isEqualTo(ProblemType.CURSOR_EXPIRED);
        assertThat(refusal.extensions().get("earliest")).isEqualTo(at.with(12, new Cursor(1, 2)).encode());
        assertThat(refusal.extensions().get("boxes")).isEqualTo(List.of(Map.of("box", 12L, "earliest",
                new Cursor(1, 2).encode(), "top", new Cursor(1, 2).encode())));
    }

    @Test
    void beginsInEachBoxWhereItIsToldAndElsewhereWithTheOldest() {
        BOXES.forEach(box -> {
            reader.append(box, "a");
            reader.append(box, "a");
        });
        StepVerifier.create(feed.open(BOXES, "11:" + new Cursor(1, 1).encode() + ",12:top").map(Opening::at))
                .expectNext(BoxCursors.of(Map.of(OWN, new Cursor(1, 1), 12L, new Cursor(1, 2), 900L, new Cursor(1, 0))))
                .expectComplete().verify(SOON);
        String both = BoxCursors.of(Map.of(OWN, new Cursor(1, 1), 5L, new Cursor(1, 7))).encode();
        StepVerifier.create(feed.open(List.of(OWN), both).map(Opening::from)).expectNext(new Cursor(1, 1))
                .expectComplete().verify(SOON);
        for (String bad : List.of(new Cursor(1, 1).encode(), "17", "11:17", "x:top", "11:top,,12:top")) {
            StepVerifier.create(feed.open(BOXES, bad)).expectErrorSatisfies(
                    error -> assertThat(((Refusal) error).type()).isEqualTo(ProblemType.CURSOR_INVALID)).verify(SOON);
        }
    }

    @Test
    void endsWhenTheHouseClosesAndCountsAsOneStreamOfItsReader() {
        StepVerifier.create(told(null)).expectSubscription().then(() -> assertThat(switchboard.size()).isEqualTo(1))
                .then(switchboard::close).expectComplete().verify(SOON);
    }

    private reactor.core.publisher.Flux<Told> told(@Nullable String after) {
        return feed.open(BOXES, after)
                .flatMapMany(opening -> feed.told(OWN, opening.at(), Set.of(), Pulse.NONE));
    }
}

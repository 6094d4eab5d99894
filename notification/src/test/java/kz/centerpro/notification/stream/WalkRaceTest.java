package kz.centerpro.notification.stream;

import static kz.centerpro.notification.stream.FakeReader.BOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.EventPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Many walks over what one box's readers share, fast ones and slow ones, while the box grows under them. */
class WalkRaceTest {

    private static final int EVENTS = 3_000;
    private static final int WALKS = 12;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FeedLimits LIMITS = new FeedLimits(4, 32, Duration.ofSeconds(5), Duration.ofMillis(2), 64, 64);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Scheduler store = Schedulers.newParallel("store", 2);
    private final FakeReader reader = new FakeReader();
    private final Switchboard switchboard = new Switchboard(LIMITS);
    private final Feed feed = new Feed(reader, switchboard, LIMITS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        store.dispose();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyWalkSeesEveryEventOnceInOrderFromWhereverItJoined(long seed) {
        Random faults = new Random(seed);
        reader.hook = page -> page.subscribeOn(store).map(read -> {
            if (read.position() % 13 == faults.nextInt(13)) {
                throw new IllegalStateException("store is away");
            }
            return read;
        });
        AtomicBoolean written = new AtomicBoolean();
        threads.execute(() -> write(new Random(seed), written));
        Random luck = new Random(seed + 1);
        List<Seen> walks = new ArrayList<>();
        for (int i = 0; i < WALKS; i++) {
            long joined = 1L + luck.nextInt(EVENTS / WALKS) + (long) i * EVENTS / WALKS;
            await().atMost(SOON).until(() -> reader.top() >= joined);
            Seen seen = new Seen(luck.nextBoolean() ? luck.nextInt((int) reader.top()) : reader.top(),
                    luck.nextBoolean());
            seen.begin(feed, i > 0);
            walks.add(seen);
            if (!seen.slow) {
                seen.walk().request(Long.MAX_VALUE);
            }
        }
        threads.execute(() -> ask(walks.stream().filter(seen -> seen.slow).toList(), new Random(seed)));
        await().atMost(SOON).untilTrue(written);
        for (Seen seen : walks) {
            await().atMost(SOON).untilAsserted(() -> assertThat(seen.last()).isEqualTo(EVENTS));
            assertThat(seen.all()).isEqualTo(LongStream.rangeClosed(seen.from + 1, EVENTS).boxed().toList());
        }
        walks.forEach(seen -> seen.walk().close());
        await().atMost(SOON).until(() -> switchboard.ringsHeld() == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void wakeUpsThatAreLostDoubledLateAndOutOfTurnMakeNoGapAndNoRepeat(long seed) {
        reader.hook = page -> page.subscribeOn(store);
        List<Seen> walks = walks(WALKS / 2);
        List<List<Long>> tails = new ArrayList<>();
        for (int i = 0; i < WALKS / 2; i++) {
            List<Long> told = Collections.synchronizedList(new ArrayList<>());
            feed.tail(BOX, new Cursor(1, 0), Set.of()).limitRate(1 + 7 * i)
                    .subscribe(event -> told.add(Long.valueOf(event.sequence())));
            tails.add(told);
        }
        BlockingQueue<List<EventEnvelope>> wakeUps = new LinkedBlockingQueue<>();
        AtomicInteger told = new AtomicInteger();
        for (int thread = 0; thread < 2; thread++) {
            Random luck = new Random(seed + thread);
            threads.execute(() -> tell(wakeUps, luck, told));
        }
        Random luck = new Random(seed);
        int batches = 0;
        for (long seq = 0; seq < EVENTS; batches++) {
            List<EventEnvelope> batch = new ArrayList<>();
            for (int i = luck.nextInt(4); i >= 0; i--) {
                seq = reader.append("a");
                batch.add(event(1, seq));
            }
            wakeUps.add(batch);
            if (luck.nextInt(50) == 0) {
                switchboard.swept(BOX, seq);
            }
        }
        int all = batches;
        await().atMost(SOON).until(() -> told.get() == all);
        switchboard.swept(BOX, reader.top()); // for what was lost last
        List<Long> every = LongStream.rangeClosed(1, reader.top()).boxed().toList();
        walks.forEach(seen -> await().atMost(SOON).untilAsserted(() -> assertThat(seen.all()).isEqualTo(every)));
        tails.forEach(tail -> await().atMost(SOON).untilAsserted(() -> assertThat(tail).isEqualTo(every)));
        assertThat(reader.reads.get()).isLessThan(all * WALKS); // not each by a read of its own
    }

    /** Some are dropped, some told twice, some only after many others, and two threads tell at once. */
    private void tell(BlockingQueue<List<EventEnvelope>> wakeUps, Random luck, AtomicInteger told) {
        List<List<EventEnvelope>> late = new ArrayList<>();
        try {
            while (true) {
                List<EventEnvelope> wakeUp = wakeUps.poll(200, TimeUnit.MILLISECONDS);
                if (wakeUp == null) {
                    return;
                }
                switch (luck.nextInt(10)) {
                    case 0 -> {
                    }
                    case 1, 2 -> late.add(wakeUp);
                    case 3 -> {
                        grown(wakeUp);
                        late.add(wakeUp);
                    }
                    case 4 -> switchboard.rang(BOX, Long.parseLong(wakeUp.getLast().sequence()));
                    default -> grown(wakeUp);
                }
                if (late.size() > luck.nextInt(20)) {
                    grown(late.remove(luck.nextInt(late.size())));
                }
                told.incrementAndGet();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void grown(List<EventEnvelope> events) {
        switchboard.grown(BOX, 1, Long.parseLong(events.getFirst().sequence()), events);
    }

    @Test
    void whoStandsAtTheSamePlaceSharesOneRead() {
        List<Seen> walks = walks(5);
        int before = reader.reads.get();
        switchboard.rang(BOX, reader.append("a"));
        walks.forEach(seen -> assertThat(seen.all()).containsExactly(1L));
        assertThat(reader.reads.get() - before).isEqualTo(1);
    }

    @Test
    void eventsThatCameWithTheWakeUpAreNotReadAgain() {
        List<Seen> walks = walks(3);
        int before = reader.reads.get();
        for (int i = 0; i < 10; i++) {
            long seq = reader.append("a");
            switchboard.grown(BOX, 1, seq, List.of(event(1, seq)));
        }
        walks.forEach(seen -> assertThat(seen.last()).isEqualTo(10));
        assertThat(reader.reads.get()).isEqualTo(before);
    }

    @Test
    void theLogIsReadForWhatWakeUpsLeftOutAndRepeatsAreNothing() {
        Seen seen = walks(1).getFirst();
        reader.append(3);
        switchboard.grown(BOX, 1, 3, List.of(event(1, 3))); // 1 and 2 were lost on the way
        assertThat(seen.all()).containsExactly(1L, 2L, 3L);
        switchboard.grown(BOX, 1, 2, List.of(event(1, 2), event(1, 3))); // late
        long seq = reader.append("a");
        switchboard.grown(BOX, 1, 3, List.of(event(1, 3), event(1, seq))); // overlapping
        assertThat(seen.all()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void eventsOfAnotherEpochEndTheWalkInsteadOfBeingTold() {
        Seen seen = walks(1).getFirst();
        switchboard.rang(BOX, reader.append("a"));
        reader.restored();
        reader.append(2);
        switchboard.grown(BOX, 2, 2, List.of(event(2, 2)));
        assertThat(seen.all()).containsExactly(1L);
        assertThat(((Refusal) java.util.Objects.requireNonNull(seen.end.get())).type())
                .isEqualTo(ProblemType.CURSOR_EXPIRED);
    }

    @Test
    void aReadFromBeforeTheNewsAnswersNobodyWhoCameAfterThem() {
        List<reactor.core.publisher.MonoSink<EventPage>> held = new ArrayList<>();
        List<EventPage> pages = new ArrayList<>();
        reader.hook = page -> Mono.create(sink -> {
            pages.add(java.util.Objects.requireNonNull(page.block()));
            held.add(sink);
        });
        Seen first = new Seen(0, false);
        first.begin(feed, false);
        first.walk().request(10); // its read is under way, with nothing in it
        switchboard.rang(BOX, reader.append("a"));
        Seen second = new Seen(0, false);
        second.begin(feed, false);
        second.walk().request(10);
        assertThat(held).hasSize(2);
        reader.hook = page -> page;
        held.get(0).success(pages.get(0));
        held.get(1).success(pages.get(1));
        assertThat(first.all()).containsExactly(1L);
        assertThat(second.all()).containsExactly(1L);
    }

    @Test
    void whatEverybodyHasIsForgottenByTheSecondSweep() {
        List<Seen> walks = walks(2);
        switchboard.rang(BOX, reader.append("a"));
        assertThat(switchboard.ringsHeld()).isPositive();
        switchboard.swept(BOX, 1);
        switchboard.swept(BOX, 1);
        assertThat(switchboard.ringsHeld()).isZero();
        switchboard.rang(BOX, reader.append("a"));
        walks.forEach(seen -> assertThat(seen.all()).containsExactly(1L, 2L));
    }

    @Test
    void walksEndWhenTheHouseClosesAlsoThoseThatComeTooLate() {
        Seen early = walks(1).getFirst();
        switchboard.close();
        Seen late = new Seen(0, false);
        late.begin(feed, true);
        assertThat(early.ended).isTrue();
        assertThat(late.ended).isTrue();
        assertThat(early.end).hasNullValue();
    }

    private List<Seen> walks(int count) {
        List<Seen> walks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Seen seen = new Seen(0, false);
            seen.begin(feed, i > 0);
            seen.walk().request(Long.MAX_VALUE);
            walks.add(seen);
        }
        return walks;
    }

    private void write(Random luck, AtomicBoolean written) {
        for (int i = 0; i < EVENTS; i++) {
            long seq = reader.append("a");
            switch (luck.nextInt(4)) { // wake-ups with events, without, and lost ones
                case 0 -> switchboard.rang(BOX, seq);
                case 1 -> switchboard.grown(BOX, 1, seq, List.of(event(1, seq)));
                case 2 -> switchboard.swept(BOX, seq);
                default -> {
                }
            }
        }
        switchboard.rang(BOX, EVENTS);
        written.set(true);
    }

    private static void ask(List<Seen> slow, Random luck) {
        while (slow.stream().anyMatch(seen -> seen.last() < EVENTS) && !Thread.currentThread().isInterrupted()) {
            slow.forEach(seen -> seen.walk().request(1 + luck.nextInt(40)));
            Thread.onSpinWait();
        }
    }

    private static EventEnvelope event(int epoch, long seq) {
        return EventEnvelope.of("id-" + seq, BOX, "a", null, "2026-11-22T00:00:00.000Z", new Cursor(epoch, seq), "{}");
    }

    private static final class Seen implements Walker {

        private final long from;
        private final boolean slow;
        private final List<Long> seqs = new ArrayList<>();
        private final AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
        private volatile boolean ended;
        private @Nullable Walk walk;

        Seen(long from, boolean slow) {
            this.from = from;
            this.slow = slow;
        }

        void begin(Feed feed, boolean known) {
            walk = feed.walk(BOX, new Cursor(1, from), Set.of(), this, known);
        }

        Walk walk() {
            return java.util.Objects.requireNonNull(walk);
        }

        synchronized long last() {
            return seqs.isEmpty() ? from : seqs.getLast();
        }

        synchronized List<Long> all() {
            return List.copyOf(seqs);
        }

        @Override
        public synchronized void told(Told event) {
            seqs.add(event.seq());
        }

        @Override
        public void ended(@Nullable Throwable why) {
            end.set(why);
            ended = true;
        }

        @Override
        public void stalled(boolean yes) {}
    }
}

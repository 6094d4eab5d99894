package kz.centerpro.notification.stream;

import static kz.centerpro.notification.stream.FakeReader.BOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Demand, wake-ups, pages and failures on threads of their own: the sequence seen is still 1, 2, 3 … */
class FeedRaceTest {

    private static final int EVENTS = 3_000;
    private static final FeedLimits LIMITS = new FeedLimits(4, 32, Duration.ofSeconds(5), Duration.ofMillis(2), 3, 5);

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Scheduler store = Schedulers.newParallel("store", 2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        store.dispose();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void seesEveryEventOnceInOrderWhateverComesWhen(long seed) throws InterruptedException {
        FakeReader reader = new FakeReader();
        Random luck = new Random(seed);
        reader.hook = page -> page.subscribeOn(store).map(read -> {
            if (read.position() % 11 == luck.nextInt(11)) {
                throw new IllegalStateException("store is away");
            }
            return read;
        });
        Switchboard switchboard = new Switchboard(LIMITS);
        List<Long> seen = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(EVENTS);
        BaseSubscriber<EventEnvelope> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(EventEnvelope event) {
                seen.add(Long.parseLong(event.sequence()));
                all.countDown();
            }
        };
        new Feed(reader, switchboard, LIMITS).tail(BOX, new Cursor(1, 0), Set.of()).subscribe(subscriber);
        threads.execute(() -> write(reader, switchboard, new Random(seed)));
        threads.execute(() -> ask(subscriber, all, new Random(seed + 1)));
        assertThat(all.await(30, TimeUnit.SECONDS)).as("seed %d, seen %d", seed, seen.size()).isTrue();
        subscriber.cancel();
        assertThat(seen).hasSize(EVENTS).isSorted().doesNotHaveDuplicates();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(switchboard.size()).isZero());
    }

    private static void write(FakeReader reader, Switchboard switchboard, Random luck) {
        for (int i = 0; i < EVENTS; i++) {
            long top = reader.append("a");
            if (luck.nextInt(4) != 0 || i == EVENTS - 1) { // some wake-ups are lost
                switchboard.rang(BOX, top);
            }
        }
    }

    private static void ask(BaseSubscriber<EventEnvelope> subscriber, CountDownLatch all, Random luck) {
        while (all.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
            subscriber.request(1 + luck.nextInt(5));
            Thread.onSpinWait();
        }
    }
}

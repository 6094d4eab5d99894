package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Stay;
import kz.centerpro.door.Withdrawal;
import kz.centerpro.door.Withdrawals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PaceLoopTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Outflow outflow = new Outflow(64);
    private final AtomicInteger left = new AtomicInteger();
    private final Withdrawals withdrawals = new Withdrawals();
    private final UUID session = UUID.randomUUID();
    private final Stay stay = new Stay(new Caller(UUID.randomUUID(), session, null, 0, Set.of(),
            Instant.parse("2026-11-01T10:01:00Z"), withdrawals),
            Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void passesSmallDemandOnAsItIs() {
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(pace(source.flux(), outflow), 0).thenRequest(1)
                .then(() -> source.assertMinRequested(1).next(1)).expectNext(1).then(() -> source.assertMaxRequested(1))
                .thenRequest(3).then(() -> source.next(2, 3, 4)).expectNext(2, 3, 4).thenCancel().verify(SOON);
        source.assertCancelled();
        assertThat(left).hasValue(1);
    }

    @Test
    void handsOutNoMoreThanWindowAndGrantWhileTheSocketTakesNothing() {
        StepVerifier.create(pace(Flux.range(1, 10_000), outflow).doOnNext(_ -> outflow.handed()))
                .expectNextCount(64).expectNoEvent(Duration.ofMillis(100)).then(() -> {
                    assertThat(outflow.waiting()).isEqualTo(64);
                    taken(31);
                }).expectNoEvent(Duration.ofMillis(100)).then(() -> taken(1)).expectNextCount(32)
                .expectNoEvent(Duration.ofMillis(100)).then(() -> taken(64)).expectNextCount(64).thenCancel()
                .verify(SOON);
    }

    @Test
    void severalStreamsShareTheWindow() {
        Flux<Integer> two = Flux.merge(pace(Flux.range(1, 5_000), outflow),
                pace(Flux.range(1, 5_000), outflow)).doOnNext(_ -> outflow.handed());
        StepVerifier.create(two).expectNextCount(64).expectNoEvent(Duration.ofMillis(100))
                .then(() -> assertThat(outflow.waiting()).isLessThanOrEqualTo(64 + 16)).thenCancel().verify(SOON);
    }

    @Test
    void endsAndFailsWithoutDemandOrRoom() {
        for (int i = 0; i < 100; i++) {
            outflow.handed();
        }
        StepVerifier.create(pace(Flux.empty(), outflow)).expectComplete().verify(SOON);
        StepVerifier.create(pace(Flux.error(new IllegalStateException("over")), outflow), 0)
                .expectErrorMessage("over").verify(SOON);
        assertThat(left).hasValue(2);
    }

    @Test
    void endsWithTheStayAndTellsItOnce() {
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(pace(source.flux(), outflow)).then(() -> source.next(1)).expectNext(1)
                .then(this::withdraw).expectError(Refusal.class).verify(SOON);
        source.assertCancelled();
        assertThat(left).hasValue(1);
        TestPublisher<Integer> late = TestPublisher.create();
        StepVerifier.create(pace(late.flux(), outflow)).expectError(Refusal.class).verify(SOON);
        late.assertWasNotSubscribed();
        assertThat(left).hasValue(2);
    }

    @Test
    void aStreamThatEndsInItsFirstMomentIsNotWatched() {
        StepVerifier.create(pace(Flux.just(1), outflow).take(1)).expectNext(1).expectComplete().verify(SOON);
        StepVerifier.create(pace(Flux.never(), outflow), 0).thenCancel().verify(SOON);
        withdraw(); // would tell those who are still watched
        assertThat(left).hasValue(2);
    }

    /** Items, demand, the end of the stay and cancellation at once: no item beside another, nothing after the end. */
    @RepeatedTest(100)
    void nothingIsToldBesideOrAfterTheEnd(RepetitionInfo turn) throws InterruptedException {
        boolean cancels = turn.getCurrentRepetition() % 4 == 0;
        Strict client = new Strict();
        Emitter source = new Emitter();
        pace(Flux.from(source), new Outflow(1_000)).subscribe(client);
        race(client::demand, client::demand, source::emit, cancels ? client::leave : this::withdraw);
        assertThat(left).hasValue(1);
        assertThat(client.broken).isNull();
        assertThat(client.ends.get()).isBetween(cancels ? 0 : 1, 1);
        assertThat(source.cancelled || source.done).isTrue();
    }

    private void withdraw() {
        withdrawals.learn(List.of(new Withdrawal(session, Instant.EPOCH, Instant.parse("2026-11-01T10:05:00Z"))));
    }

    private static void race(Runnable... acts) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Runnable act : acts) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                act.run();
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Gives what was asked for, on a thread of its own, 400 at most, and looks about for a while when there is none.
     */
    private static final class Emitter implements Publisher<Integer>, Subscription {

        private final AtomicLong asked = new AtomicLong();
        private volatile @Nullable Subscriber<? super Integer> subscriber;
        private volatile boolean cancelled;
        private volatile boolean done;

        void emit() {
            Subscriber<? super Integer> to = Objects.requireNonNull(subscriber);
            int given = 0;
            for (int look = 0; look < 20_000 && given < 400 && !cancelled; look++) {
                if (given < asked.get()) {
                    to.onNext(given++);
                }
            }
            if (!cancelled && given == 400) {
                done = true;
                to.onComplete();
            }
        }

        @Override
        public void subscribe(Subscriber<? super Integer> to) {
            subscriber = to;
            to.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked.addAndGet(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Notices calls beside one another, after the end, or beyond what was asked for. */
    private static final class Strict implements CoreSubscriber<Integer> {

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicLong asked = new AtomicLong();
        private final AtomicInteger items = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private volatile @Nullable Subscription subscription;
        private volatile @Nullable String broken;

        void demand() {
            for (int i = 0; i < 100; i++) {
                asked.addAndGet(3);
                Objects.requireNonNull(subscription).request(3);
            }
        }

        void leave() {
            Objects.requireNonNull(subscription).cancel();
        }

        private void enter(String what) {
            if (inside.getAndIncrement() != 0) {
                broken = what + " beside another";
            }
            if (ends.get() != 0) {
                broken = what + " after the end";
            }
        }

        @Override
        public void onSubscribe(Subscription from) {
            subscription = from;
        }

        @Override
        public void onNext(Integer item) {
            enter("item");
            if (items.incrementAndGet() > asked.get()) {
                broken = "an item that nobody asked for";
            }
            inside.decrementAndGet();
        }

        @Override
        public void onError(Throwable why) {
            enter("error");
            ends.incrementAndGet();
            inside.decrementAndGet();
        }

        @Override
        public void onComplete() {
            enter("completion");
            ends.incrementAndGet();
            inside.decrementAndGet();
        }
    }

    private <T> Flux<T> pace(Flux<T> source, Outflow outflow) {
        return PaceLoop.pace(source, outflow, stay, item -> item, error -> error, left::incrementAndGet);
    }

    private void taken(int frames) {
        for (int i = 0; i < frames; i++) {
            outflow.taken();
        }
    }
}

package kz.centerpro.notification.stream;

import static kz.centerpro.notification.stream.FakeReader.BOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.EventPage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

class FeedTailTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final FeedLimits LIMITS = new FeedLimits(4, 16, Duration.ofSeconds(5), Duration.ofSeconds(5), 3, 5);

    private final FakeReader reader = new FakeReader();
    private final Switchboard switchboard = new Switchboard(LIMITS);
    private final Feed feed = new Feed(reader, switchboard, LIMITS);

    @Test
    void readsNothingWithoutDemand() {
        reader.append(3);
        StepVerifier.create(tail(0), 0).expectSubscription().then(() -> switchboard.rang(BOX, 3))
                .then(() -> assertThat(reader.reads).hasValue(0)).thenCancel().verify(SOON);
    }

    @Test
    void givesExactlyAsManyEventsAsWereAskedFor() {
        reader.append(10);
        StepVerifier.create(tail(0), 0).thenRequest(1).expectNext(1L).thenRequest(2).expectNext(2L, 3L)
                .then(() -> assertThat(reader.reads).hasValue(1)).thenRequest(1).expectNext(4L).thenRequest(3)
                .expectNext(5L, 6L, 7L).thenCancel().verify(SOON);
        assertThat(reader.limits).containsOnly(4);
    }

    @Test
    void readsNoMoreThanAPageAtOnceHoweverMuchIsAskedFor() {
        reader.append(40);
        StepVerifier.create(tail(0)).expectNextCount(40).thenCancel().verify(SOON);
        assertThat(reader.limits).containsOnly(16);
    }

    @Test
    void goesOnWithWhatIsAppendedLater() {
        reader.append(2);
        StepVerifier.create(tail(0)).expectNext(1L, 2L).then(this::appendAndRing).expectNext(3L)
                .then(this::appendAndRing).expectNext(4L).thenCancel().verify(SOON);
    }

    @Test
    void losesNoWakeUpThatComesWhileAnEmptyPageIsOnItsWay() {
        TestPublisher<EventPage> held = TestPublisher.create();
        EventPage emptyPage = Objects.requireNonNull(reader.page(BOX, 0, 16, Set.of()).block());
        reader.hook = _ -> held.mono();
        StepVerifier.create(tail(0)).then(() -> reader.hook = page -> page).then(this::appendAndRing)
                .then(() -> held.emit(emptyPage)).expectNext(1L).thenCancel().verify(SOON);
    }

    @Test
    void findsBySweepWhatNoWakeUpTold() {
        StepVerifier.create(tail(0)).then(() -> {
            reader.append(2);
            switchboard.swept(BOX, 2);
        }).expectNext(1L, 2L).thenCancel().verify(SOON);
    }

    @Test
    void believesAHintThatPromisesTooMuchOnlyOnce() {
        StepVerifier.create(tail(0)).then(() -> assertThat(reader.reads).hasValue(1))
                .then(() -> switchboard.rang(BOX, 1_000)).then(() -> assertThat(reader.reads).hasValue(2))
                .then(this::appendAndRing).expectNext(1L).thenCancel().verify(SOON);
    }

    @Test
    void cancelDuringAReadCancelsTheReadAndFreesTheSeat() {
        PublisherProbe<EventPage> never = PublisherProbe.of(Mono.never());
        reader.hook = _ -> never.mono();
        StepVerifier.create(tail(0)).then(() -> assertThat(switchboard.size()).isEqualTo(1)).thenCancel().verify(SOON);
        never.assertWasCancelled();
        assertThat(switchboard.size()).isZero();
        assertThat(switchboard.listens(BOX)).isFalse();
    }

    @Test
    void triesOnWhileTheStoreFailsAndThenSkipsNothing() {
        List<Boolean> stalls = new ArrayList<>();
        StepVerifier.withVirtualTime(() -> feed.tail(BOX, new Cursor(1, 0), Set.of(), stalls::add)
                .map(FeedTailTest::seq)).then(() -> {
                    reader.append(1);
                    switchboard.rang(BOX, 1);
                }).expectNext(1L).then(() -> {
                    reader.fails(new IllegalStateException("store is away"));
                    reader.append(2);
                    switchboard.rang(BOX, 3);
                }).thenAwait(Duration.ofSeconds(20)).then(() -> assertThat(stalls).containsExactly(true))
                .then(() -> assertThat(reader.reads.get()).isBetween(5, 12)).then(() -> reader.fails(null))
                .thenAwait(Duration.ofSeconds(6)).expectNext(2L, 3L)
                .then(() -> assertThat(stalls).containsExactly(true, false)).thenCancel().verify(SOON);
    }

    @Test
    void givesUpAPageThatTakesTooLongAndReadsItAgain() {
        reader.append(1);
        reader.hook = _ -> Mono.never();
        StepVerifier.withVirtualTime(() -> tail(0)).expectSubscription().expectNoEvent(Duration.ofSeconds(4))
                .then(() -> reader.hook = page -> page).thenAwait(Duration.ofSeconds(3)).expectNext(1L).thenCancel()
                .verify(SOON);
    }

    @Test
    void endsWithCursorExpiredWhenTheBoxIsRestoredUnderIt() {
        reader.append(3);
        StepVerifier.create(tail(0)).expectNext(1L, 2L, 3L).then(() -> {
            reader.restored();
            switchboard.swept(BOX, 0);
        }).verifyErrorSatisfies(error -> assertThat(((Refusal) error).type()).isEqualTo(ProblemType.CURSOR_EXPIRED));
        assertThat(switchboard.size()).isZero();
    }

    @Test
    void endsWithCursorExpiredWhenTheNextEventsAreGone() {
        reader.append(5);
        StepVerifier.create(tail(0), 0).thenRequest(4).expectNext(1L, 2L, 3L, 4L).then(() -> reader.keepsOnlyAfter(5))
                .thenRequest(1).verifyErrorSatisfies(error -> assertThat(((Refusal) error).extensions())
                        .containsEntry("earliest", new Cursor(1, 5).encode()).containsKey("top"));
    }

    @Test
    void walksOverOtherTypesWithoutEnd() {
        for (int i = 0; i < 100; i++) {
            reader.append(i % 25 == 24 ? "wanted" : "other");
        }
        StepVerifier.create(feed.tail(BOX, new Cursor(1, 0), Set.of("wanted")).map(FeedTailTest::seq))
                .expectNext(25L, 50L, 75L, 100L).thenCancel().verify(SOON);
    }

    @Test
    void completesWhenTheHouseCloses() {
        StepVerifier.create(tail(0)).then(switchboard::close).verifyComplete();
        StepVerifier.create(tail(0)).verifyErrorSatisfies(
                error -> assertThat(((Refusal) error).type()).isEqualTo(ProblemType.OVERLOADED));
    }

    @Test
    void refusesOneStreamTooManyForABoxAndOneTooManyInAll() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        List<reactor.core.Disposable> open = new ArrayList<>();
        for (long box : new long[]{1, 1, 1, 1, 2, 2, 3}) {
            open.add(feed.tail(box, new Cursor(1, 0), Set.of()).subscribe(_ -> {
            }, refused::set));
            if (open.size() == 3) {
                assertThat(refused).hasNullValue();
            }
        }
        assertThat(((Refusal) refused.get()).type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(((Refusal) refused.get()).retryAfter()).isNotNull();
        assertThat(switchboard.size()).isEqualTo(5);
        open.forEach(reactor.core.Disposable::dispose);
        assertThat(switchboard.size()).isZero();
        assertThat(switchboard.boxes()).isEmpty();
    }

    private Flux<Long> tail(long after) {
        return feed.tail(BOX, new Cursor(1, after), Set.of()).map(FeedTailTest::seq);
    }

    private void appendAndRing() {
        switchboard.rang(BOX, reader.append("a"));
    }

    private static long seq(EventEnvelope event) {
        return Long.parseLong(event.sequence());
    }
}

package kz.centerpro.notification.stream;

import static kz.centerpro.notification.stream.FakeReader.BOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class FeedPollTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final FeedLimits LIMITS = new FeedLimits(4, 16, Duration.ofSeconds(5), Duration.ofSeconds(5), 3, 5);

    private final FakeReader reader = new FakeReader();
    private final Switchboard switchboard = new Switchboard(LIMITS);
    private final Feed feed = new Feed(reader, switchboard, LIMITS);

    @Test
    void answersAtOnceWithWhatIsThere() {
        reader.append(5);
        StepVerifier.create(poll(null, 3, Duration.ofSeconds(30))).assertNext(page -> {
            assertThat(page.events()).hasSize(3);
            assertThat(page.cursor()).isEqualTo(cursor(3));
            assertThat(page.top()).isEqualTo(cursor(5));
        }).expectComplete().verify(SOON);
        assertThat(switchboard.size()).isZero();
    }

    @Test
    void waitsForTheNextEvent() {
        reader.append(2);
        StepVerifier.create(poll(cursor(2), 10, Duration.ofSeconds(30)))
                .then(() -> switchboard.rang(BOX, reader.append("a")))
                .assertNext(page -> assertThat(page.cursor()).isEqualTo(cursor(3))).expectComplete().verify(SOON);
    }

    @Test
    void takesTheEventThatCameWithTheWakeUp() {
        reader.append(2);
        StepVerifier.create(poll(cursor(2), 10, Duration.ofSeconds(30))).then(() -> {
            long seq = reader.append("a");
            switchboard.grown(BOX, 1, seq, List.of(EventEnvelope.of("id-" + seq, BOX, "a", null,
                    "2026-11-22T00:00:00.000Z", new Cursor(1, seq), "{}")));
        }).assertNext(page -> {
            assertThat(page.events()).extracting(EventEnvelope::id).containsExactly("id-3");
            assertThat(page.cursor()).isEqualTo(cursor(3));
            assertThat(page.top()).isEqualTo(cursor(3));
        }).expectComplete().verify(SOON);
        assertThat(reader.reads).hasValue(1);
        assertThat(switchboard.size()).isZero();
        assertThat(switchboard.ringsHeld()).isZero();
    }

    @Test
    void answersEmptyWhenTheTimeIsUp() {
        StepVerifier.withVirtualTime(() -> poll(null, 10, Duration.ofSeconds(30))).expectSubscription()
                .expectNoEvent(Duration.ofSeconds(29)).thenAwait(Duration.ofSeconds(1)).assertNext(page -> {
                    assertThat(page.events()).isEmpty();
                    assertThat(page.cursor()).isEqualTo(cursor(0));
                }).expectComplete().verify(SOON);
        assertThat(switchboard.size()).isZero();
    }

    @Test
    void movesTheCursorOverEventsOfOtherTypes() {
        StepVerifier.withVirtualTime(
                () -> feed.poll(BOX, cursor(0), Set.of("wanted"), 10, Duration.ofSeconds(3)))
                .then(() -> switchboard.rang(BOX, reader.append("other")))
                .then(() -> switchboard.rang(BOX, reader.append("other"))).thenAwait(Duration.ofSeconds(3))
                .assertNext(page -> {
                    assertThat(page.events()).isEmpty();
                    assertThat(page.cursor()).isEqualTo(cursor(2));
                }).expectComplete().verify(SOON);
    }

    @Test
    void startsAtTheTopWhenAskedForWhatComes() {
        reader.append(5);
        StepVerifier.create(poll("top", 10, Duration.ZERO))
                .assertNext(page -> assertThat(page.cursor()).isEqualTo(cursor(5))).expectComplete().verify(SOON);
    }

    @Test
    void startsWithTheOldestKeptWhenNothingIsSaid() {
        reader.append(5);
        reader.keepsOnlyAfter(3);
        StepVerifier.create(poll(null, 10, Duration.ZERO)).assertNext(page -> assertThat(page.events()).hasSize(2))
                .expectComplete().verify(SOON);
    }

    @Test
    void refusesCursorsThatTheBoxDoesNotContinue() {
        reader.append(5);
        reader.keepsOnlyAfter(2);
        expectRefusal(cursor(1), ProblemType.CURSOR_EXPIRED);
        expectRefusal(cursor(6), ProblemType.CURSOR_EXPIRED);
        expectRefusal(new Cursor(2, 3).encode(), ProblemType.CURSOR_EXPIRED);
        expectRefusal("17", ProblemType.CURSOR_INVALID);
        expectRefusal("AAAAAAAAAAAAAAAAAA", ProblemType.CURSOR_INVALID);
    }

    @Test
    void answersWhenTheHouseCloses() {
        StepVerifier.create(poll(null, 10, Duration.ofSeconds(30))).then(switchboard::close)
                .assertNext(page -> assertThat(page.events()).isEmpty()).expectComplete().verify(SOON);
    }

    private void expectRefusal(String after, ProblemType type) {
        StepVerifier.create(poll(after, 10, Duration.ofSeconds(30))).expectErrorSatisfies(
                error -> assertThat(((Refusal) error).type()).isEqualTo(type)).verify(SOON);
        StepVerifier.create(feed.open(BOX, after)).expectErrorSatisfies(
                error -> assertThat(((Refusal) error).type()).isEqualTo(type)).verify(SOON);
        assertThat(switchboard.size()).isZero();
    }

    private Mono<Page> poll(@Nullable String after, int limit, Duration wait) {
        return feed.poll(BOX, after, Set.of(), limit, wait);
    }

    private static String cursor(long seq) {
        return new Cursor(1, seq).encode();
    }
}

package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class StayTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Withdrawals withdrawals = new Withdrawals();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final UUID session = UUID.randomUUID();
    private final UUID participant = UUID.randomUUID();

    @Test
    void isOverAtOnceWhenTheTokenHasEnded() {
        Stay stay = new Stay(caller(NOW, session), clock);
        StepVerifier.create(stay.end()).expectErrorSatisfies(error -> assertThat(reason(error))
                .isEqualTo(Stay.TOKEN_EXPIRED)).verify(SOON);
        assertThat(withdrawals.watched()).isZero();
    }

    @Test
    void aNewerTokenMovesTheEndOnAndAnOlderOneDoesNot() {
        Stay stay = new Stay(caller(NOW.plusSeconds(60), session), clock);
        stay.renew(caller(NOW.plusSeconds(90), session));
        assertThat(stay.caller().expiresAt()).isEqualTo(NOW.plusSeconds(90));
        stay.renew(caller(NOW.plusSeconds(30), session));
        assertThat(stay.caller().expiresAt()).isEqualTo(NOW.plusSeconds(90));
        assertThat(stay.over()).isNull();
    }

    @Test
    void endsWhenTheSessionTheParticipantOrThePersonIsWithdrawn() {
        for (UUID id : List.of(session, participant)) {
            Withdrawals fresh = new Withdrawals();
            Stay stay = new Stay(new Caller(UUID.randomUUID(), session, participant, 7, Set.of(),
                    NOW.plusSeconds(60), fresh), clock);
            StepVerifier.create(stay.end()).then(() -> fresh.learn(List.of(withdrawal(UUID.randomUUID()))))
                    .expectNoEvent(Duration.ofMillis(20)).then(() -> fresh.learn(List.of(withdrawal(id))))
                    .expectErrorSatisfies(error -> assertThat(reason(error)).isEqualTo(Stay.ACCESS_WITHDRAWN))
                    .verify(SOON);
            assertThat(fresh.watched()).isZero();
            StepVerifier.create(stay.end()).expectError(Refusal.class).verify(SOON);
        }
    }

    @Test
    void readingABoxOfAnotherEndsWithItsDelegationAndWithANewerTokenThatDoesNotCarryIt() {
        UUID delegation = UUID.randomUUID();
        Stay whole = new Stay(carrying(60, Map.of(8L, delegation, 9L, UUID.randomUUID())), clock);
        Stay ofEight = whole.reading(List.of(7L, 8L));
        Stay ofNine = whole.reading(List.of(7L, 9L));
        assertThat(whole.caller().unreadable(List.of(10L))).isNotNull();
        StepVerifier.create(ofEight.end()).then(() -> withdrawals.learn(List.of(withdrawal(delegation))))
                .expectErrorSatisfies(error -> assertThat(reason(error)).isEqualTo(Caller.BOX_WITHDRAWN)).verify(SOON);
        assertThat(whole.over()).isNull();
        assertThat(ofNine.over()).isNull();
        StepVerifier.create(ofNine.end()).then(() -> whole.renew(carrying(90, Map.of())))
                .then(() -> withdrawals.learn(List.of(withdrawal(UUID.randomUUID()))))
                .expectErrorSatisfies(error -> assertThat(reason(error)).isEqualTo(Caller.BOX_NOT_CARRIED))
                .verify(SOON);
        assertThat(whole.over()).isNull();
    }

    private Caller carrying(int seconds, Map<Long, UUID> readable) {
        return new Caller(UUID.randomUUID(), session, participant, 7, Set.of(), NOW.plusSeconds(seconds), readable,
                withdrawals);
    }

    @Test
    void theStreamIsCancelledAndItsSubscriberToldWhy() {
        Stay stay = new Stay(caller(NOW.plusSeconds(60), session), clock);
        TestPublisher<Integer> stream = TestPublisher.create();
        StepVerifier.create(stay.within(stream.flux()), 1).then(() -> stream.next(1)).expectNext(1)
                .then(() -> stream.assertMaxRequested(1))
                .then(() -> withdrawals.learn(List.of(withdrawal(session))))
                .expectErrorSatisfies(error -> assertThat(reason(error)).isEqualTo(Stay.ACCESS_WITHDRAWN))
                .verify(SOON);
        stream.assertCancelled();
        TestPublisher<Integer> late = TestPublisher.create();
        StepVerifier.create(stay.within(late.flux())).expectError(Refusal.class).verify(SOON);
        late.assertWasNotSubscribed();
        assertThat(withdrawals.watched()).isZero();
    }

    @Test
    void isNoLongerWatchedWhenTheStreamHasLeft() {
        Stay stay = new Stay(caller(NOW.plusSeconds(60), session), clock);
        TestPublisher<Integer> stream = TestPublisher.create();
        StepVerifier.create(stay.within(stream.flux())).then(() -> assertThat(withdrawals.watched()).isEqualTo(1))
                .then(stream::complete).expectComplete().verify(SOON);
        assertThat(withdrawals.watched()).isZero();
        StepVerifier.create(stay.within(Flux.never())).then(() -> assertThat(withdrawals.watched()).isEqualTo(1))
                .thenCancel().verify(SOON);
        assertThat(withdrawals.watched()).isZero();
    }

    @Test
    void aSweepLooksBackForWhatWasCommittedLateAndForgetsWhatHasEnded() {
        StepVerifier.withVirtualTime(() -> {
            WithdrawalLoop loop = new WithdrawalLoop(at -> {
                asked.add(at);
                return asked.size() == 2
                        ? Flux.error(new IllegalStateException("away"))
                        : Flux.just(withdrawal(session));
            }, withdrawals, Clock.fixed(NOW.plusSeconds(30), ZoneOffset.UTC), Duration.ofSeconds(1));
            loop.start();
            return Mono.delay(Duration.ofMillis(2_500)).doFinally(_ -> loop.close());
        }).thenAwait(Duration.ofSeconds(3)).expectNextCount(1).expectComplete().verify(SOON);
        assertThat(asked).containsExactly(Instant.EPOCH, NOW.minusSeconds(60), NOW.minusSeconds(60));
        assertThat(withdrawals.cover(caller(NOW.plusSeconds(60), session))).isTrue();
        withdrawals.forget(NOW.plusSeconds(100));
        assertThat(withdrawals.cover(caller(NOW.plusSeconds(60), session))).isFalse();
    }

    /** Both rows are read again for a while, in any order. */
    @Test
    void whatIsGivenBackIsNotTakenByTheRowBefore() {
        Withdrawal taken = withdrawal(session);
        Withdrawal lifted = new Withdrawal(session, NOW.plusSeconds(5), NOW.plusSeconds(95), true);
        withdrawals.learn(List.of(taken));
        assertThat(withdrawals.cover(caller(NOW.plusSeconds(60), session))).isTrue();
        withdrawals.learn(List.of(lifted, taken));
        assertThat(withdrawals.cover(caller(NOW.plusSeconds(60), session))).isFalse();
        withdrawals.learn(List.of(taken, lifted, new Withdrawal(session, NOW.plusSeconds(9), NOW.plusSeconds(99))));
        assertThat(withdrawals.cover(caller(NOW.plusSeconds(60), session))).isTrue();
    }

    private final List<Instant> asked = new ArrayList<>();

    private Caller caller(Instant end, UUID session) {
        return new Caller(UUID.randomUUID(), session, participant, 7, Set.of(), end, withdrawals);
    }

    private static Withdrawal withdrawal(UUID id) {
        return new Withdrawal(id, NOW, NOW.plusSeconds(90));
    }

    private static String reason(Throwable error) {
        return String.valueOf(((Refusal) error).extensions().get(Stay.REASON));
    }
}

package kz.centerpro.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class QuotaDeskTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long BOX = 7;

    private final ManualClock clock = ManualClock.at("2026-03-01T00:00:00Z");
    private final Volume volume = new Volume();
    private final QuotaDesk desk = desk(volume, clock);

    private static QuotaDesk desk(LeaseSource source, Clock clock) {
        return new QuotaDesk(source, _ -> {
        }, new Ids(clock), clock, 3);
    }

    /** A volume as the books keep it: no more is leased than there is, and what is given back may be leased again. */
    private static final class Volume implements LeaseSource {

        private final Map<UUID, Long> leased = new HashMap<>();
        private final List<Long> wants = new ArrayList<>();
        private long left = 1_000_000;
        private boolean away;
        private int calls;

        @Override
        public synchronized Mono<Answer> lease(Wish wish, Instant at) {
            calls++;
            wants.add(wish.want());
            if (away) {
                return Mono.error(new IllegalStateException("away"));
            }
            if (left == 0) {
                return Mono.just(new Answer("EXHAUSTED", null, null));
            }
            long units = Math.min(wish.want(), left);
            left -= units;
            leased.put(wish.lease(), units);
            return Mono.just(new Answer("LEASED", units, wish.until()));
        }

        @Override
        public Mono<BoxTop> welcome(long box, String product, UUID subscription, UUID event, Instant at) {
            return Mono.empty();
        }

        @Override
        public synchronized Mono<Void> giveBack(long box, UUID lease) {
            leased.remove(lease);
            return Mono.empty();
        }
    }

    @Test
    void manyWhoComeAtOnceEachGetAPermitFromFewLeases() {
        List<Permit> permits = Flux.range(0, 5_000).parallel(4).runOn(Schedulers.parallel())
                .flatMap(_ -> desk.take(BOX)).sequential().collectList().block(SOON);
        assertThat(permits).hasSize(5_000).allMatch(permit -> permit.lease() != null);
        assertThat(volume.calls).isLessThan(40);
    }

    /** They wait for one lease together, which is too small for all of them. */
    @Test
    void thoseWhoFindNothingLeftOfTheLeaseTheyWaitedForWaitForTheNext() {
        Sinks.Empty<Void> gate = Sinks.empty();
        LeaseSource slow = new LeaseSource() {
            @Override
            public Mono<Answer> lease(Wish wish, Instant at) {
                return gate.asMono().then(Mono.defer(() -> volume.lease(wish, at)));
            }

            @Override
            public Mono<BoxTop> welcome(long box, String product, UUID subscription, UUID event, Instant at) {
                return Mono.empty();
            }

            @Override
            public Mono<Void> giveBack(long box, UUID lease) {
                return volume.giveBack(box, lease);
            }
        };
        QuotaDesk patient = desk(slow, clock);
        StepVerifier.create(Flux.range(0, 200).flatMap(_ -> patient.take(BOX), 200)).then(gate::tryEmitEmpty)
                .expectNextCount(200).expectComplete().verify(SOON);
        assertThat(volume.wants.getFirst()).isEqualTo(10);
    }

    @Test
    void theLastUnitIsGivenOutAndTheNextIsRefused() {
        volume.left = 25;
        for (int i = 0; i < 25; i++) {
            taken();
        }
        refused(desk.take(BOX), ProblemType.TARIFF_EXHAUSTED);
        StepVerifier.create(desk.takePromised(BOX)).expectNextMatches(permit -> permit.lease() == null).expectComplete()
                .verify(SOON);
        volume.left = 1;
        taken();
    }

    @Test
    void aUnitThatIsGivenBackServesAnother() {
        volume.left = 1;
        Permit permit = taken();
        permit.giveBack();
        taken();
        refused(desk.take(BOX), ProblemType.TARIFF_EXHAUSTED);
    }

    @Test
    void aLeaseThatIsGoneIsNotSpentAnyMore() {
        Permit permit = taken();
        permit.gone();
        Permit next = taken();
        assertThat(next.lease()).isNotEqualTo(permit.lease());
    }

    @Test
    void aLeaseIsNotSpentBeyondItsTimeAndAnIdleOneIsGivenBack() {
        Permit first = taken();
        clock.advance(Duration.ofSeconds(61));
        Permit second = taken();
        assertThat(second.lease()).isNotEqualTo(first.lease());
        first.done();
        clock.advance(Duration.ofSeconds(20));
        desk.tidy(Duration.ofSeconds(15)).block(SOON);
        assertThat(volume.leased).as("a document is on its way on it").containsOnlyKeys(second.lease());
        second.done();
        desk.tidy(Duration.ofSeconds(15)).block(SOON);
        assertThat(volume.leased).isEmpty();
    }

    @Test
    void whileLeasesCannotBeHadAFewDocumentsGoOnAndAreCountedLater() {
        volume.away = true;
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(desk.take(BOX)).expectNextMatches(permit -> permit.lease() == null).expectComplete()
                    .verify(SOON);
        }
        refused(desk.take(BOX), ProblemType.DEPENDENCY_UNAVAILABLE);
        volume.away = false;
        clock.advance(Duration.ofSeconds(2));
        StepVerifier.create(desk.take(BOX)).expectNextMatches(permit -> permit.lease() != null).expectComplete()
                .verify(SOON);
    }

    private Permit taken() {
        return Objects.requireNonNull(desk.take(BOX).block(SOON));
    }

    private static void refused(Mono<Permit> permit, ProblemType type) {
        StepVerifier.create(permit).expectErrorMatches(
                error -> error instanceof Refusal refusal && refusal.type() == type).verify(SOON);
    }
}

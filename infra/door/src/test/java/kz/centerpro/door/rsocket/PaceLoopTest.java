package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PaceLoopTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Outflow outflow = new Outflow(64);
    private final AtomicInteger left = new AtomicInteger();

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

    private <T> Flux<T> pace(Flux<T> source, Outflow outflow) {
        return PaceLoop.pace(source, outflow, item -> item, error -> error, left::incrementAndGet);
    }

    private void taken(int frames) {
        for (int i = 0; i < frames; i++) {
            outflow.taken();
        }
    }
}

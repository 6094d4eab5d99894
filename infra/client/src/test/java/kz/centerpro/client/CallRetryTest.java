package kz.centerpro.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CallRetryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void repeatsALostConnectionUntilPatienceHasRunOut() {
        StepVerifier.withVirtualTime(() -> failing(new IOException("reset"), 1000)).thenAwait(Duration.ofHours(1))
                .expectError(IOException.class).verify(SOON);
        // pauses of 0.5, 1, 2, 4, 8 and 10 s begin within 30 s
        org.assertj.core.api.Assertions.assertThat(attempts.get()).isEqualTo(7);
    }

    @Test
    void waitsAsLongAsTheHubAsks() {
        StepVerifier.withVirtualTime(() -> failing(HubProblem.of(429, "{}", "8"), 1))
                .expectSubscription().expectNoEvent(Duration.ofSeconds(8)).thenAwait(Duration.ofSeconds(3))
                .expectNext("done").expectComplete().verify(SOON);
    }

    @Test
    void tellsAtOnceWhatWouldFailAgain() {
        StepVerifier.create(failing(HubProblem.of(422, "{\"code\":\"invalid_field\"}", null), 1))
                .expectErrorMatches(
                        told -> told instanceof HubProblem problem && problem.code().equals("invalid_field"))
                .verify(SOON);
    }

    @Test
    void takesAnotherTokenTwice() {
        StepVerifier.create(failing(new TokenRefused(HubProblem.of(401, "{}", null)), 2)).expectNext("done")
                .expectComplete().verify(SOON);
        StepVerifier.create(failing(new TokenRefused(HubProblem.of(401, "{}", null)), 9))
                .expectError(HubProblem.class).verify(SOON);
    }

    private Mono<String> failing(Throwable failure, int times) {
        attempts.set(0);
        BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10), () -> 0.5);
        return Mono.defer(
                () -> Mono.defer(
                        () -> attempts.incrementAndGet() > times ? Mono.just("done") : Mono.<String>error(failure))
                        .retryWhen(new CallRetry(backOff, Duration.ofSeconds(30)).spec()));
    }
}

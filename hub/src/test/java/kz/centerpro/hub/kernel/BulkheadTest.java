package kz.centerpro.hub.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BulkheadTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void refusesWorkBeyondItsPlacesAtOnce() {
        Bulkhead bulkhead = new Bulkhead("narrow", 1, 2);
        CountDownLatch open = new CountDownLatch(1);
        Flux<Integer> attempts = Flux.range(0, 20).flatMap(i -> bulkhead.run(() -> {
            open.await();
            return i;
        }).onErrorReturn(RejectedExecutionException.class, -1), 20);
        StepVerifier.create(attempts.mergeWith(Mono.fromRunnable(open::countDown)).collectList())
                .assertNext(results -> {
                    assertThat(results).hasSize(20);
                    assertThat(results.stream().filter(i -> i >= 0).count()).isBetween(2L, 3L);
                }).expectComplete().verify(SOON);
        bulkhead.destroy();
    }

    @Test
    void passesErrorsOn() {
        Bulkhead bulkhead = new Bulkhead("failing", 1, 2);
        StepVerifier.create(bulkhead.run(() -> {
            throw new IllegalStateException("broken");
        })).expectErrorMessage("broken").verify(SOON);
        bulkhead.destroy();
    }

    @Test
    void makesIdsThatAreUniqueAndInTimeOrder() {
        Ids ids = new Ids(Clock.systemUTC());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(ids.next().toString());
        }
        assertThat(made).doesNotHaveDuplicates()
                .allMatch(id -> id.charAt(14) == '7' && "89ab".indexOf(id.charAt(19)) >= 0);
        assertThat(made.getFirst().substring(0, 13)).isLessThanOrEqualTo(made.getLast().substring(0, 13));
    }
}

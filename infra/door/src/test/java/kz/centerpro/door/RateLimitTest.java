package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import reactor.test.StepVerifier;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final RateLimit limit = new RateLimit("client", 10, 5, now::get);

    @Test
    void takesABurstAndThenTheSteadyRate() {
        for (int i = 0; i < 5; i++) {
            assertThat(taken("a")).isTrue();
        }
        assertThat(taken("a")).isFalse();
        assertThat(taken("b")).as("another key").isTrue();
        pass(Duration.ofMillis(99));
        assertThat(taken("a")).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(taken("a")).isTrue();
        assertThat(taken("a")).isFalse();
        pass(Duration.ofMinutes(10));
        for (int i = 0; i < 5; i++) {
            assertThat(taken("a")).isTrue();
        }
        assertThat(taken("a")).as("a rest fills no more than the burst").isFalse();
    }

    @Test
    void neverGrantsMoreThanBurstAndRateOverAnyTime() {
        Random random = new Random(3);
        long begin = now.get();
        int granted = 0;
        for (int i = 0; i < 20_000; i++) {
            pass(Duration.ofNanos(random.nextInt(40_000_000)));
            granted += taken("a") ? 1 : 0;
            double seconds = (now.get() - begin) / 1e9;
            assertThat(granted).isLessThanOrEqualTo((int) (5 + seconds * 10 + 1e-6));
        }
        assertThat(granted).isGreaterThan((int) ((now.get() - begin) / 1e9 * 9.9));
    }

    @Test
    void tellsWhatIsLeftAndHowLongToWait() {
        HttpHeaders headers = new HttpHeaders();
        limit.take("a", headers::add);
        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"client\";q=5;w=1");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"client\";r=4;t=1");
        for (int i = 0; i < 4; i++) {
            limit.take("a", (name, value) -> {
            });
        }
        HttpHeaders last = new HttpHeaders();
        assertThatThrownBy(() -> limit.take("a", last::add)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ProblemType.RATE_LIMITED);
            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(last.getFirst("RateLimit")).isEqualTo("\"client\";r=0;t=1");
    }

    @Test
    void whoCanWaitIsGivenItsTurn() {
        for (int i = 0; i < 5; i++) {
            StepVerifier.create(limit.turn("a")).expectComplete().verify(Duration.ofSeconds(5));
        }
        StepVerifier.withVirtualTime(() -> limit.turn("a").then(limit.turn("a"))).expectSubscription()
                .expectNoEvent(Duration.ofMillis(100)).thenAwait(Duration.ofMillis(200)).expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    private boolean taken(String key) {
        try {
            limit.take(key, (name, value) -> {
            });
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

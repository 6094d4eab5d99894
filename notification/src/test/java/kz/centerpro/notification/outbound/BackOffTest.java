package kz.centerpro.notification.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import kz.centerpro.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff POLICY = new BackOff(Duration.ofSeconds(5), Duration.ofHours(12), Duration.ofDays(3));
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    @Test
    void pausesDoubleUpToTwelveHours() {
        long[] bounds = {5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 43_200, 43_200};
        for (int failure = 1; failure <= bounds.length; failure++) {
            Instant next = POLICY.next(failure, START, START, null, () -> 0.999_999).orElseThrow();
            assertThat(Duration.between(START, next).toMillis()).as("after failure " + failure)
                    .isBetween(bounds[failure - 1] * 999, bounds[failure - 1] * 1000);
        }
    }

    @Test
    void jitterIsFullButNeverNothing() {
        assertThat(POLICY.next(10, START, START, null, () -> 0)).contains(START.plusSeconds(1));
        assertThat(POLICY.next(10, START, START, null, () -> 0.5)).contains(START.plusSeconds(1280));
    }

    @Test
    void walksThroughThreeDaysAndThenGivesUp() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ManualClock clock = ManualClock.at(START);
            int failures = 1;
            Optional<Instant> next = POLICY.next(failures, START, clock.instant(), null, random::nextDouble);
            while (next.isPresent()) {
                assertThat(next.get()).isAfter(clock.instant()).isBeforeOrEqualTo(START.plus(Duration.ofDays(3)));
                clock.set(next.get());
                failures++;
                next = POLICY.next(failures, START, clock.instant(), null, random::nextDouble);
            }
            assertThat(clock.instant()).as("the last attempt").isEqualTo(START.plus(Duration.ofDays(3)));
            assertThat(failures).isBetween(15, 60);
        }
    }

    @Test
    void waitsAsLongAsTheReceiverAsksWithinTwelveHours() {
        assertThat(POLICY.next(1, START, START, Duration.ofMinutes(7), () -> 0.5))
                .contains(START.plus(Duration.ofMinutes(7)));
        assertThat(POLICY.next(1, START, START, Duration.ofDays(400), () -> 0.5))
                .contains(START.plus(Duration.ofHours(12)));
        assertThat(POLICY.next(12, START, START, Duration.ofSeconds(1), () -> 0.5))
                .contains(START.plusSeconds(5_120));
    }

    @Test
    void refusesAPolicyThatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackOff(Duration.ofHours(2), Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void readsRetryAfterInBothForms() {
        assertThat(Objects.requireNonNull(GuardedHttp.retryAfter("120", START))).hasMinutes(2);
        assertThat(Objects.requireNonNull(GuardedHttp.retryAfter("Sun, 22 Nov 2026 09:00:30 GMT", START)))
                .hasSeconds(30);
        for (String nothing : new String[]{"Sun, 22 Nov 2026 08:00:30 GMT", "", "-5", "soon", "9999999999999"}) {
            assertThat(GuardedHttp.retryAfter(nothing, START)).as(nothing).isNull();
        }
        assertThat(GuardedHttp.retryAfter(null, START)).isNull();
    }
}

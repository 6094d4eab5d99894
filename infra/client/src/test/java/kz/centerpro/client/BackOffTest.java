package kz.centerpro.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static BackOff with(double random) {
        return new BackOff(Duration.ofMillis(500), Duration.ofSeconds(20), () -> random);
    }

    @Test
    void doublesWithEachFailureBetweenHalfAndOneAndAHalf() {
        assertThat(with(0).pause(0, null)).isEqualTo(Duration.ofMillis(250));
        assertThat(with(0.5).pause(3, null)).isEqualTo(Duration.ofSeconds(4));
        assertThat(with(0.9).pause(1, null)).isEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void isNeverLongerThanTheLongest() {
        assertThat(with(0.99).pause(1000, null)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void isNeverShorterThanWhatTheHubAskedFor() {
        assertThat(with(0).pause(0, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(with(1).pause(0, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(135));
        assertThat(with(1).pause(6, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(20));
    }
}

package kz.centerpro.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    @Test
    void standsStillUntilItIsMoved() {
        ManualClock clock = ManualClock.at("2026-11-22T09:00:00Z");
        ManualClock view = clock.withZone(ZoneOffset.UTC);
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(view.instant()).isEqualTo(Instant.parse("2026-11-22T09:05:00Z"));
        assertThat(clock.getZone()).isEqualTo(ManualClock.ALMATY);
        assertThat(view.getZone()).isEqualTo(ZoneOffset.UTC);
    }
}

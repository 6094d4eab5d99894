package kz.centerpro.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import kz.centerpro.notification.outbound.BackOff;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may stand in for the push services of browsers' makers. */
class PushLimitsTest {

    private static final URI ENDPOINT = URI.create("https://push.example/send/abc?token=d%2Be");

    @Test
    void withoutAStandInAPushGoesToItsEndpoint() {
        assertThat(limits(false, null).reached(ENDPOINT)).isEqualTo(ENDPOINT);
        assertThat(limits(true, null).reached(ENDPOINT)).isEqualTo(ENDPOINT);
    }

    @Test
    void aStandInIsAskedForTheSamePath() {
        assertThat(limits(true, "http://127.0.0.1:81").reached(ENDPOINT))
                .isEqualTo(URI.create("http://127.0.0.1:81/send/abc?token=d%2Be"));
    }

    @Test
    void aStandInIsThisMachineAndForDevelopment() {
        assertThatThrownBy(() -> limits(false, "http://127.0.0.1:81")).hasMessageContaining("loopback=true");
        assertThatThrownBy(() -> limits(true, "https://push.example")).hasMessageContaining("this machine");
        assertThatThrownBy(() -> limits(true, "elsewhere")).hasMessageContaining("this machine");
    }

    private static PushLimits limits(boolean loopback, @Nullable String standIn) {
        return new PushLimits(Duration.ofSeconds(1), 8, Duration.ofSeconds(1), Duration.ofSeconds(3),
                Duration.ofDays(1),
                16, Set.of(443), loopback, standIn == null ? null : URI.create(standIn),
                new BackOff(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(1)));
    }
}

package kz.centerpro.notification.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.wire.MeterNames;
import org.junit.jupiter.api.Test;

class EventAgeTest {

    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.500Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters meters = new StreamMeters(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsEveryTimeThatAnEventCarries() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(0, Instant.parse("2199-12-31T23:59:59.999Z").toEpochMilli());
            assertThat(EventAge.millis(WIRE.format(Instant.ofEpochMilli(millis)))).isEqualTo(millis);
        }
        assertThatThrownBy(() -> EventAge.millis("2026-11-22T10:15:30Z")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsWhatIsCaughtUpWithAndTimesWhatHappensMeanwhile() {
        EventAge age = meters.opened(StreamMeters.Door.SSE);
        assertThat(age.sinceNewest()).isNull();
        age.written(event(NOW.minusSeconds(86_400)));
        assertThat(age.sinceNewest()).isEqualTo(86_400_000L);
        age.written(event(NOW));
        assertThat(age.sinceNewest()).isZero();
        assertThat(registry.get(MeterNames.EVENTS_WRITTEN).tag(MeterNames.DOOR, "sse").counter().count()).isEqualTo(2);
        Timer timed = registry.get(MeterNames.EVENT_AGE).tag(MeterNames.DOOR, "sse").timer();
        assertThat(timed.count()).isEqualTo(1);
        assertThat(timed.max(TimeUnit.MILLISECONDS)).isZero();
    }

    @Test
    void neverTellsOfAnEventFromTheFuture() {
        EventAge age = meters.opened(StreamMeters.Door.POLL);
        age.written(event(NOW.plusSeconds(5)));
        assertThat(age.sinceNewest()).isZero();
        assertThat(registry.get(MeterNames.EVENT_AGE).tag(MeterNames.DOOR, "poll").timer().count()).isEqualTo(1);
    }

    private static EventEnvelope event(Instant at) {
        return EventEnvelope.of("id", 7, "kz.test", null, WIRE.format(at), new Cursor(1, 1), "{}");
    }
}
